import Hardening
import TextSafety

extension Report {
  /// Lines for people: one for each finding, then what the areas come to and what was left out.
  func writeTable(to output: inout ReportOutput, style: OutputStyle) throws {
    var table = TableWriter(
      output, style: style, hasClusters: clusters.count > 1, history: hasHistory ? generatedAt : nil, empty: emptyText)
    // Volumes that fail alike share a line: one that mounts half of the node is one thing to look at.
    var first: Finding?
    var others = 0
    func flush() throws {
      guard let finding = first else { return }
      try table.add(TableRow(finding, others: others))
    }
    try eachFinding { finding in
      if let kept = first, finding.isVolume(like: kept) {
        others += 1
        return
      }
      try flush()
      first = finding
      others = 0
    }
    try flush()
    try table.finish()
    output = table.output
    // What was read at other times is another list.
    if !hasHistory { for cluster in clusters { try writeAreas(of: cluster, to: &output, style: style) } }
    for line in hidden.lines { try output.write(line.description + "\n") }
  }

  private func writeAreas(of cluster: ClusterSummary, to output: inout ReportOutput, style: OutputStyle) throws {
    let judged = cluster.areas.filter { $0.tally != Tally() }
    if judged.isEmpty { return }
    let name = SafeText(cluster.name)
    try output.write(
      "\n\(name.description): \(cluster.workloads) \(cluster.workloads == 1 ? "workload" : "workloads")\n")
    for summary in judged {
      let tally = summary.tally
      var line: SafeText = "  \(SafeText(own: summary.area.title).padded(to: 22))"
      line += "score \(tally.scoreText.padded(to: 4, .right))"
      line += "   \(tally.failed) failed, \(tally.passed) passed"
      if tally.unknown > 0 { line += ", \(tally.unknown) unknown" }
      if tally.suppressed > 0 { line += ", \(tally.suppressed) suppressed" }
      try output.write(line.description + "\n")
      for reason in summary.unknownReasons.prefix(3) {
        let text: SafeText = "    unknown ×\(reason.count): \(reason.text)"
        try output.write(text.truncated(to: style.width ?? .max).description + "\n")
      }
    }
  }
}

extension Report {
  /// What stands where findings would: never better news than there are.
  var emptyText: SafeText {
    let isPartial = notices.contains(where: \.costsCoverage)
    if hidden.total > 0 { return isPartial ? "No findings to show; not all could be read." : "No findings to show." }
    return isPartial ? "No findings in what could be read; not all could be." : "No findings."
  }
}

extension HiddenFindings {
  var total: Int { info + platform + folded + acknowledged + decided + resolved + filtered }

  /// What was left out, one line a reason.
  var lines: [SafeText] {
    var lines: [SafeText] = []
    if folded > 0 { lines.append("+\(folded) folded under the findings above (all in -o json)") }
    if info > 0 { lines.append("+\(info) of severity info (--filter 'sev>=info' shows them)") }
    if platform > 0 { lines.append("+\(platform) in objects that the platform manages (--filter managed:platform)") }
    if acknowledged > 0 { lines.append("+\(acknowledged) acknowledged (--filter state:acknowledged)") }
    if decided > 0 { lines.append("+\(decided) suppressed (--filter state:suppressed)") }
    if resolved > 0 { lines.append("+\(resolved) resolved (--filter state:resolved)") }
    if filtered > 0 { lines.append("+\(filtered) that the filter leaves out") }
    return lines
  }
}

extension Finding {
  /// It is about another volume of the same workload, and says the same of it.
  fileprivate func isVolume(like other: Finding) -> Bool {
    check == other.check && subject.object == other.subject.object && subject.container == nil
      && subject.discriminator != nil && other.subject.discriminator != nil && severity == other.severity
      && verdict == other.verdict && state == other.state && cluster == other.cluster && firstSeen == other.firstSeen
  }
}

/// One line of the table before it is laid out.
struct TableRow {
  var severity: Severity
  var verdict: Verdict
  var state: FindingState
  /// Seconds since 1970.
  var firstSeen: Int64
  var cells: [SafeText]
  /// `file:line`.
  var place: SafeText

