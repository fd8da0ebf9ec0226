package import Export
package import Hardening
package import TextSafety

/// Several clusters, each judged for itself, as one report.
package struct ScanResults: Sendable {
  package let all: [ScanResult]

  package init(_ all: [ScanResult]) {
    self.all = all.sorted { ($0.cluster.name, $0.cluster.id) < ($1.cluster.name, $1.cluster.id) }
  }

  /// An entry and the index of its cluster.
  package struct Entry: Sendable {
    package var cluster: Int
    package var entry: ReportEntry
  }

  package var objects: Int { all.reduce(0) { $0 + $1.objects } }
  package var isPartial: Bool { all.contains(where: \.isPartial) }
  package var notices: [Notice] { all.flatMap(\.notices) }
  package var namespaces: [UntrustedText] { Set(all.flatMap(\.namespaces)).sorted() }

  /// What a report of all of them has, in its order: severity, area, check, cluster, namespace, subject.
  package func selected(_ selection: ReportSelection) -> (entries: [Entry], hidden: HiddenFindings) {
    var entries: [Entry] = []
    var hidden = HiddenFindings()
    for (index, result) in all.enumerated() {
      let (own, left) = result.selected(selection)
      entries += own.map { Entry(cluster: index, entry: $0) }
      hidden.add(left)
    }
    // Those of one cluster are in order already.
    if all.count > 1 {
      entries = entries.enumerated().sorted { a, b in
        let (one, other) = (a.element.entry, b.element.entry)
        return (other.severity.rank, one.check, a.offset) < (one.severity.rank, other.check, b.offset)
      }.map(\.element)
    }
    return (entries, hidden)
  }

  package func eachFinding(_ entries: [Entry], _ body: (Finding) throws -> Void) throws {
    var start = 0
    while start < entries.count {
      let cluster = entries[start].cluster
      let end = entries[start...].firstIndex { $0.cluster != cluster } ?? entries.count
      try all[cluster].eachFinding(entries[start..<end].map(\.entry), body)
      start = end
    }
  }

  package func remaining(atLeast severity: Severity, in entries: [Entry]) -> Int {
    all.indices.reduce(0) { count, index in
      count + all[index].remaining(atLeast: severity, in: entries.filter { $0.cluster == index }.map(\.entry))
    }
  }

  package func judges(anythingOf query: Query) -> Bool { all.contains { $0.judges(anythingOf: query) } }
}
