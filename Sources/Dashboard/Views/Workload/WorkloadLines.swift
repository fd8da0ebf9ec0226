import Hardening
import Session
import TerminalKit
import TextSafety

/// An object's page as lines: what fails, what it has to do with others, its parts, what could not be judged, what
/// passes, what was decided.
struct WorkloadLines {
  /// Columns before a line: the cursor, its state, blanks.
  static let gutter = 4

  private(set) var lines: [WorkloadLine] = []
  private let snapshot: WorkloadSnapshot
  private let width: Int
  private let context: Context

  /// - Parameters:
  ///   - words: only lines that have all of these are there; all where it is empty.
  ///   - width: columns of the page.
  init(
    _ snapshot: WorkloadSnapshot, _ relations: RelationState, words: UntrustedText, width: Int, _ context: Context
  ) {
    self.snapshot = snapshot
    self.context = context
    self.width = max(8, width - WorkloadLines.gutter - 1)
    part(.findings, CountText.of(snapshot.findings.count), findings)
    for topic in ObjectRelations.Topic.allCases { part(topic.part, "", relation(topic, relations)) }
    part(.containers, "", containers)
    let lacks = lacks(relations)
    part(.unknown, CountText.of(Set(unknown.map(\.check)).count + lacks.count), lacks.flatMap(\.self) + unknownLines)
    part(.passes, CountText.of(passed.count), passes)
    part(.history, "", history)
    narrow(words)
  }

  private mutating func part(_ part: WorkloadLine.Part, _ count: SafeText, _ content: [WorkloadLine]) {
    if content.isEmpty { return }
    if !lines.isEmpty { lines.append(WorkloadLine(id: .gap(part), text: StyledText())) }
    var title = StyledText(part.title, Style(.heading))
    if !count.isEmpty { title.append("  \(count)", Style(.dim)) }
    lines.append(WorkloadLine(id: .title(part), text: title))
    lines += content
  }

  // MARK: Findings

  private var findings: [WorkloadLine] {
    let rows = snapshot.findings
    let own = SubjectReference(snapshot.object).shortObject
    let checks = rows.reduce(0) { max($0, $1.check.name.utf8.count) }
    let room = max(16, width - 30)
    var lines = rows.map { row -> WorkloadLine in
      let role = row.state.role ?? (row.isStale ? .stale : nil)
      var text = StyledText(
        context.marks.severity(row.severity).padded(to: 8), Style(role ?? row.severity.role))
      text.append(SafeText(own: row.check.name).padded(to: min(checks, room) + 2), Style(role ?? .text))
      let place = row.subject.droppingPrefix("\(own) ") ?? (row.subject == own ? "" : row.subject)
      text.append(place.safe, Style(role ?? .text))
      if row.folded > 0 { text.append(place.isEmpty ? "(+\(row.folded))" : " (+\(row.folded))", Style(.dim)) }
      var right = StyledText()
      if row.state != .open {
        right.append("\(row.state.word)  ", Style(role ?? .new))
      } else if row.isStale {
        right.append("old  ", Style(.stale))
      } else if row.isNew {
        right.append("new  ", Style(.new))
      }
      right.append(SafeText(own: row.area.short).padded(to: 3), Style(.dim))
      if context.known.fleet?.lastVisit != nil {
        right.append("  \(context.age(since: row.firstSeen).padded(to: 5, .right))", Style(.dim))
      }
      return WorkloadLine(id: .finding(row.id), text: text, right: right, target: .finding(row))
    }
    if rows.isEmpty {
      let isUnsure = snapshot.judged.contains { $0.verdict == .unknown }
      lines = [
        WorkloadLine(
          id: .remark(.findings),
          text: StyledText(isUnsure ? "none, as far as it could be judged" : "none", Style(.dim)))
      ]
    } else if rows.count > 1 {
      lines.append(
        WorkloadLine(id: .all, text: StyledText("open as a list, to decide on several", Style(.dim)), target: .findings)
      )
    }
    return lines
  }

  // MARK: Relations

