import Foundation
import GRDB
import Hardening
package import TextSafety

extension Cache {
  /// Keeps a reading of a cluster. Only what changed is written; where nothing did, nothing is.
  /// - Returns: how many rows were written or removed.
  package func save(_ reading: ClusterReading) throws(StoreError) -> Int {
    let writer = try Cache.guarded(path) { try ReadingWriter(reading) }
    let isKnown = try read { db in
      try Data.fetchOne(db, sql: "SELECT digest FROM clusters WHERE id = ?", arguments: [reading.summary.id])
    }
    if isKnown == writer.digest { return 0 }
    let written = try write { db in try writer.write(db) }
    // A large change leaves a large journal behind; where somebody reads just now, it is taken in another time.
    if written > 10_000 { try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    return written
  }

  /// Notes when clusters were last read, where that is all that there is to note.
  /// - Parameter times: seconds since 1970, by the clusters' ids.
  package func note(readings times: [UntrustedText: Int64]) throws(StoreError) {
    try write { db in
      for (id, time) in times {
        try db.execute(
          sql: "UPDATE clusters SET observedAt = ? WHERE id = ? AND observedAt < ?", arguments: [time, id, time])
      }
    }
  }
}

/// One reading on its way into the cache.
struct ReadingWriter {
  private let reading: ClusterReading
  private let areas: String
  private let notices: String
  /// Rows of the table with what tells whether one changed.
  private let hashes: [UInt64]
  private let ledgers: [LedgerRow]
  private let explanations: [(hash: UInt64, content: String)]
  /// Tells one reading from another, but for its time.
  let digest: Data

  struct LedgerRow {
    var key: Fingerprint
    var hash: UInt64
    var index: Int
  }

  init(_ reading: ClusterReading) throws {
    self.reading = reading
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    areas = String(decoding: try encoder.encode(reading.summary.areas), as: UTF8.self)
    notices = String(decoding: try encoder.encode(reading.notices), as: UTF8.self)
    explanations = try reading.explanations.map { explanation in
      let content = String(decoding: try encoder.encode(explanation), as: UTF8.self)
      var hash = ContentHash()
      hash.add(content)
      return (hash.value, content)
    }
    hashes = ReadingWriter.hashes(reading, explanations.map(\.hash))
    ledgers = reading.ledgers.enumerated().map { index, ledger in
      LedgerRow(key: ReadingWriter.key(ledger.subject), hash: ledger.hash(reading.layouts), index: index)
    }.sorted { $0.key < $1.key }
    var hash = ContentHash()
    let summary = reading.summary
    for text in [
      summary.id.raw, summary.name.raw, summary.version.raw, summary.source.rawValue, reading.location.raw, areas,
      notices,
    ] { hash.add(text) }
    hash.add(summary.complete ? 1 : 0)
    hash.add(summary.workloads)
    hash.add(reading.objects)
    for row in hashes { hash.add(row) }
    for ledger in ledgers { hash.add(ledger.hash) }
    for need in reading.completeness {
      hash.add(need.need)
      hash.add(need.missing?.raw ?? "complete")
    }
    digest = Data(hash.bytes)
  }

  /// What names a subject, as a fingerprint names a finding; one whose rights hold elsewhere has a row of its own.
  static func key(_ subject: SubjectReference) -> Fingerprint {
    guard let namespace = subject.rightsNamespace else { return Fingerprint(check: "subject", subject: subject) }
    var placed = subject
    placed.discriminator = "\(subject.discriminator ?? "")\u{0}\(namespace)"
    return Fingerprint(check: "subject", subject: placed)
  }

  private static func hashes(_ reading: ClusterReading, _ explanations: [UInt64]) -> [UInt64] {
    let table = reading.table
    let files = reading.files.map { path in
      var hash = ContentHash()
      hash.add(path.raw)
      return hash.value
    }
    let keys = (0..<UInt32(table.subjects.count)).map { key(table.subjects.reference($0)) }
    return (0..<table.count).map { row in
      var hash = ContentHash()
      hash.add(table.fingerprints[row].high)
      hash.add(table.fingerprints[row].low)
      hash.add(table.evidence[row])
      hash.add(table.firstSeen[row])
      hash.add(table.lastSeen[UInt32(row)] ?? 0)
      hash.add(keys[Int(table.subject[row])].high)
      hash.add(keys[Int(table.subject[row])].low)
      hash.add(table.severity[row])
      hash.add(table.flags[row].rawValue)
      hash.add(table.checks[Int(table.check[row])].name)
      if table.head[row] != FindingTable.none {
        hash.add(table.fingerprints[Int(table.head[row])].high)
        hash.add(table.fingerprints[Int(table.head[row])].low)
      }
      if let place = reading.places[row] {
        hash.add(explanations[Int(place.explanation)])
        hash.add(place.file == ClusterReading.Place.none ? 0 : files[Int(place.file)])
        hash.add(place.document)
        hash.add(place.line)
      }
      return hash.value
    }
  }

