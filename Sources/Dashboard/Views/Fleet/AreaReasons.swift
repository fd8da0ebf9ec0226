package import Hardening
package import Session
package import TextSafety

/// The findings that explain the score of an area in a cluster: how many of each check, worst first.
package struct AreaReasons: Sendable, Hashable {
  package struct Check: Sendable, Hashable {
    package var check: CheckID
    package var severity: Severity
    package var count: Int
    /// The first few subjects.
    package var subjects: [UntrustedText]
  }

  /// How many findings are asked for: the worst ones are among them.
  package static let asked = 200

  package private(set) var counts: SeverityCounts
  package private(set) var checks: [Check] = []
  /// There are more findings than were asked for: numbers of checks are at least so large.
  package private(set) var isCut: Bool

  package init(_ page: FindingsPage) {
    counts = page.counts
    isCut = page.total > page.rows.count
    var places: [CheckID: Int] = [:]
    for row in page.rows {
      if let place = places[row.check] {
        checks[place].count += 1
        if checks[place].subjects.count < 8 { checks[place].subjects.append(row.subject) }
      } else {
        places[row.check] = checks.count
        checks.append(Check(check: row.check, severity: row.severity, count: 1, subjects: [row.subject]))
      }
    }
  }

  /// What is asked for a cluster's area.
  package static func request(_ cluster: FleetSnapshot.Cluster, _ area: Area, among all: [FleetSnapshot.Cluster])
    -> FindingsRequest
  {
    let query = Query([.cluster(cluster, among: all), Query.Term(.area(area))])
    return FindingsRequest(
      query: query.text, states: [.open, .resurfaced], window: .init(before: 0, after: asked - 1))
  }
}

extension Query.Term {
  /// Names a cluster: by its name, or by its id where several have that name.
  package static func cluster(_ cluster: FleetSnapshot.Cluster, among all: [FleetSnapshot.Cluster]) -> Query.Term {
    let name = cluster.summary.name
    let isUnique = all.filter { $0.summary.name == name || $0.summary.id == name }.count == 1
    return Query.Term(.text(.cluster, TextPattern(literal: isUnique ? name : cluster.id)))
  }
}