  private func relation(_ topic: ObjectRelations.Topic, _ state: RelationState) -> [WorkloadLine] {
    // What could not be read is told once, on top.
    guard case .known(let relations) = state, let section = relations[topic] else { return [] }
    let names = min(section.lines.reduce(0) { max($0, $1.what.safe.width) }, max(12, width * 2 / 5))
    let hasGrades = section.lines.contains { $0.severity != nil }
    var seen: [SafeText: Int] = [:]
    return section.lines.flatMap { line -> [WorkloadLine] in
      var head = StyledText()
      if hasGrades {
        let mark = line.severity.map { context.marks.severity($0) } ?? ""
        head.append(mark.padded(to: 8), Style(line.severity?.role ?? .text))
      }
      head.append(line.what.safe.padded(to: names), Style(line.tone == .unknown ? .heatUnknown : .text))
      head.append("  ")
      let says = StyledText(line.says.safe, Style(line.tone.role))
      let key = (head + says).text
      seen[key, default: 0] += 1
      let id: WorkloadLine.ID = .relation(topic.part, seen[key] == 1 ? key : key + "\(seen[key] ?? 0)")
      let target = line.object.flatMap { object -> WorkloadLine.Target? in
        object == snapshot.object ? nil : .object(ObjectKey(cluster: relations.object.cluster, object: object))
      }
      return wrapped(head, says, id, target ?? .nothing)
    }
  }

  /// A line, and below it what it has no room for.
  private func wrapped(
    _ head: StyledText, _ text: StyledText, _ id: WorkloadLine.ID, _ target: WorkloadLine.Target
  ) -> [WorkloadLine] {
    // No text of an object may fill the page.
    let most = 5
    let room = max(16, width - head.width)
    let parts = text.lines(width: room)
    var lines = [WorkloadLine(id: id, text: head, target: target)]
    for (number, columns) in parts.prefix(most).enumerated() {
      let isCut = number == most - 1 && parts.count > most
      let part = isCut ? text.columns(columns.lowerBound..<text.width).truncated(to: room) : text.columns(columns)
      if number == 0 {
        lines[0].text = head + part
      } else {
        let blank = StyledText(SafeText().padded(to: head.width))
        lines.append(WorkloadLine(id: .more(id, number), text: blank + part))
      }
    }
    return lines
  }

  // MARK: Parts

  private var containers: [WorkloadLine] {
    let parts =
      snapshot.parts.filter { $0.subject.container != nil } + snapshot.parts.filter { $0.subject.discriminator != nil }
    let names = parts.map { part -> SafeText in
      if let container = part.subject.container {
        return part.subject.isEphemeral ? "\(container) (ephemeral)" : container.safe
      }
      return "volume \(part.subject.discriminator ?? "")"
    }
    let column = min(names.reduce(0) { max($0, $1.width) }, max(12, width / 3))
    let counts = CountColumns(parts.map(\.open))
    return zip(parts, names).map { part, name in
      var text = StyledText(name.padded(to: column))
      if !part.image.isEmpty {
        text.append("  ")
        text.append(SafeText(part.image, fitting: max(8, width - column - counts.width - 4)), Style(.dim))
      }
      let target: WorkloadLine.Target =
        part.open.total > 0 && part.subject.container != nil ? .container(part.subject) : .nothing
      return WorkloadLine(
        id: .container(part.subject), text: text, right: counts.text(part.open, context.marks), target: target)
    }
  }

  // MARK: Verdicts

  private var unknown: [WorkloadSnapshot.Judged] { snapshot.judged.filter { $0.verdict == .unknown } }
  private var passed: [WorkloadSnapshot.Judged] { snapshot.judged.filter { $0.verdict == .pass } }

  private var unknownLines: [WorkloadLine] {
    var seen: Set<CheckID> = []
    let firsts = unknown.filter { seen.insert($0.check).inserted }
    let names = firsts.reduce(0) { max($0, $1.check.name.utf8.count) }
    return firsts.map { item in
      let count = unknown.count { $0.check == item.check }
      var text = StyledText("?       ", Style(.heatUnknown))
      text.append(SafeText(own: item.check.name).padded(to: names), Style(.heatUnknown))
      if count > 1 { text.append("  ×\(count)", Style(.dim)) }
      return WorkloadLine(
        id: .unknown(item.check), text: text, right: StyledText(SafeText(own: item.area.short), Style(.dim)))
    }
  }

  /// What could not be read of the source, where something of the object may stand too.
  private func lacks(_ state: RelationState) -> [[WorkloadLine]] {
    guard case .known(let relations) = state else { return [] }
    return relations.lacks.prefix(5).map { notice in
      wrapped(
        StyledText("?       ", Style(.heatUnknown)), StyledText("not read: \(notice.text)", Style(.heatUnknown)),
        .relation(.unknown, notice.text.safe), .nothing)
    }
  }