  /// Writes what differs, in one transaction with its caller.
  func write(_ db: Database) throws -> Int {
    let before = db.totalChangesCount
    let cluster = try writeCluster(db)
    let checks = try CacheNumbers("checks", "name").numbers(reading.table.checks.map(\.name), db)
    let files = try CacheNumbers("files", "path").numbers(reading.files, db)
    let explanations = try writeExplanations(cluster, db)
    try writeCompleteness(cluster, db)
    try writeSubjects(cluster, db)
    try writeFindings(cluster, checks, files, explanations, db)
    try db.execute(
      sql: "INSERT OR REPLACE INTO tables (cluster, content) VALUES (?, ?)",
      arguments: [cluster, reading.table.bytes])
    return db.totalChangesCount - before
  }

  private func writeCluster(_ db: Database) throws -> Int64 {
    let summary = reading.summary
    // One place is one cluster: what it was called before is no longer there.
    try db.execute(
      sql: "DELETE FROM clusters WHERE location = ? AND id <> ?",
      arguments: [reading.location, summary.id])
    try db.execute(
      sql: """
        INSERT INTO clusters
          (id, name, version, source, location, observedAt, isComplete, workloads, objects, areas, notices, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version, source = excluded.source,
          location = excluded.location, observedAt = excluded.observedAt, isComplete = excluded.isComplete,
          workloads = excluded.workloads, objects = excluded.objects, areas = excluded.areas,
          notices = excluded.notices, digest = excluded.digest
        """,
      arguments: [
        summary.id, summary.name, summary.version, summary.source.rawValue, reading.location,
        summary.observedAt, summary.complete, summary.workloads, reading.objects, areas, notices, digest,
      ])
    return try Int64.fetchOne(db, sql: "SELECT number FROM clusters WHERE id = ?", arguments: [summary.id]) ?? 0
  }

  private func writeCompleteness(_ cluster: Int64, _ db: Database) throws {
    for need in reading.completeness {
      try db.execute(
        sql: """
          INSERT INTO completeness (cluster, need, missing, since) VALUES (?, ?, ?, ?)
          ON CONFLICT (cluster, need) DO UPDATE SET missing = excluded.missing, since = excluded.since
          WHERE missing IS NOT excluded.missing
          """, arguments: [cluster, need.need, need.missing, reading.summary.observedAt])
    }
  }

  /// The numbers of the explanations.
  private func writeExplanations(_ cluster: Int64, _ db: Database) throws -> [Int64] {
    var known = try ReadingWriter.explanations(of: cluster, db)
    // Those that nothing uses any more stay until they are the most. Findings of earlier readings use theirs.
    if known.count > 1000 + 2 * explanations.count {
      try db.execute(
        sql: """
          DELETE FROM explanations WHERE cluster = ?1 AND number NOT IN
            (SELECT explanation FROM findings WHERE cluster = ?1 AND explanation IS NOT NULL)
          """, arguments: [cluster])
      known = try ReadingWriter.explanations(of: cluster, db)
    }
    let insert = try db.makeStatement(sql: "INSERT INTO explanations (cluster, hash, content) VALUES (?, ?, ?)")
    return try explanations.map { hash, content in
      if let number = known[hash] { return number }
      try insert.execute(arguments: [cluster, Int64(bitPattern: hash), content])
      known[hash] = db.lastInsertedRowID
      return db.lastInsertedRowID
    }
  }

  /// The numbers of the explanations that there are, by their hashes.
  private static func explanations(of cluster: Int64, _ db: Database) throws -> [UInt64: Int64] {
    var known: [UInt64: Int64] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT hash, number FROM explanations WHERE cluster = ?", arguments: [cluster])
    while let row = try rows.next() {
      if let hash = row[0] as Int64?, let number = row[1] as Int64? { known[UInt64(bitPattern: hash)] = number }
    }
    return known
  }

