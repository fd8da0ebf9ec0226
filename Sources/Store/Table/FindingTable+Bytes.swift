package import Foundation
import Hardening
import TextSafety

extension FindingTable {
  /// The table as bytes that `init(bytes:)` reads at the speed of memory.
  package var bytes: Data {
    var writer = TableWriter()
    writer.put([UInt32(count), UInt32(checks.count), UInt32(subjects.count), UInt32(subjects.texts.count)])
    let names = checks.map { Array($0.name.utf8) }
    writer.put(names.map { UInt32($0.count) })
    writer.put(Array(names.joined()))
    let texts = subjects.texts.contents
    writer.put(texts.ends.map { UInt64($0) })
    writer.put(texts.bytes)
    writer.put(subjects.records.flatMap { [$0.group, $0.kind, $0.namespace, $0.name] })
    writer.put(subjects.records.flatMap { [$0.container, $0.discriminator, $0.image, $0.flags] })
    writer.put(subjects.records.map(\.labels))
    writer.put(subjects.scopes)
    writer.put(subjects.shorts)
    writer.put(fingerprints.map(\.high))
    writer.put(fingerprints.map(\.low))
    writer.put(evidence)
    writer.put(firstSeen)
    writer.put(subject)
    writer.put(head)
    writer.put(byFingerprint)
    writer.put(check)
    writer.put(severity)
    writer.put(flags.map(\.rawValue))
    let absent = lastSeen.sorted { $0.key < $1.key }
    writer.put([UInt32(absent.count)])
    writer.put(absent.map(\.key))
    writer.put(absent.map(\.value))
    return writer.data
  }

  /// Reads a table; nil for bytes that are none, or of another format. Whatever the bytes are, the table is one that
  /// can be used.
  package convenience init?(bytes: Data) {
    guard var reader = TableReader(bytes), let counts: [UInt32] = reader.take(4) else { return nil }
    let (count, subjectCount, textCount) = (Int(counts[0]), Int(counts[2]), Int(counts[3]))
    guard let lengths: [UInt32] = reader.take(Int(counts[1])),
      let checks = reader.texts(lengths), let ends: [UInt64] = reader.take(textCount),
      let texts = reader.pool(ends), let objects: [UInt32] = reader.take(subjectCount * 4),
      let parts: [UInt32] = reader.take(subjectCount * 4), let labels: [UInt32] = reader.take(subjectCount),
      let scopes: [UInt32] = reader.take(subjectCount),
      let shorts: [UInt32] = reader.take(subjectCount), let high: [UInt64] = reader.take(count),
      let low: [UInt64] = reader.take(count), let evidence: [UInt64] = reader.take(count),
      let firstSeen: [UInt32] = reader.take(count), let subject: [UInt32] = reader.take(count),
      let head: [UInt32] = reader.take(count), let order: [UInt32] = reader.take(count),
      let check: [UInt16] = reader.take(count), let severity: [UInt8] = reader.take(count),
      let flags: [UInt8] = reader.take(count), let absentCount: [UInt32] = reader.take(1),
      let absent: [UInt32] = reader.take(Int(absentCount[0])), let times: [UInt32] = reader.take(absent.count),
      reader.isAtEnd
    else { return nil }
    let absentText = SubjectTable.Record.absent
    guard objects.allSatisfy({ $0 < counts[3] }), scopes.allSatisfy({ $0 < counts[3] }),
      labels.allSatisfy({ $0 < counts[3] }),
      shorts.allSatisfy({ $0 < counts[3] }), subject.allSatisfy({ $0 < counts[2] }),
      parts.enumerated().allSatisfy({ index, text in
        index % 4 == 3 || text < counts[3] || (index % 4 < 2 && text == absentText)
      }), check.allSatisfy({ $0 < counts[1] }), severity.allSatisfy({ $0 <= 4 }),
      order.allSatisfy({ $0 < counts[0] }), FindingTable.areForest(head)
    else { return nil }
    var subjects = SubjectTable()
    subjects.texts = texts
    subjects.scopes = scopes
    subjects.shorts = shorts
    subjects.records = (0..<subjectCount).map { number in
      let at = number * 4
      return SubjectTable.Record(
        group: objects[at], kind: objects[at + 1], namespace: objects[at + 2], name: objects[at + 3],
        container: parts[at], discriminator: parts[at + 1], image: parts[at + 2], labels: labels[number],
        flags: parts[at + 3])
    }
    self.init(
      subjects: subjects, checks: checks.map { CheckID($0) },
      fingerprints: (0..<count).map { Fingerprint(high: high[$0], low: low[$0]) }, evidence: evidence,
      firstSeen: firstSeen, subject: subject, check: check, severity: severity,
      flags: flags.map { Flags(rawValue: $0) }, head: head,
      lastSeen: Dictionary(zip(absent, times)) { first, _ in first }, byFingerprint: order)
  }

  /// Whether every chain of heads ends, and soon.
  private static func areForest(_ head: [UInt32]) -> Bool {
    for start in head where start != none {
      var above = start
      var steps = 0
      while above != none {
        guard above < UInt32(head.count), steps <= 2 * deepestFold else { return false }
        above = head[Int(above)]
        steps += 1
      }
    }
    return true
  }
}

/// Columns one behind the other, numbers as this machine has them.
private struct TableWriter {
  private(set) var data = Data()

  init() { put([TableReader.mark]) }

  mutating func put<Number>(_ column: [Number]) {
    column.withUnsafeBytes { data.append(contentsOf: $0) }
  }
}

private struct TableReader {
  private let data: Data
  private var offset = 0

  /// The format, and in which order a machine keeps bytes.
  static let mark: UInt32 = 0x4257_5402

  init?(_ data: Data) {
    self.data = data
    guard let mark: [UInt32] = take(1), mark == [TableReader.mark] else { return nil }
  }

  var isAtEnd: Bool { offset == data.count }

  mutating func take<Number: FixedWidthInteger>(_ count: Int) -> [Number]? {
    let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Number>.stride)
    guard !overflows, count >= 0, size <= data.count - offset else { return nil }
    let column = [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      data.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)]))
      }
      filled = count
    }
    offset += size
    return column
  }

  mutating func texts(_ lengths: [UInt32]) -> [String]? {
    var texts: [String] = []
    for length in lengths {
      guard let bytes: [UInt8] = take(Int(length)) else { return nil }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }

  mutating func pool(_ ends: [UInt64]) -> TextPool? {
    guard let end = ends.last else { return TextPool() }
    guard end <= UInt64(data.count), let bytes: [UInt8] = take(Int(end)) else { return nil }
    return TextPool(bytes: bytes, ends: ends.map { Int(clamping: $0) })
  }
}