  /// The names by area, as many on a line as fit.
  private var passes: [WorkloadLine] {
    var lines: [WorkloadLine] = []
    for area in Area.allCases {
      let items = passed.filter { $0.area == area }
      var names: [CheckID] = []
      var counts: [CheckID: Int] = [:]
      for item in items {
        if counts[item.check] == nil { names.append(item.check) }
        counts[item.check, default: 0] += 1
      }
      var text: SafeText = ""
      var number = 0
      func end() {
        let head = number == 0 ? SafeText(own: area.short).padded(to: 5) : SafeText(own: "     ")
        lines.append(WorkloadLine(id: .passes(area, number), text: StyledText(head + text, Style(.dim))))
        number += 1
        text = ""
      }
      for name in names {
        let count = counts[name] ?? 1
        let word: SafeText = count > 1 ? "\(own: name.name) ×\(count)" : "\(own: name.name)"
        if !text.isEmpty, text.width + word.width + 8 > width {
          text += ","
          end()
        }
        text = text.isEmpty ? word : "\(text), \(word)"
      }
      if !text.isEmpty { end() }
    }
    return lines
  }

  // MARK: History

  private var history: [WorkloadLine] {
    let first = snapshot.firstSeen.map { context.moment($0) }
    let moments = snapshot.history.map { context.moment($0.decision.time / 1000) }
    let column = 2 + (moments + [first ?? ""]).reduce(0) { max($0, $1.width) }
    var lines = zip(snapshot.history, moments).flatMap { event, moment -> [WorkloadLine] in
      let act = event.decision
      var text = StyledText("\(act.author) \(act.act.pastTense) ")
      let names = event.checks.prefix(3).map { SafeText(own: $0.name) }.joined(separator: ", ")
      text.append(event.checks.count > 3 ? "\(names) and \(event.checks.count - 3) more" : names)
      if let until = act.until { text.append(" until \(context.local(until).date)", Style(.dim)) }
      if act.act == .suppress, act.until == nil { text.append(" without end", Style(.dim)) }
      if !act.reason.isEmpty { text.append(": \(act.reason)") }
      return wrapped(
        StyledText(moment.padded(to: column), Style(.dim)), text, .decision(act.id), .decision(event))
    }
    if let first {
      var text = StyledText(first.padded(to: column), Style(.dim))
      text.append("the first of its findings was seen", Style(.dim))
      lines.append(WorkloadLine(id: .seen, text: text))
    }
    return lines
  }

  // MARK: Narrowing

  /// Leaves the lines that have all words, and the titles above them.
  private mutating func narrow(_ words: UntrustedText) {
    let words = words.safe.description.lowercased().split(separator: " ")
    guard !words.isEmpty else { return }
    var kept: [WorkloadLine] = []
    var pending: [WorkloadLine] = []
    for (index, line) in lines.enumerated() {
      if line.isRest { continue }
      if !line.isPlace {
        if case .gap = line.id { pending = [] }
        pending.append(line)
        continue
      }
      let rest = lines[(index + 1)...].prefix(while: \.isRest)
      let text = ([line.text, line.right] + rest.map(\.text)).map(\.text).joined(separator: " ").description
        .lowercased()
      guard words.allSatisfy({ text.contains($0) }) else { continue }
      kept += pending
      pending = []
      kept.append(line)
      kept += rest
    }
    if case .gap? = kept.first?.id { kept.removeFirst() }
    lines = kept
  }
}

/// Counts by severity in columns of their own: what is alike stands beneath another.
struct CountColumns {
  private let columns: [(severity: Severity, width: Int)]

  init(_ all: [SeverityCounts]) {
    columns = Severity.allCases.compactMap { severity in
      let most = all.map { $0[severity] }.max() ?? 0
      return severity < .low || most == 0 ? nil : (severity, CountText.of(most).width + 2)
    }
  }

  var width: Int { columns.reduce(0) { $0 + $1.width + 2 } }

  func text(_ counts: SeverityCounts, _ marks: Marks) -> StyledText {
    var text = StyledText()
    for column in columns {
      text.append("  ")
      let count = counts[column.severity]
      let word: SafeText = count == 0 ? "" : "\(marks.shape(column.severity)) \(CountText.of(count))"
      text.append(word.padded(to: column.width, .right), Style(column.severity.role))
    }
    return text
  }
}

extension WorkloadLine.Part {
  fileprivate var title: SafeText {
    switch self {
    case .findings: "Findings"
    case .exposure: "Reach"
    case .rights: "Rights"
    case .policies: "Network policies"
    case .pods: "Pods"
    case .containers: "Containers and volumes"
    case .unknown: "Could not be judged"
    case .passes: "Passes"
    case .history: "History"
    }
  }
}

extension ObjectRelations.Tone {
  var role: Role {
    switch self {
    case .plain: .dim
    case .notable: .warning
    case .unknown: .heatUnknown
    }
  }
}