  private func writeSubjects(_ cluster: Int64, _ db: Database) throws {
    let layouts = try CacheNumbers("layouts", "checks").numbers(
      reading.layouts.map { $0.map(\.name).joined(separator: " ") }, db)
    // Subjects that only earlier readings found are kept for their findings.
    let present = Set(ledgers.map(\.key))
    let subjects = reading.table.subjects
    let others = (0..<UInt32(subjects.count)).map { (ReadingWriter.key(subjects.reference($0)), $0) }
      .filter { !present.contains($0.0) }
    let numbers = Dictionary(others) { first, _ in first }
    let upsert = try db.makeStatement(sql: ReadingWriter.upsertSubject)
    var merge = CacheMerge(table: "subjects", cluster: cluster)
    var order = ledgers.map { (key: $0.key, hash: $0.hash) }
    order += numbers.keys.map { ($0, 0) }
    order.sort { $0.key < $1.key }
    let byKey = Dictionary(ledgers.map { ($0.key, $0.index) }) { first, _ in first }
    try merge.run(order, keeping: Set(numbers.keys), db) { key, hash in
      if let index = byKey[key] {
        let ledger = reading.ledgers[index]
        try upsert.execute(
          arguments: ReadingWriter.arguments(
            cluster, key, hash, ledger.subject, ledger.image, ledger.labels, ledger.managedBy, layouts[ledger.layout],
            ledger.bytes))
      } else if let number = numbers[key] {
        try upsert.execute(
          arguments: ReadingWriter.arguments(
            cluster, key, hash, subjects.reference(number), subjects.image(number), subjects.labels(number),
            subjects.managedBy(number), nil, nil))
      }
    }
    // What was judged of them counts no more.
    let forget = try db.makeStatement(
      sql: """
        UPDATE subjects SET layout = NULL, ledger = NULL WHERE cluster = ? AND high = ? AND low = ?
          AND ledger IS NOT NULL
        """)
    for key in numbers.keys {
      try forget.execute(arguments: [cluster, Sortable.number(key.high), Sortable.number(key.low)])
    }
  }

