import GRDB
import Hardening
package import TextSafety

extension Cache {
  /// Seconds after which somebody who comes back is on another visit: a look in the morning does not end what is new that
  /// day.
  package static let pause: Int64 = 4 * 3600

  /// When a person was here the last time before this one, seconds since 1970; nil at the first visit.
  package func lastVisit(before now: Int64) throws(StoreError) -> Int64? {
    let visits = try read { try Int64.fetchAll($0, sql: "SELECT at FROM visits ORDER BY at DESC") }
    var start = now
    for visit in visits {
      // A clock that was put back makes visits of later than now: they are of this one.
      if start - visit >= Cache.pause { return visit }
      start = min(start, visit)
    }
    return nil
  }

  /// Notes that a person was here.
  /// - Parameter now: seconds since 1970.
  package func noteVisit(at now: Int64) throws(StoreError) {
    try write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO visits (at) VALUES (?)", arguments: [now])
      try db.execute(sql: "DELETE FROM visits WHERE at NOT IN (SELECT at FROM visits ORDER BY at DESC LIMIT 100)")
    }
  }

  /// Notes what the areas of a cluster come to on a day: the past cannot be added later. A day's last word counts; where
  /// it is what stands there, nothing is written.
  package func note(_ counts: [DailyCount], of cluster: UntrustedText) throws(StoreError) {
    let isNews = try read { db in
      try counts.contains { try DailyCount.find(cluster, day: $0.day, area: $0.area, db) != $0 }
    }
    if !isNews { return }
    try write { db in
      for count in counts {
        let open = count.open + Array(repeating: 0, count: max(0, 5 - count.open.count))
        let tally = count.tally
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO days SELECT number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            FROM clusters WHERE id = ?
            """,
          arguments: [
            count.day, count.area.rawValue, open[4], open[3], open[2], open[1], open[0], tally.passed, tally.failed,
            tally.unknown, tally.notApplicable, tally.suppressed, tally.passedWeight, tally.failedWeight, cluster,
          ])
      }
    }
  }

  /// What the areas of all clusters came to, by their ids, day by day.
  /// - Parameter start: the first day, as days since 1970.
  package func days(from start: Int64) throws(StoreError) -> [UntrustedText: [DailyCount]] {
    try read { db in
      var days: [UntrustedText: [DailyCount]] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT c.id, d.* FROM days d JOIN clusters c ON c.number = d.cluster
          WHERE d.day >= ? ORDER BY d.cluster, d.day, d.area
          """, arguments: [start])
      while let row = try rows.next() {
        if let id = row["id"] as UntrustedText?, let count = DailyCount(row) { days[id, default: []].append(count) }
      }
      return days
    }
  }
}

extension DailyCount {
  fileprivate static func find(_ cluster: UntrustedText, day: Int64, area: Area, _ db: Database) throws -> DailyCount? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT d.* FROM days d JOIN clusters c ON c.number = d.cluster WHERE c.id = ? AND d.day = ? AND d.area = ?
        """, arguments: [cluster, day, area.rawValue]
    ).flatMap(DailyCount.init)
  }

  fileprivate init?(_ row: Row) {
    guard let day = row["day"] as Int64?, let area = (row["area"] as Int?).flatMap(Area.init(rawValue:)) else {
      return nil
    }
    self.init(
      day: day, area: area, open: ["info", "low", "medium", "high", "critical"].map { row[$0] ?? 0 }, tally: Tally())
    // What nobody can have counted was written by somebody else.
    let columns = [
      "info", "low", "medium", "high", "critical", "passed", "failed", "unknown", "notApplicable", "suppressed",
      "passedWeight", "failedWeight",
    ]
    guard columns.allSatisfy({ (0...Int64(UInt32.max)).contains(row[$0] as Int64? ?? 0) }) else { return nil }
    tally.passed = row["passed"] ?? 0
    tally.failed = row["failed"] ?? 0
    tally.unknown = row["unknown"] ?? 0
    tally.notApplicable = row["notApplicable"] ?? 0
    tally.suppressed = row["suppressed"] ?? 0
    tally.passedWeight = row["passedWeight"] ?? 0
    tally.failedWeight = row["failedWeight"] ?? 0
  }
}
