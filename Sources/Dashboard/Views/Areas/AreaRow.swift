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

  package var id: Area { area }

  /// The twelve areas over some clusters.
  package static func all(of clusters: [FleetSnapshot.Cluster]) -> [AreaRow] {
    var rows = Area.allCases.map { AreaRow(area: $0, tally: Tally(), unknownReasons: [], worst: nil) }
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
