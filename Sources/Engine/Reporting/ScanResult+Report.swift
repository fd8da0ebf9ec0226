import Documents
package import Export
package import Hardening
import Inventory
package import TextSafety

/// Which verdicts a report holds.
package struct ReportSelection: Sendable {
  /// Passed, unknown and not applicable verdicts too.
  package var includesPassed: Bool
  /// For people: heads only, nothing of severity info, nothing that the platform manages; the report says how many of
  /// each it leaves out. What a filter names itself is not left out.
  package var isBrief: Bool
  /// Heads only, as brief reports have them, of everything else all.
  package var hasHeadsOnly: Bool
  /// Acknowledged and suppressed findings too, which otherwise only a query that names states selects.
  package var includesSuppressed: Bool
  package var query: Query

  package init(
    includesPassed: Bool = false, includesSuppressed: Bool = false, isBrief: Bool = false, hasHeadsOnly: Bool = false,
    query: Query = Query()
  ) {
    self.includesPassed = includesPassed
    self.includesSuppressed = includesSuppressed
    self.isBrief = isBrief
    self.hasHeadsOnly = hasHeadsOnly || isBrief
    self.query = query
  }

  var verdicts: Set<Verdict> { includesPassed || query.namesVerdict ? Set(Verdict.allCases) : [.fail] }
}

extension ScanResult {
  /// The entries that a report of this selection holds, and how many it leaves out for brevity.
  package func selected(_ selection: ReportSelection) -> (entries: [ReportEntry], hidden: HiddenFindings) {
    let query = selection.query
    var filter = QueryFilter(query, now: judgedAt)
    var hidden = HiddenFindings()
    let all = entries(selection.verdicts)
    if selection.includesSuppressed, !selection.isBrief, !selection.hasHeadsOnly, query.isEmpty { return (all, hidden) }
    let hidesSuppressed = !selection.includesSuppressed && !query.namesState
    var selected: [ReportEntry] = []
    for entry in all {
      if !query.isEmpty, !filter.matches(ReportRow(result: self, entry: entry)) {
        if entry.verdict == .fail, !entry.isSuppressed { hidden.filtered += 1 }
        continue
      }
      if selection.isBrief, entry.verdict == .fail {
        let omission = query.omission(
          managedBy: managedBy(of: entry), entry.severity, isFolded: isFolded(entry))
        switch omission {
        case .platform: hidden.platform += 1
        case .info: hidden.info += 1
        case .folded: hidden.folded += 1
        case nil: break
        }
        if omission != nil { continue }
      } else if selection.hasHeadsOnly, entry.verdict == .fail, !query.namesFolded, isFolded(entry) {
        hidden.folded += 1
        continue
      }
      if hidesSuppressed, !entry.state.isOpen {
        if entry.isSuppressed { hidden.decided += 1 } else { hidden.acknowledged += 1 }
        continue
      }
      selected.append(entry)
    }
    return (selected, hidden)
  }

  /// Whether anything that the query asks about was judged, whatever came of it. Where this is false, a report without
  /// findings says nothing: a name in the query is misspelt, or what it names is not in the input.
  package func judges(anythingOf query: Query) -> Bool {
    let query = query.aboutSubjects
    if query.isEmpty { return true }
    var filter = QueryFilter(query, now: judgedAt)
    return entries(Set(Verdict.allCases)).contains { filter.matches(ReportRow(result: self, entry: $0)) }
  }

  /// The namespaces that anything judged is in, or that are objects of the input; in the order of their names.
  package var namespaces: [UntrustedText] {
    var names = Set(assessment.inventory.namespaces.keys)
    for handle in handles { names.insert(handle.reference.scopeNamespace) }
    names.remove("")
    return names.sorted()
  }

  /// Calls `body` with the finding of each entry; lines are looked up before. Where there are many, they are made on a
  /// thread of its own, a little ahead of `body`.
  package func eachFinding(_ entries: [ReportEntry], _ body: (Finding) throws -> Void) throws {
    let lines = lines(of: entries)
    guard entries.count > ScanResult.batch else {
      for place in entries.indices { try body(finding(entries[place], at: lines[place])) }
      return
    }
    try Handover<Finding>.each { handover in
      for start in stride(from: 0, to: entries.count, by: ScanResult.batch) {
        var findings = (start..<min(start + ScanResult.batch, entries.count)).map { place in
          self.finding(entries[place], at: lines[place])
        }
        try handover.put(&findings)
      }
    } _: { finding in
      try body(finding)
    }
  }

  /// How many findings go from hand to hand at once.
  private static let batch = 64

  private func finding(_ entry: ReportEntry, at line: Int) -> Finding { finding(entry, line: line > 0 ? line : nil) }

  /// How many findings of this severity or worse are among the entries that are open, neither acknowledged nor
  /// suppressed.
  package func remaining(atLeast severity: Severity, in entries: [ReportEntry]) -> Int {
    entries.count { $0.verdict == .fail && $0.state.isOpen && $0.severity >= severity }
  }

  package func managedBy(of entry: ReportEntry) -> ManagedBy {
    handles[Int(entry.subject)].managedBy(in: assessment.inventory)
  }

  package func labels(of entry: ReportEntry) -> SubjectLabels {
    handles[Int(entry.subject)].labels(in: assessment.inventory)
  }

  /// The image of the subject's container; empty where there is none.
  package func image(of entry: ReportEntry) -> UntrustedText { handles[Int(entry.subject)].image }
}
