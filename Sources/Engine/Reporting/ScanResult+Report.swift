package import Export
package import Hardening

/// Which verdicts a report holds.
package struct ReportSelection: Sendable {
  /// Passed, unknown and not applicable verdicts too.
  package var includesPassed: Bool
  /// For people: heads only, nothing of severity info, nothing that the platform manages; the report says how many of
  /// each it leaves out. What a filter names itself is not left out.
  package var isBrief: Bool
  package var filter: FindingFilter

  package init(includesPassed: Bool = false, isBrief: Bool = false, filter: FindingFilter = FindingFilter()) {
    self.includesPassed = includesPassed
    self.isBrief = isBrief
    self.filter = filter
  }

  var verdicts: Set<Verdict> { includesPassed ? Set(Verdict.allCases) : [.fail] }
}

extension ScanResult {
  /// The entries that a report of this selection holds, and how many it leaves out for brevity.
  package func selected(_ selection: ReportSelection) -> (entries: [ReportEntry], hidden: HiddenFindings) {
    let filter = selection.filter
    var hidden = HiddenFindings()
    guard selection.isBrief || !filter.isEmpty else { return (entries(selection.verdicts), hidden) }
    var selected: [ReportEntry] = []
    for entry in entries(selection.verdicts) {
      if !filter.isEmpty, !filter.matches(self, entry) { continue }
      if selection.isBrief, entry.verdict == .fail {
        if !filter.namesManaged, managedBy(of: entry) == .platform {
          hidden.platform += 1
          continue
        }
        if !filter.namesSeverity, !filter.namesCheck, entry.severity == .info {
          hidden.info += 1
          continue
        }
        if !filter.namesCheck, head(of: entry) != nil {
          hidden.folded += 1
          continue
        }
      }
      selected.append(entry)
    }
    return (selected, hidden)
  }

  /// Calls `body` with the finding of each entry; lines are looked up before.
  package func eachFinding(_ entries: [ReportEntry], _ body: (Finding) throws -> Void) throws {
    let lines = lines(of: entries)
    for (entry, line) in zip(entries, lines) { try body(finding(entry, line: line > 0 ? line : nil)) }
  }

  /// Whether a finding of this severity or worse is among the entries.
  package func remains(atLeast severity: Severity, in entries: [ReportEntry]) -> Bool {
    entries.contains { $0.verdict == .fail && $0.severity >= severity }
  }

  package func managedBy(of entry: ReportEntry) -> ManagedBy {
    handles[Int(entry.subject)].managedBy(in: assessment.inventory)
  }
}
