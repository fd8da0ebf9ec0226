import Hardening
import Session
import TerminalKit
import TextSafety

/// Everything about a finding as text to read: what is wrong and where, what shows it and what to do, which a screen
/// has room for; then why it matters, what fails with it, what was decided, and who says so.
///
/// In a low pane the first two pieces of evidence are a line each, and the beginning of the fix stands right beneath: both
/// are seen without scrolling at 80×24. What was shortened follows whole.
struct DetailText {
  /// How much of what shows it stands before the fix.
  private static let firstEvidence = 6

  private(set) var paragraphs: [TextPane.Paragraph] = []
  private let context: Context

  /// A pane of fewer lines is low.
  private static let low = 12
  private static let label = 10

  /// - Parameter size: of the pane that it is for.
  init(_ detail: FindingDetail, in size: Size, _ context: Context) {
    self.context = context
    let finding = detail.finding
    add(StyledText(finding.message.safe, Style(.heading)))
    add(StyledText(place(finding), Style(.dim)))
    source(finding)
    let isLow = size.height < DetailText.low
    let isBrief = isLow && brief(finding, size.width)
    if finding.subject.inferred {
      add(StyledText("The object itself was not read: its pods name it.", Style(.dim)))
    }
    if finding.managedBy == .platform {
      add(StyledText("The platform manages this object; what is wrong with it is its maker's to mend.", Style(.dim)))
    }
    if let reason = finding.unknownReason { add(StyledText(reason.safe, Style(.stale))) }
    if !isBrief {
      evidence(finding.evidence.prefix(isLow ? finding.evidence.count : DetailText.firstEvidence), of: finding)
    }
    fix(detail, isTold: isLow)
    let rest = finding.evidence.dropFirst(DetailText.firstEvidence)
    if !rest.isEmpty, !isLow {
      heading("More evidence (\(rest.count))")
      lines(of: rest)
    }
    why(detail)
    folded(detail)
    history(detail)
    references(detail)
  }

  private mutating func add(_ text: StyledText, indent: Int = 0, hanging: Int? = nil) {
    paragraphs.append(TextPane.Paragraph(text, indent: indent, hanging: hanging))
  }

  private mutating func heading(_ text: SafeText) {
    add(StyledText())
    add(StyledText(text, Style(.heading)))
  }

  private func place(_ finding: Finding) -> SafeText {
    let namespace = finding.subject.scopeNamespace
    let parts = [finding.subject.shortText, namespace, finding.cluster].filter { !$0.isEmpty }
    return parts.map { $0.safe }.joined(separator: " · ")
  }

  /// `at prod/api.yaml:27`
  private mutating func source(_ finding: Finding) {
    guard let source = finding.source else { return }
    var place = StyledText("at ", Style(.dim))
    let line: SafeText = source.line > 0 ? ":\(source.line)" : ""
    place.append("\(source.file)\(line)")
    if source.document > 0 { place.append("  document \(source.document + 1)", Style(.dim)) }
    add(place, hanging: 3)
  }

  private mutating func evidence(_ evidence: ArraySlice<Evidence>, of finding: Finding) {
    heading("Evidence")
    lines(of: evidence)
    if evidence.isEmpty { add(StyledText("the object as a whole", Style(.dim)), indent: 1) }
    let more = finding.evidence.count - evidence.count
    if more > 0 { add(StyledText("… and \(CountText.of(more)) more beneath the fix", Style(.dim)), indent: 1) }
  }

  /// The first of the evidence, a line each, and the fix.
  ///
  /// - Returns: whether that is all of the evidence.
  private mutating func brief(_ finding: Finding, _ width: Int) -> Bool {
    let most = 2
    let room = max(8, width - DetailText.label)
    var isWhole = !finding.evidence.isEmpty && finding.evidence.count <= most
    for (place, item) in finding.evidence.prefix(most).enumerated() {
      let label: SafeText = place == 0 ? "Evidence" : ""
      var line = StyledText(label.padded(to: DetailText.label), Style(.heading))
      let value = item.value.text.safe.truncated(to: room / 2)
      // Of a long path the end says what it is.
      let whole = StyledText(item.path.text.safe, Style(.dim))
      let path = whole.truncatedAtStart(to: room - value.width - 2)
      if path != whole || value != item.value.text.safe || item.object != nil { isWhole = false }
      line = line + path + StyledText("  ")
      line.append(value, item.value == .absent ? Style(.dim, on: nil, .italic) : Style(.removed))
      let more = finding.evidence.count - most
      if place == most - 1, more > 0 { line.append("  +\(CountText.of(more))", Style(.dim)) }
      add(line)
    }
    guard !finding.remediation.text.isEmpty else { return isWhole }
    var line = StyledText(SafeText(own: "Fix").padded(to: DetailText.label), Style(.heading))
    line = line + Prose.styled(finding.remediation.text)
    add(line, hanging: DetailText.label)
    return isWhole
  }

  private mutating func lines(of evidence: ArraySlice<Evidence>) {
    var object: ObjectReference?
    for item in evidence {
      if let other = item.object, other != object {
        add(StyledText(other.text.safe, Style(.dim)), indent: 1, hanging: 3)
        object = other
      }
      var line = StyledText(item.path.text.safe, Style(.dim))
      line.append("  ")
      line.append(item.value.text.safe, item.value == .absent ? Style(.dim, on: nil, .italic) : Style(.removed))
      add(line, indent: 1, hanging: 3)
    }
  }

  private mutating func why(_ detail: FindingDetail) {
    heading("Why")
    let paragraphs = DetailText.paragraphs(of: detail.documentation)
    for (place, text) in paragraphs.enumerated() {
      if place > 0 { add(StyledText()) }
      add(Prose.styled(text), indent: 1)
    }
    if paragraphs.isEmpty { add(StyledText(SafeText(own: detail.title)), indent: 1) }
  }