  private static let upsertSubject = """
    INSERT OR REPLACE INTO subjects (cluster, high, low, hash, "group", kind, namespace, name, container,
      discriminator, image, isEphemeral, isInferred, isPlatform, layout, ledger, rightsNamespace, labels)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static func arguments(
    _ cluster: Int64, _ key: Fingerprint, _ hash: UInt64, _ subject: SubjectReference, _ image: UntrustedText,
    _ labels: SubjectLabels, _ managedBy: ManagedBy, _ layout: Int64?, _ ledger: Data?
  ) -> StatementArguments {
    let object = subject.object
    return [
      cluster, Sortable.number(key.high), Sortable.number(key.low), Int64(bitPattern: hash), object.group,
      object.kind, object.namespace, object.name, subject.container, subject.discriminator, image, subject.isEphemeral,
      subject.inferred, managedBy == .platform, layout, ledger, subject.rightsNamespace,
      labels.text,
    ]
  }

  private func writeFindings(
    _ cluster: Int64, _ checks: [Int64], _ files: [Int64], _ explanations: [Int64], _ db: Database
  ) throws {
    let table = reading.table
    let upsert = try db.makeStatement(sql: ReadingWriter.upsertFinding)
    let keys = (0..<UInt32(table.subjects.count)).map { ReadingWriter.key(table.subjects.reference($0)) }
    let order = table.byFingerprint.map { (key: table.fingerprints[Int($0)], hash: hashes[Int($0)]) }
    var position = 0
    var merge = CacheMerge(table: "findings", cluster: cluster)
    try merge.run(order, db) { key, hash in
      while table.fingerprints[Int(table.byFingerprint[position])] != key { position += 1 }
      let row = Int(table.byFingerprint[position])
      let subject = keys[Int(table.subject[row])]
      let head = table.head[row] == FindingTable.none ? nil : table.fingerprints[Int(table.head[row])]
      let place = reading.places[row]
      let file = place.flatMap { $0.file == ClusterReading.Place.none ? nil : files[Int($0.file)] }
      try upsert.execute(arguments: [
        cluster, Sortable.number(key.high), Sortable.number(key.low), Int64(bitPattern: hash),
        checks[Int(table.check[row])], Int64(table.severity[row]), Sortable.number(subject.high),
        Sortable.number(subject.low), (head?.high).map(Sortable.number), (head?.low).map(Sortable.number),
        Int64(table.flags[row].rawValue), Int64(bitPattern: table.evidence[row]),
        Int64(table.firstSeen[row]), table.lastSeen[UInt32(row)].map { Int64($0) },
        place.map { explanations[Int($0.explanation)] }, file, Int64(place?.document ?? 0), Int64(place?.line ?? 0),
        place == nil,
      ])
    }
  }

  /// What an earlier reading knew of a finding stays where this one knows nothing of it (the last argument).
  private static let upsertFinding = """
    INSERT INTO findings (cluster, high, low, hash, "check", severity, subjectHigh, subjectLow, headHigh, headLow,
      flags, evidence, firstSeen, lastSeen, explanation, file, document, line)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
    ON CONFLICT (cluster, high, low) DO UPDATE SET hash = ?4, "check" = ?5, severity = ?6, subjectHigh = ?7,
      subjectLow = ?8, headHigh = ?9, headLow = ?10, flags = ?11, evidence = ?12, firstSeen = ?13, lastSeen = ?14,
      explanation = iif(?19, explanation, ?15), file = iif(?19, file, ?16), document = iif(?19, document, ?17),
      line = iif(?19, line, ?18)
    """
}

extension ClusterReading.Ledger {
  /// Two bits for each verdict, the first in the lowest.
  var bytes: Data {
    var bytes = Data(count: (verdicts.count + 3) / 4)
    for (index, verdict) in verdicts.enumerated() { bytes[index / 4] |= verdict.rawValue << UInt8(index % 4 * 2) }
    return bytes
  }

  func hash(_ layouts: [[CheckID]]) -> UInt64 {
    var hash = ContentHash()
    hash.add(image.raw)
    hash.add(labels.text.raw)
    hash.add(managedBy.rawValue)
    hash.add(subject.inferred ? 1 : 0)
    for check in layouts[layout] { hash.add(check.name) }
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}

/// Texts that rows name by number.
struct CacheNumbers {
  private let table: String
  private let column: String

  init(_ table: String, _ column: String) {
    self.table = table
    self.column = column
  }

  /// The numbers of texts, new ones for new texts.
  func numbers(_ texts: [some DatabaseValueConvertible], _ db: Database) throws -> [Int64] {
    let find = try db.makeStatement(sql: "SELECT number FROM \(table) WHERE \(column) = ?")
    let insert = try db.makeStatement(sql: "INSERT INTO \(table) (\(column)) VALUES (?)")
    return try texts.map { text in
      if let known = try Int64.fetchOne(find, arguments: [text]) { return known }
      try insert.execute(arguments: [text])
      return db.lastInsertedRowID
    }
  }
}

/// Compares what a table holds of a cluster with what it shall hold, both in order of their keys, and touches only what
/// differs.
struct CacheMerge {
  private let table: String
  private let cluster: Int64

  init(table: String, cluster: Int64) {
    self.table = table
    self.cluster = cluster
  }

  /// - Parameters:
  ///   - wanted: in order of keys.
  ///   - kept: keys whose row stays as it is, whatever it is.
  ///   - upsert: writes the row of a key.
  mutating func run(
    _ wanted: [(key: Fingerprint, hash: UInt64)], keeping kept: Set<Fingerprint> = [], _ db: Database,
    _ upsert: (Fingerprint, UInt64) throws -> Void
  ) throws {
    var changed: [(key: Fingerprint, hash: UInt64)] = []
    var gone: [Fingerprint] = []
    var next = 0
    let rows = try Row.fetchCursor(
      db, sql: "SELECT high, low, hash FROM \(table) WHERE cluster = ? ORDER BY high, low", arguments: [cluster])
    while let row = try rows.next() {
      guard let high = row[0] as Int64?, let low = row[1] as Int64?, let hash = row[2] as Int64? else { continue }
      let key = Fingerprint(high: Sortable.unsigned(high), low: Sortable.unsigned(low))
      while next < wanted.count, wanted[next].key < key {
        changed.append(wanted[next])
        next += 1
      }
      if next < wanted.count, wanted[next].key == key {
        if wanted[next].hash != UInt64(bitPattern: hash), !kept.contains(key) { changed.append(wanted[next]) }
        next += 1
      } else {
        gone.append(key)
      }
    }
    changed += wanted[next...]
    let delete = try db.makeStatement(sql: "DELETE FROM \(table) WHERE cluster = ? AND high = ? AND low = ?")
    for key in gone {
      try delete.execute(arguments: [cluster, Sortable.number(key.high), Sortable.number(key.low)])
    }
    for item in changed { try upsert(item.key, item.hash) }
  }
}
