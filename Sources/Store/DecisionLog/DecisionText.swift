package import Hardening
package import TextSafety

/// The acts of a text in the log's format, read line by line as it comes. A line that cannot be read costs itself and
/// leaves a notice; so does an act of days to come, behind which all of one's own would have to stand.
package struct DecisionText {
  private let name: UntrustedText
  private let isKnown: (ULID) -> Bool
  /// Acts that were read, those that are known included.
  package private(set) var count = 0
  private let latest: Int64
  private let longestLine: Int
  private let shared = SharedValues()
  private var batch = DecisionLog.Batch()
  private var line: [UInt8] = []
  private var isTooLong = false
  private var lines = 0
  private var unreadable = 0

  private static let mostNotices = 20

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - longestLine: bytes.
  ///   - isKnown: whether an act of an id is counted, and no more.
  init(
    named name: UntrustedText, now: Int64, longestLine: Int, isKnown: @escaping (ULID) -> Bool = { _ in false }
  ) {
    self.name = name
    self.isKnown = isKnown
    latest = (now + 86_400) * 1000
    self.longestLine = longestLine
  }

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - isKnown: whether an act of an id is counted, and no more.
  package init(named name: UntrustedText, now: Int64, isKnown: @escaping (ULID) -> Bool = { _ in false }) {
    self.init(named: name, now: now, longestLine: DecisionLine.longest, isKnown: isKnown)
  }

  /// Takes the next bytes.
  package mutating func take(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      append(rest[..<end])
      endLine()
      rest = rest[(end + 1)...]
    }
    append(rest)
  }

  /// What there was. A last line needs no end.
  package mutating func end() -> DecisionLog.Batch {
    endLine()
    if unreadable > Self.mostNotices {
      batch.notices.append(
        Notice(
          what: name, why: "\(unreadable - Self.mostNotices) more lines cannot be read", next: "the other lines count",
          costsCoverage: false))
    }
    return batch
  }

  private mutating func append(_ part: Slice<UnsafeRawBufferPointer>) {
    if line.count + part.count > longestLine {
      isTooLong = true
      line = []
    }
    if !isTooLong { line.append(contentsOf: part) }
  }

  private mutating func endLine() {
    defer {
      line.removeAll(keepingCapacity: line.count < 1 << 16)
      isTooLong = false
    }
    lines += 1
    if line.isEmpty, !isTooLong { return }
    let read = isTooLong ? .failure(.tooLong) : DecisionLine.read(line, shared)
    switch read {
    case .success(let decision) where !DecisionLine.fits(decision, line.count): refuse(DecisionLineError.tooLong.why)
    case .success(let decision) where decision.id.milliseconds > latest:
      refuse("its id lies more than a day ahead of this machine's clock")
    case .success(let decision):
      count += 1
      if !isKnown(decision.id) { batch.decisions.append(decision) }
    case .failure(let error): refuse(error.why)
    }
  }

  private mutating func refuse(_ why: UntrustedText) {
    unreadable += 1
    if unreadable > Self.mostNotices { return }
    batch.notices.append(
      Notice(what: "\(name), line \(lines)", why: why, next: "the other lines count", costsCoverage: false))
  }
}
