package import Hardening
package import Session
import TextSafety

/// One area of one cluster, or of all of them together.
package struct AreaRow: Sendable, Hashable, Identifiable {
  package var area: Area
  package var tally: Tally
  /// What evidence is missing, most frequent first.
  package var unknownReasons: [UntrustedReason]
  /// The worst that is open in it.
  package var worst: Severity?
  package var trend: Trend
  /// Findings that are suppressed, as lists count them: those that fold beneath others are not.
  package var suppressed = 0

  package var id: Area { area }

  /// The twelve areas over some clusters.
  /// - Parameter today: days since 1970.
  package static func all(of clusters: [FleetSnapshot.Cluster], today: Int64) -> [AreaRow] {
    var rows = Area.allCases.map { area in
      AreaRow(
        area: area, tally: Tally(), unknownReasons: [], worst: nil, trend: Trend(clusters, area, today: today))
    }
    for cluster in clusters {
      for summary in cluster.summary.areas {
        let index = summary.area.rawValue - 1
        rows[index].tally += summary.tally
        for reason in summary.unknownReasons {
          if let known = rows[index].unknownReasons.firstIndex(where: { $0.text == reason.text }) {
            rows[index].unknownReasons[known].count += reason.count
          } else {
            rows[index].unknownReasons.append(reason)
          }
        }
      }
      for (area, count) in cluster.suppressedByArea { rows[area.rawValue - 1].suppressed += count }
      for (area, severity) in cluster.worst {
        rows[area.rawValue - 1].worst = max(rows[area.rawValue - 1].worst ?? .info, severity)
      }
    }
    for index in rows.indices {
      rows[index].unknownReasons.sort { ($1.count, $0.text) < ($0.count, $1.text) }
    }
    return rows
  }
}