  /// - Parameter others: how many more say the same of other parts of the object.
  init(_ finding: Finding, others: Int = 0) {
    severity = finding.severity
    verdict = finding.verdict
    state = finding.state
    firstSeen = finding.firstSeen
    let namespace = finding.subject.scopeNamespace
    cells = [
      SafeText(own: finding.check.name),
      others == 0 ? SafeText(finding.subject.shortText) : "\(finding.subject.shortText) and \(others) more",
      SafeText(namespace.isEmpty ? "-" : namespace),
      SafeText(finding.cluster),
    ]
    guard let source = finding.source else {
      place = "-"
      return
    }
    place = source.line > 0 ? "\(source.file):\(source.line)" : SafeText(source.file)
  }
}

/// Lays rows out. The widths come from the first rows; a longer cell later pushes its line only.
struct TableWriter {
  var output: ReportOutput
  private let style: OutputStyle
  private let hasClusters: Bool
  /// The time that ages count from; nil where none are shown.
  private let history: Int64?
  private var waiting: [TableRow] = []
  private var widths: [Int]?
  private let empty: SafeText
  private var rows = 0

  private static let sample = 4000
  private static let mark = 8
  private static let widest = 100

  init(_ output: ReportOutput, style: OutputStyle, hasClusters: Bool, history: Int64? = nil, empty: SafeText) {
    self.output = output
    self.empty = empty
    self.style = style
    self.hasClusters = hasClusters
    self.history = history
  }

  mutating func add(_ row: TableRow) throws {
    rows += 1
    if widths != nil { return try write(row) }
    waiting.append(row)
    if waiting.count == TableWriter.sample { try settle() }
  }

  mutating func finish() throws {
    if widths == nil { try settle() }
    if rows == 0 { try output.write(empty.description + "\n") }
  }

  private var headings: [SafeText] {
    var headings: [SafeText] = ["CHECK", "SUBJECT", "NAMESPACE"]
    if hasClusters { headings.append("CLUSTER") }
    if history != nil { headings += ["STATE", "AGE"] }
    return headings
  }

  private func cells(of row: TableRow) -> [SafeText] {
    var cells = hasClusters ? row.cells : Array(row.cells.prefix(3))
    if let history { cells += [SafeText(own: row.state.rawValue), Age.text(history - row.firstSeen)] }
    return cells
  }

  private mutating func settle() throws {
    var widths = headings.map(\.width)
    for row in waiting {
      for (column, cell) in cells(of: row).enumerated() { widths[column] = max(widths[column], cell.width) }
    }
    // Without a terminal nothing is cut, but one long name must not pad every line.
    if style.width == nil { widths = widths.map { min($0, TableWriter.widest) } }
    if let width = style.width { shrink(&widths, to: width - TableWriter.mark - 1 - 24) }
    self.widths = widths
    if !waiting.isEmpty {
      try writeLine("SEVERITY", "", headings, "WHERE", widths)
      for row in waiting { try write(row) }
    }
    waiting = []
  }

  /// Takes columns from the widest until the sum fits; none goes below 12.
  private func shrink(_ widths: inout [Int], to room: Int) {
    while widths.reduce(0, { $0 + $1 + 1 }) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 12
    {
      widths[widest] -= 1
    }
  }

  private mutating func write(_ row: TableRow) throws {
    let mark: SafeText =
      switch row.verdict {
      case .fail: row.severity.mark
      case .pass: "✓ pass"
      case .unknown: "? unkn"
      case .notApplicable: "- n/a"
      }
    try writeLine(mark, row.verdict == .fail ? row.severity.escape : "", cells(of: row), row.place, widths ?? [])
  }

  private mutating func writeLine(
    _ mark: SafeText, _ escape: String, _ cells: [SafeText], _ place: SafeText, _ widths: [Int]
  ) throws {
    var line = mark.padded(to: TableWriter.mark, ending: "").description
    if style.color, !escape.isEmpty { line = "\u{1B}[" + escape + "m" + line + "\u{1B}[0m" }
    var used = TableWriter.mark
    for (cell, width) in zip(cells, widths) {
      line += " " + (style.width == nil && cell.width > width ? cell : cell.padded(to: width)).description
      used += width + 1
    }
    let end = style.width.map { place.truncatedAtStart(to: max(8, $0 - used - 1)) } ?? place
    try output.write(line + " " + end.description + "\n")
  }
}

extension Severity {
  /// The SGR parameters of its colour.
  fileprivate var escape: String {
    switch self {
    case .critical: "1;31"
    case .high: "31"
    case .medium: "33"
    case .low: "36"
    case .info: "2"
    }
  }
}
