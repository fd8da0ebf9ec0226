package import Hardening
import TextSafety

/// The findings of one cluster as columns, worst first: some forty bytes each, so that a million of them can be
/// filtered and sorted while a person types. It never changes; a new reading makes a new one.
package final class FindingTable: Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Part of what it needs could not be read at the last reading: it may be gone.
    package static let stale = Flags(rawValue: 1)
    /// Gone at a reading that was complete.
    package static let resolved = Flags(rawValue: 2)
    /// A patch mends it.
    package static let fixable = Flags(rawValue: 4)
    /// An annotation suppresses it.
    package static let excepted = Flags(rawValue: 8)
    /// The last reading judged it: it is in the cluster's sums.
    package static let judged = Flags(rawValue: 16)
  }

  /// One finding, to make a table of or as a table holds it.
  package struct Row: Hashable, Sendable {
    package var fingerprint: Fingerprint
    /// `Finding.evidenceHash`
    package var evidence: UInt64
    /// Seconds since 1970.
    package var firstSeen: Int64
    package var lastSeen: Int64
    package var subject: UInt32
    /// Index in `checks`.
    package var check: UInt16
    package var severity: Severity
    package var flags: Flags
    /// The nearest finding that it folds beneath; nil where there is none.
    package var head: Fingerprint?

    package init(
      fingerprint: Fingerprint, evidence: UInt64, firstSeen: Int64, lastSeen: Int64, subject: UInt32, check: UInt16,
      severity: Severity, flags: Flags, head: Fingerprint?
    ) {
      self.fingerprint = fingerprint
      self.evidence = evidence
      self.firstSeen = firstSeen
      self.lastSeen = lastSeen
      self.subject = subject
      self.check = check
      self.severity = severity
      self.flags = flags
      self.head = head
    }
  }

  package static let none = UInt32.max
  /// How many heads a finding may have one above the other.
  static let deepestFold = 12

  package let subjects: SubjectTable
  /// The checks that findings name by index, in the order of reports.
  package let checks: [CheckID]
  package let fingerprints: [Fingerprint]
  package let evidence: [UInt64]
  /// Seconds since 1970, up to the year 2106.
  package let firstSeen: [UInt32]
  package let subject: [UInt32]
  package let check: [UInt16]
  /// `Severity.rank`
  package let severity: [UInt8]
  package let flags: [Flags]
  /// The row of the nearest head; `none` where it folds beneath nothing.
  package let head: [UInt32]
  /// What lists leave each row out by, in one byte: `Severity.rank`, `isFolded`, `isPlatform`.
  package let kinds: [UInt8]
  package static let isFolded: UInt8 = 8
  package static let isPlatform: UInt8 = 16
  /// How many rows fold beneath each, at any depth.
  package let folded: [UInt16]
  /// When rows were last there that the last reading did not find.
  package let lastSeen: [UInt32: UInt32]
  /// Rows in order of their fingerprints.
  let byFingerprint: [UInt32]

  package var count: Int { fingerprints.count }

  init(
    subjects: SubjectTable, checks: [CheckID], fingerprints: [Fingerprint], evidence: [UInt64], firstSeen: [UInt32],
    subject: [UInt32], check: [UInt16], severity: [UInt8], flags: [Flags], head: [UInt32], lastSeen: [UInt32: UInt32],
    byFingerprint order: [UInt32]? = nil
  ) {
    self.subjects = subjects
    self.checks = checks
    self.fingerprints = fingerprints
    self.evidence = evidence
    self.firstSeen = firstSeen
    self.subject = subject
    self.check = check
    self.severity = severity
    self.flags = flags
    self.head = head
    self.lastSeen = lastSeen
    var kinds = severity
    for row in kinds.indices {
      if head[row] != FindingTable.none { kinds[row] |= FindingTable.isFolded }
      if subjects.managedBy(subject[row]) == .platform { kinds[row] |= FindingTable.isPlatform }
    }
    self.kinds = kinds
    var folded = [UInt16](repeating: 0, count: fingerprints.count)
    for row in head.indices where head[row] != FindingTable.none {
      var above = Int(head[row])
      while head[above] != FindingTable.none { above = Int(head[above]) }
      if folded[above] < .max { folded[above] += 1 }
    }
    self.folded = folded
    byFingerprint = order ?? FindingTable.sorted(fingerprints)
  }

  /// The indexes of fingerprints in their order.
  static func sorted(_ fingerprints: [Fingerprint]) -> [UInt32] {
    struct Item {
      var fingerprint: Fingerprint
      var row: UInt32
    }
    // Side by side with what they sort by, rows need no jumping about in memory.
    var items: [Item] = []
    items.reserveCapacity(fingerprints.count)
    for (row, fingerprint) in fingerprints.enumerated() {
      items.append(Item(fingerprint: fingerprint, row: UInt32(row)))
    }
    items.sort { $0.fingerprint < $1.fingerprint }
    return items.map(\.row)
  }

  /// A table without findings.
  package static let empty = FindingTable(
    subjects: SubjectTable(), checks: [], fingerprints: [], evidence: [], firstSeen: [], subject: [], check: [],
    severity: [], flags: [], head: [], lastSeen: [:])

  /// The row of a finding; nil where it is not there.
  package func row(of fingerprint: Fingerprint) -> Int? {
    FindingTable.find(fingerprint, among: fingerprints, by: byFingerprint)
  }

  static func find(_ fingerprint: Fingerprint, among all: [Fingerprint], by order: [UInt32]) -> Int? {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if all[Int(order[middle])] < fingerprint { low = middle + 1 } else { high = middle }
    }
    guard low < order.count, all[Int(order[low])] == fingerprint else { return nil }
    return Int(order[low])
  }

  package func severity(of row: Int) -> Severity { Severity.allCases[4 - Int(severity[row])] }

  /// The rows that a row folds beneath, nearest first.
  package func heads(of row: Int) -> [Int] {
    var heads: [Int] = []
    var above = head[row]
    while above != FindingTable.none {
      heads.append(Int(above))
      above = head[Int(above)]
    }
    return heads
  }

  /// When a finding was last there.
  /// - Parameter reading: when the cluster was last read.
  package func lastSeen(of row: Int, reading: Int64) -> Int64 { lastSeen[UInt32(row)].map(Int64.init) ?? reading }

  package func managedBy(of row: Int) -> ManagedBy { subjects.managedBy(subject[row]) }
}