  /// - Parameter isTold: its text stands above already.
  private mutating func fix(_ detail: FindingDetail, isTold: Bool) {
    let remedy = detail.finding.remediation
    guard !remedy.text.isEmpty && !isTold || remedy.isPatch || detail.kubectl != nil else { return }
    heading(isTold ? "Patch" : "Fix")
    if !isTold { add(Prose.styled(remedy.text), indent: 1) }
    if let operations = remedy.operations, !operations.isEmpty {
      if !isTold { add(StyledText()) }
      if let object = remedy.object { add(StyledText(object.text.safe, Style(.dim)), indent: 1) }
      for line in PatchText(operations, evidence: detail.finding.evidence).lines {
        add(line.text, indent: line.isPlace ? 3 : 1, hanging: 5)
      }
    }
    if let manifest = remedy.manifest {
      if !isTold { add(StyledText()) }
      for line in PatchText.manifest(manifest) { add(line, indent: 1, hanging: 5) }
    }
    if let line = detail.kubectl {
      add(StyledText())
      add(StyledText(line.safe, Style(.dim)), indent: 1, hanging: 3)
    }
  }

  private mutating func folded(_ detail: FindingDetail) {
    guard !detail.folded.isEmpty else { return }
    heading("Fails with it (\(detail.folded.count))")
    let width = detail.folded.reduce(0) { max($0, $1.check.name.utf8.count) }
    for row in detail.folded {
      var line = StyledText(context.marks.severity(row.severity).padded(to: 8), Style(row.severity.role))
      line.append(SafeText(own: row.check.name).padded(to: width))
      if row.subject != detail.finding.subject.shortText { line.append("  \(row.subject)", Style(.dim)) }
      add(line, indent: 1, hanging: 9)
    }
  }

  private mutating func history(_ detail: FindingDetail) {
    heading("History")
    for decision in detail.decisions {
      var line = StyledText("\(context.moment(decision.time / 1000))  ", Style(.dim))
      line.append(decision.author.safe)
      line.append(" \(decision.act.pastTense)")
      if let rule = decision.rule { line.append(" \(rule.text)", Style(.dim)) }
      if let until = decision.until { line.append(" until \(context.local(until).date)", Style(.dim)) }
      if decision.act == .suppress, decision.until == nil { line.append(" without end", Style(.dim)) }
      if !decision.ticket.isEmpty { line.append(" · \(decision.ticket)") }
      if !decision.assignee.isEmpty { line.append(" · for \(decision.assignee)") }
      if !decision.reason.isEmpty { line.append(": \(decision.reason)") }
      add(line, indent: 1, hanging: 3)
    }
    let finding = detail.finding
    add(
      StyledText(
        "first seen \(context.moment(finding.firstSeen)), last seen \(context.moment(finding.lastSeen))", Style(.dim)),
      indent: 1)
  }

  private mutating func references(_ detail: FindingDetail) {
    var parts: [SafeText] = []
    for kind in [Reference.Kind.cis, .nsa, .pss, .mitre, .peer] {
      let ids = detail.finding.references.filter { $0.kind == kind }.map { SafeText(own: $0.id) }
      if !ids.isEmpty { parts.append("\(own: kind.word) \(ids.joined(separator: ", "))") }
    }
    let addresses = detail.finding.references.filter { $0.kind == .url }
    guard !parts.isEmpty || !addresses.isEmpty || !detail.equivalents.isEmpty else { return }
    heading("Who says so")
    if !parts.isEmpty { add(StyledText(parts.joined(separator: " · ")), indent: 1) }
    for address in addresses { add(StyledText(SafeText(own: address.id)), indent: 1, hanging: 3) }
    if !detail.equivalents.isEmpty {
      let names = detail.equivalents.map { SafeText(own: $0) }.joined(separator: " ")
      add(StyledText("elsewhere \(names)", Style(.dim)), indent: 1, hanging: 3)
    }
    add(StyledText("id \(own: detail.key.finding.hex)", Style(.dim)), indent: 1)
  }

  /// The paragraphs of a documentation; a line end within one is a blank.
  static func paragraphs(of text: String) -> [String] {
    var paragraphs = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += (paragraphs.last?.isEmpty ?? true ? "" : " ") + line
      }
    }
    return paragraphs.filter { !$0.isEmpty }
  }
}

/// Text of the program's own documentation: what stands between backticks is code.
enum Prose {
  static func styled(_ text: String) -> StyledText {
    var styled = StyledText()
    for (place, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      styled.append(SafeText(own: String(part)), place % 2 == 1 ? Style(.heading) : .text)
    }
    return styled
  }
}

extension Reference.Kind {
  var word: String {
    switch self {
    case .cis: "CIS"
    case .nsa: "NSA"
    case .pss: "Pod Security"
    case .mitre: "MITRE"
    case .url: ""
    case .peer: "see"
    }
  }
}

extension Decision.Act {
  var pastTense: SafeText {
    switch self {
    case .acknowledge: "acknowledged"
    case .suppress: "suppressed"
    case .reopen: "reopened"
    case .note: "noted"
    case .undo: "took back"
    }
  }
}

extension SuppressionRule {
  /// What it hides, in few words.
  fileprivate var text: SafeText {
    let checks = checks.map { SafeText(own: $0.name) }.joined(separator: ", ")
    switch scope {
    case .finding: return "this finding"
    case .workload: return "\(checks) on \(object?.text ?? "")"
    case .namespace: return "\(checks) in namespace \(object?.namespace ?? "")"
    case .check: return "\(checks) everywhere"
    case .image: return "\(checks) of image \(image ?? "")"
    }
  }
}
