package import Hardening
package import Session
import TerminalKit
package import TextSafety

/// The findings that explain the score of an area in a cluster: how many of each check, worst first.
package struct AreaReasons: Sendable, Hashable {
  package struct Check: Sendable, Hashable {
    package var check: CheckID
    /// The worst of them.
    package var severity: Severity
    package var counts = SeverityCounts()
    package var count: Int { counts.total }
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
        checks[place].counts[row.severity] += 1
        if checks[place].subjects.count < 8 { checks[place].subjects.append(row.subject) }
      } else {
        places[row.check] = checks.count
        var check = Check(check: row.check, severity: row.severity, subjects: [row.subject])
        check.counts[row.severity] = 1
        checks.append(check)
      }
    }
  }

  /// What is asked for a cluster's area.
  package static func request(_ cluster: FleetSnapshot.Cluster, _ area: Area, among all: [FleetSnapshot.Cluster])
    -> FindingsRequest
  {
    request([.cluster(cluster, among: all), Query.Term(.area(area))])
  }

  /// What is asked for an area of all clusters.
  package static func request(_ area: Area) -> FindingsRequest { request([Query.Term(.area(area))]) }

  private static func request(_ terms: [Query.Term]) -> FindingsRequest {
    FindingsRequest(
      query: Query(terms).text, states: [.open, .resurfaced], window: .init(before: 0, after: asked - 1))
  }

  /// `FAIL 41: 12 open, else acked, folded, platform, info`: why so many verdicts fail and fewer findings are open.
  func failText(_ tally: Tally) -> SafeText {
    let (failed, open) = (CountText.of(tally.failed), CountText.of(counts.total))
    return tally.failed <= counts.total
      ? "FAIL \(failed), all open" : "FAIL \(failed): \(open) open, else acked, folded, platform, info"
  }

  /// `▲ CRIT  privileged  ×3  deploy/api [web], …`, a line for each check; where its findings are of several severities,
  /// `◆1 ●5` of each. How many checks there is no line for stands at the end of the last, whatever is cut.
  ///
  /// - Parameters:
  ///   - width: of the checks' names; nil is as much as the widest takes.
  ///   - room: columns of a line.
  func lines(
    limit: Int, indent: Int = 0, names width: Int? = nil, room: Int, _ context: Context
  ) -> [StyledText] {
    guard limit > 0 else { return [] }
    let width = width ?? checks.reduce(0) { max($0, $1.check.name.utf8.count) }
    let numbers = checks.prefix(limit).enumerated().map { numberText(of: $1, isLast: $0 == checks.count - 1, context) }
    let column = numbers.reduce(5) { max($0, $1.width) }
    return checks.prefix(limit).enumerated().map { place, check in
      var line = StyledText(SafeText(repeating: " ", count: indent))
      line.append(context.marks.severity(check.severity).padded(to: 8), Style(check.severity.role))
      line.append(SafeText(own: check.check.name).padded(to: width + 1))
      line = line + numbers[place]
      line.append(SafeText(repeating: " ", count: column - numbers[place].width))
      let subjects = check.subjects.map { SafeText($0, fitting: 40) }.joined(separator: ", ")
      line.append(" \(subjects)", Style(.dim))
      if check.count > check.subjects.count { line.append(" …", Style(.dim)) }
      guard place == limit - 1, checks.count > limit else { return line }
      let rest = StyledText("  · and \(CountText.of(checks.count - limit, "more check", "more checks"))", Style(.dim))
      return line.truncated(to: max(0, room - rest.width)) + rest
    }
  }

  /// `×3`, or `◆1 ●5`; of the last check there may be more than were asked for.
  private func numberText(of check: Check, isLast: Bool, _ context: Context) -> StyledText {
    let more: SafeText = isCut && isLast ? "+" : ""
    let severities = Severity.allCases.filter { check.counts[$0] > 0 }
    guard severities.count > 1 else {
      return StyledText(check.count > 1 ? "×\(check.count)\(more)" : more, Style(.dim))
    }
    var text = StyledText()
    for severity in severities {
      if !text.isEmpty { text.append(" ") }
      text.append("\(context.marks.shape(severity))\(CountText.of(check.counts[severity]))", Style(severity.role))
    }
    text.append(more, Style(.dim))
    return text
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
