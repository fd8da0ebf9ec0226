import Hardening
import Session
import TerminalKit
import TextSafety

/// Everything that is known of an object, as text to read: who it is, its parts, then each area with what fails, what
/// could not be judged and what passes.
struct WorkloadText {
  private(set) var paragraphs: [TextPane.Paragraph] = []

  init(_ snapshot: WorkloadSnapshot, _ context: Context) {
    head(snapshot, context)
    parts(snapshot, context)
    let worst = Dictionary(grouping: snapshot.findings, by: \.area).mapValues { $0.map(\.severity).max() ?? .info }
    // The worst on top, as everywhere.
    let areas = Area.allCases.sorted { a, b in
      let ranks = [a, b].map { worst[$0].map { -$0.rank } ?? 1 }
      return (ranks[0], a.rawValue) < (ranks[1], b.rawValue)
    }
    for area in areas { self.area(area, snapshot, context) }
  }

  private mutating func add(_ text: StyledText, indent: Int = 0, hanging: Int? = nil) {
    paragraphs.append(TextPane.Paragraph(text, indent: indent, hanging: hanging))
  }

  private mutating func head(_ snapshot: WorkloadSnapshot, _ context: Context) {
    let object = snapshot.object
    add(StyledText("\(object.kind) \(object.name)", Style(.heading)))
    let namespace: SafeText = object.namespace.isEmpty ? "in no namespace" : "namespace \(object.namespace)"
    add(StyledText("\(namespace) · cluster \(snapshot.cluster.name)", Style(.dim)))
    if snapshot.parts.contains(where: \.subject.inferred) {
      add(StyledText("The object itself was not read: its pods name it.", Style(.dim)))
    }
    if snapshot.managedBy == .platform {
      add(StyledText("The platform manages it: what is wrong with it is its maker's to mend.", Style(.dim)))
    }
  }

  private mutating func parts(_ snapshot: WorkloadSnapshot, _ context: Context) {
    let parts =
      snapshot.parts.filter { $0.subject.container != nil } + snapshot.parts.filter { $0.subject.discriminator != nil }
    if parts.isEmpty { return }
    add(StyledText())
    add(StyledText("Containers and volumes", Style(.heading)))
    let names = parts.map { part -> SafeText in
      if let container = part.subject.container {
        return part.subject.isEphemeral ? "\(container) (ephemeral)" : container.safe
      }
      return "volume \(part.subject.discriminator ?? "")"
    }
    let width = names.reduce(0) { max($0, min($1.width, 32)) }
    for (part, name) in zip(parts, names) {
      var line = StyledText(name.padded(to: width + 2))
      if !part.image.isEmpty { line.append("\(part.image)  ", Style(.dim)) }
      line.append(part.open.styled(context.marks))
      add(line, indent: 1, hanging: 3)
    }
  }

  private mutating func area(_ area: Area, _ snapshot: WorkloadSnapshot, _ context: Context) {
    let findings = snapshot.findings.filter { $0.area == area }
    let judged = snapshot.judged.filter { $0.area == area }
    if findings.isEmpty, judged.isEmpty { return }
    let passed = WorkloadText.counted(judged.filter { $0.verdict == .pass })
    let unknown = WorkloadText.counted(judged.filter { $0.verdict == .unknown })
    add(StyledText())
    add(StyledText("\(own: area.title)", Style(.heading)))
    let names = findings.reduce(0) { max($0, $1.check.name.utf8.count) }
    for row in findings { add(WorkloadText.line(row, names: names, context), indent: 1, hanging: 3) }
    if !unknown.isEmpty { add(StyledText("unknown: \(unknown)", Style(.heatUnknown)), indent: 1, hanging: 10) }
    if !passed.isEmpty { add(StyledText("passes: \(passed)", Style(.dim)), indent: 1, hanging: 9) }
  }

  /// `▲ CRIT  privileged  deploy/api [web] (+3)  ✓ ack`
  private static func line(_ row: FindingRow, names: Int, _ context: Context) -> StyledText {
    let role = row.state.role
    var line = StyledText(
      context.marks.severity(row.severity).padded(to: 8), Style(role ?? row.severity.role))
    line.append(SafeText(own: row.check.name).padded(to: names + 2), Style(role ?? .text))
    line.append(row.subject.safe, Style(role ?? .text))
    if row.folded > 0 { line.append(" (+\(row.folded))", Style(.dim)) }
    if row.state != .open {
      line.append("  \(context.marks.state(row.state)) \(row.state.word)", Style(role ?? .new))
    }
    if row.isStale { line.append("  old", Style(.stale)) }
    return line
  }

  /// `seccomp, image-digest ×2`
  private static func counted(_ judged: [WorkloadSnapshot.Judged]) -> SafeText {
    var names: [CheckID] = []
    var counts: [CheckID: Int] = [:]
    for item in judged {
      if counts[item.check] == nil { names.append(item.check) }
      counts[item.check, default: 0] += 1
    }
    return names.map { name -> SafeText in
      let count = counts[name] ?? 1
      return count > 1 ? "\(own: name.name) ×\(count)" : "\(own: name.name)"
    }.joined(separator: ", ")
  }
}
