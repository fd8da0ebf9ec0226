import Foundation
import GRDB
package import Hardening
package import TextSafety

extension Cache {
  /// The cluster that was last read from a place; nil where none was.
  package func cluster(at location: UntrustedText) throws(StoreError) -> CachedCluster? {
    try clusters("WHERE location = ? ORDER BY observedAt DESC LIMIT 1", [location]).first
  }

  /// A cluster by its id; nil where it was never read.
  package func cluster(_ id: UntrustedText) throws(StoreError) -> CachedCluster? {
    try clusters("WHERE id = ?", [id]).first
  }

  /// Where a cluster was last read from; nil where it was never read.
  package func location(of id: UntrustedText) throws(StoreError) -> UntrustedText? {
    try read { try UntrustedText.fetchOne($0, sql: "SELECT location FROM clusters WHERE id = ?", arguments: [id]) }
  }

  /// What all clusters are called and where they were last read from, by their ids.
  package func origins() throws(StoreError) -> [UntrustedText: ClusterOrigin] {
    try read { db in
      var origins: [UntrustedText: ClusterOrigin] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT id, name, location FROM clusters") {
        guard let id = row["id"] as UntrustedText?, let name = row["name"] as UntrustedText?,
          let location = row["location"] as UntrustedText?
        else { continue }
        origins[id] = ClusterOrigin(name: name, location: location)
      }
      return origins
    }
  }

  /// All clusters that were ever read, by name.
  package func clusters() throws(StoreError) -> [CachedCluster] { try clusters("ORDER BY name, id", []) }

  private func clusters(_ condition: String, _ arguments: StatementArguments) throws(StoreError) -> [CachedCluster] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM clusters \(condition)", arguments: arguments).compactMap { row in
        guard let number = row["number"] as Int64?, let location = row["location"] as UntrustedText?,
          let content = try CachedCluster.Content(row)
        else { return nil }
        let bytes = try Data.fetchOne(db, sql: "SELECT content FROM tables WHERE cluster = ?", arguments: [number])
        let table = try bytes.flatMap(FindingTable.init(bytes:)) ?? TableLoader.table(of: number, db)
        return CachedCluster(
          summary: content.summary, location: location, objects: content.objects, notices: content.notices,
          table: table)
      }
    }
  }

  /// What explains a finding and where it stands; nil where it is not there.
  package func finding(_ key: FindingKey) throws(StoreError) -> CachedFinding? {
    var found: CachedFinding?
    try eachFinding([key.finding], of: key.cluster) { found = $0 }
    return found
  }

  /// Calls `body` with what explains each of a cluster's findings, in the order asked for; nil for one that is not there.
  package func eachFinding(
    _ findings: [Fingerprint], of cluster: UntrustedText, _ body: (CachedFinding?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let decoder = JSONDecoder()
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT f.explanation, p.path, f.document, f.line FROM findings f JOIN clusters c ON c.number = f.cluster
          LEFT JOIN files p ON p.number = f.file WHERE c.id = ? AND f.high = ? AND f.low = ?
          """)
      let content = try db.cachedStatement(sql: "SELECT content FROM explanations WHERE number = ?")
      // What fails alike is explained alike, and mostly stands together.
      var known: (number: Int64, explanation: Explanation)?
      for finding in findings {
        let arguments: StatementArguments = [cluster, Sortable.number(finding.high), Sortable.number(finding.low)]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else {
          try body(nil)
          continue
        }
        if let number = row[0] as Int64?, number != known?.number {
          known = try String.fetchOne(content, arguments: [number]).map {
            (number, try decoder.decode(Explanation.self, from: Data($0.utf8)))
          }
        }
        let path = row[1] as UntrustedText?
        try body(
          CachedFinding(
            explanation: row[0] as Int64? == nil ? nil : known?.explanation,
            source: path.map { SourceLocation(file: $0, line: row[3] ?? 0, document: row[2] ?? 0) }))
      }
    }
  }

  /// Calls `body` with the ledger of each of a cluster's subjects: its verdicts, check by check.
  ///
  /// - Parameter name: that of objects that are meant; nil is all of them.
  package func eachLedger(
    of cluster: UntrustedText, named name: UntrustedText? = nil, _ body: (CachedLedger) -> Void
  ) throws(StoreError) {
    try read { db in
      var layouts: [Int64: [CheckID]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT number, checks FROM layouts") {
        guard let number = row[0] as Int64?, let names = row[1] as String? else { continue }
        layouts[number] = names.split(separator: " ").map { CheckID(String($0)) }
      }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s."group", s.kind, s.namespace, s.name, s.container, s.discriminator, s.isEphemeral, s.isInferred,
            s.isPlatform, s.layout, s.ledger, s.rightsNamespace, s.image, s.labels
          FROM subjects s JOIN clusters c ON c.number = s.cluster WHERE c.id = ? AND s.ledger IS NOT NULL
            \(name == nil ? "" : "AND s.name = ?")
          """, arguments: StatementArguments([cluster] + [name].compactMap { $0 }))
      while let row = try rows.next() {
        guard let layout = (row[9] as Int64?).flatMap({ layouts[$0] }), let ledger = row[10] as Data?,
          ledger.count >= (layout.count + 3) / 4
        else { continue }
        let object = ObjectReference(
          group: row[0] ?? "", kind: row[1] ?? "", namespace: row[2] ?? "", name: row[3] ?? "")
        let subject = SubjectReference(
          object, container: row[4], isEphemeral: row[6] ?? false, discriminator: row[5], inferred: row[7] ?? false,
          rightsNamespace: row[11])
        let isPlatform: Bool = row[8] ?? false
        let bytes = [UInt8](ledger)
        let verdicts = layout.indices.map { index in
          Verdict(rawValue: bytes[index / 4] >> UInt8(index % 4 * 2) & 3) ?? .unknown
        }
        body(
          CachedLedger(
            subject: subject, image: row[12] ?? "", labels: SubjectLabels(text: row[13] ?? ""),
            managedBy: isPlatform ? .platform : .you, checks: layout,
            verdicts: verdicts))
      }
    }
  }

  /// Why kinds of a cluster's objects are not known whole, by `Need.sortKey`; those that are have no entry.
  package func missing(of cluster: UntrustedText) throws(StoreError) -> [String: UntrustedText] {
    try read { db in
      var missing: [String: UntrustedText] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT m.need, m.missing FROM completeness m JOIN clusters c ON c.number = m.cluster
          WHERE c.id = ? AND m.missing IS NOT NULL
          """, arguments: [cluster])
      {
        if let need = row[0] as String?, let why = row[1] as UntrustedText? { missing[need] = why }
      }
      return missing
    }
  }
}

/// Numbers of 64 bits as SQLite has them: signed, and in the same order.
enum Sortable {
  static func number(_ number: UInt64) -> Int64 { Int64(bitPattern: number ^ (1 << 63)) }
  static func unsigned(_ number: Int64) -> UInt64 { UInt64(bitPattern: number) ^ (1 << 63) }
}

extension CachedCluster {
  struct Content {
    var summary: ClusterSummary
    var objects: Int
    var notices: [Notice]

    /// nil where the row is of no use.
    init?(_ row: Row) throws {
      guard let id = row["id"] as UntrustedText?, let name = row["name"] as UntrustedText?,
        let version = row["version"] as UntrustedText?,
        let source = (row["source"] as String?).flatMap(ClusterSummary.Source.init(rawValue:)),
        let observedAt = row["observedAt"] as Int64?, let isComplete = row["isComplete"] as Bool?,
        let workloads = row["workloads"] as Int?, let objects = row["objects"] as Int?,
        let areas = row["areas"] as String?, let notices = row["notices"] as String?
      else { return nil }
      let decoder = JSONDecoder()
      summary = ClusterSummary(
        id: id, name: name, version: version, source: source,
        observedAt: observedAt, complete: isComplete,
        areas: try decoder.decode([AreaSummary].self, from: Data(areas.utf8)), workloads: workloads)
      self.objects = objects
      self.notices = try decoder.decode([Notice].self, from: Data(notices.utf8))
    }
  }
}

/// Makes the columns of a cluster from its rows, where those that are kept are of another format or damaged.
enum TableLoader {
  static func table(of cluster: Int64, _ db: Database) throws -> FindingTable {
    let names = try Row.fetchAll(db, sql: "SELECT number, name FROM checks ORDER BY number").compactMap { row in
      (row["number"] as Int64?).flatMap { number in (row["name"] as String?).map { (number, CheckID($0)) } }
    }
    let index = Dictionary(names.enumerated().map { ($1.0, UInt16(clamping: $0)) }) { first, _ in first }
    var builder = FindingTableBuilder(checks: names.map(\.1))
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT f.high, f.low, f."check", f.severity, f.headHigh, f.flags, f.evidence, f.firstSeen, f.lastSeen,
          f.headLow,
          s."group", s.kind, s.namespace, s.name, s.container, s.discriminator, s.image, s.isEphemeral, s.isInferred,
          s.isPlatform, s.rightsNamespace, s.labels
        FROM findings f JOIN subjects s
          ON s.cluster = f.cluster AND s.high = f.subjectHigh AND s.low = f.subjectLow
        WHERE f.cluster = ?
        """, arguments: [cluster])
    while let row = try rows.next() {
      func text(_ column: String) -> UntrustedText { row[column] ?? "" }
      guard let high = row[0] as Int64?, let low = row[1] as Int64?,
        let check = (row[2] as Int64?).flatMap({ index[$0] }),
        let severity = row[3] as Int?, (0...4).contains(severity), let flags = row[5] as Int?,
        let evidence = row[6] as Int64?, let firstSeen = row[7] as Int64?
      else { continue }
      let reference = SubjectReference(
        ObjectReference(group: text("group"), kind: text("kind"), namespace: text("namespace"), name: text("name")),
        container: row["container"], isEphemeral: row["isEphemeral"] ?? false,
        discriminator: row["discriminator"], inferred: row["isInferred"] ?? false,
        rightsNamespace: row["rightsNamespace"])
      let isPlatform: Bool = row["isPlatform"] ?? false
      let subject = builder.subjects.insert(
        reference, image: text("image"), labels: SubjectLabels(text: text("labels")),
        managedBy: isPlatform ? .platform : .you)
      builder.add(
        FindingTable.Row(
          fingerprint: Fingerprint(high: Sortable.unsigned(high), low: Sortable.unsigned(low)),
          evidence: UInt64(bitPattern: evidence), firstSeen: firstSeen, lastSeen: row[8] ?? firstSeen, subject: subject,
          check: check, severity: Severity.allCases[4 - severity],
          flags: FindingTable.Flags(rawValue: UInt8(truncatingIfNeeded: flags)),
          head: (row[4] as Int64?).map { head in
            Fingerprint(high: Sortable.unsigned(head), low: Sortable.unsigned(row[9] ?? 0))
          }))
    }
    return builder.finish().table
  }
}
