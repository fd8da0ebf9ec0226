import Foundation
import Hardening
import TextSafety

/// How far the log was read, and what it held.
struct DecisionLogReader {
  /// The greatest id in the file.
  private(set) var last: ULID?
  /// The last line has no end: a process was stopped while it wrote.
  private(set) var hasOpenLine = false
  private var identity: LockedFile.Identity?
  /// Behind the last line that has an end.
  private var offset = 0
  private var lines = 0
  /// Where an open line was told of before.
  private var toldOpenLine: Int?

  var hasRead: Bool { identity != nil }

  private static let mostNotices = 20

  /// - Parameter each: takes the acts in the batch's place, which has none then.
  mutating func read(_ file: LockedFile, each: ((Decision) -> Void)? = nil) throws(StoreError) -> DecisionLog.Batch {
    var batch = DecisionLog.Batch()
    if identity != file.identity || file.size < offset {
      batch.isFromStart = hasRead
      self = DecisionLogReader()
      identity = file.identity
    }
    var line: [UInt8] = []
    var isTooLong = false
    var unreadable = 0
    let shared = SharedValues()
    var reader = self
    try file.read(from: offset) { block in
      var rest = block[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        isTooLong = isTooLong || line.count + end - rest.startIndex > DecisionLine.longest
        if !isTooLong { line.append(contentsOf: rest[..<end]) }
        reader.take(line, isTooLong: isTooLong, shared, &batch, &unreadable)
        if let each {
          for decision in batch.decisions { each(decision) }
          batch.decisions = []
        }
        line.removeAll(keepingCapacity: line.count < 1 << 16)
        isTooLong = false
        rest = rest[(end + 1)...]
      }
      if line.count + rest.count > DecisionLine.longest {
        isTooLong = true
        line = []
      }
      if !isTooLong { line.append(contentsOf: rest) }
    }
    self = reader
    hasOpenLine = !line.isEmpty || isTooLong
    offset = hasOpenLine ? file.size - (isTooLong ? 0 : line.count) : file.size
    if hasOpenLine { takeOpenLine(line, &batch) }
    if let each {
      for decision in batch.decisions { each(decision) }
      batch.decisions = []
    }
    if unreadable > Self.mostNotices {
      batch.notices.append(
        Notice(
          what: "decisions.jsonl", why: "\(unreadable - Self.mostNotices) more lines cannot be read",
          next: "they are kept, and not followed", costsCoverage: false))
    }
    return batch
  }

  private mutating func take(
    _ line: [UInt8], isTooLong: Bool, _ shared: SharedValues, _ batch: inout DecisionLog.Batch,
    _ unreadable: inout Int
  ) {
    lines += 1
    // What closed a line that was complete, or stands at the end of an editor's file.
    if line.isEmpty, !isTooLong { return }
    let result = isTooLong ? .failure(.tooLong) : DecisionLine.read(line, shared)
    switch result {
    case .success(let decision):
      batch.decisions.append(decision)
      last = max(last ?? decision.id, decision.id)
    case .failure(let error):
      unreadable += 1
      if unreadable > Self.mostNotices { return }
      batch.notices.append(
        Notice(
          what: "decisions.jsonl, line \(lines)", why: error.why, next: "it is kept, and not followed",
          costsCoverage: false))
    }
  }

  /// A line without an end: complete where only its end is missing.
  private mutating func takeOpenLine(_ line: [UInt8], _ batch: inout DecisionLog.Batch) {
    if case .success(let decision) = DecisionLine.read(line) {
      batch.decisions.append(decision)
      last = max(last ?? decision.id, decision.id)
    } else if toldOpenLine != offset {
      toldOpenLine = offset
      batch.notices.append(
        Notice(
          what: "decisions.jsonl, line \(lines + 1)", why: "the program was stopped while it wrote this act",
          next: "decide again: it was never confirmed", costsCoverage: false))
    }
  }

  /// - Parameter size: bytes of the file now. An open line before the acts has an end now.
  mutating func appended(_ decisions: [Decision], size: Int) {
    lines += decisions.count + (hasOpenLine ? 1 : 0)
    hasOpenLine = false
    offset = size
    for decision in decisions { last = max(last ?? decision.id, decision.id) }
  }
}
