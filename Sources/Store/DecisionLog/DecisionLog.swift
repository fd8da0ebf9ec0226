import Foundation
package import Hardening
import Synchronization
import TextSafety

/// `decisions.jsonl`: the truth of triage. One act a line, appended and never changed.
///
/// Many processes may append at once: each locks the file, reads what others appended, and writes behind it. When
/// `append` returns, the acts are on disk; when it throws, nothing of them is in the file. A line that a stopped
/// process left unfinished was never confirmed; it is closed by the next act, and kept like every line that cannot be
/// read.
package final class DecisionLog: Sendable {
  /// What a reading brought.
  package struct Batch: Sendable {
    package var decisions: [Decision] = []
    /// Lines that cannot be followed.
    package var notices: [Notice] = []
    /// The file is another one than at the last reading: what was read before no longer counts.
    package var isFromStart = false
  }

  package let path: String
  private let folder: StateFolder
  private let calls: FileCalls
  private let reading: Mutex<DecisionLogReader>

  package init(in folder: StateFolder, calls: FileCalls = FileCalls()) {
    self.folder = folder
    path = folder.decisions
    self.calls = calls
    reading = Mutex(DecisionLogReader())
  }

  /// What was appended since the last reading, all of it the first time.
  package func read() throws(StoreError) -> Batch {
    guard let file = try LockedFile(path, for: .reading, calls) else {
      // Nobody has decided anything yet, or somebody has removed the file.
      return reading.withLock { reader in
        let hadRead = reader.hasRead
        reader = DecisionLogReader()
        return Batch(isFromStart: hadRead)
      }
    }
    return try reading.withResult { reader throws(StoreError) in try reader.read(file) }
  }

  /// Appends the acts that `make` returns.
  ///
  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - make: gets what others appended meanwhile, and a source of ids that are greater than all in the file, whatever
  ///     the clocks of those who wrote them said. It may refuse by returning nothing.
  /// - Returns: what others appended, and the acts of `make`.
  package func append(now: Int64, _ make: (Batch, inout ULIDSource) -> [Decision]) throws(StoreError) -> (
    others: Batch, own: [Decision]
  ) {
    try folder.create()
    guard let file = try LockedFile(path, for: .appending, calls) else { throw StoreError(system: ENOENT, of: path) }
    return try reading.withResult { reader throws(StoreError) in
      let others = try reader.read(file)
      var ids = ULIDSource(now: now, after: reader.last)
      let own = make(others, &ids)
      if own.isEmpty { return (others, []) }
      let count = try file.append { (write) throws(StoreError) in
        var bytes = reader.hasOpenLine ? [UInt8(ascii: "\n")] : []
        for (place, decision) in own.enumerated() {
          let start = bytes.count
          DecisionLine.write(decision, to: &bytes)
          try check(bytes[start...].dropLast())
          // Lines of one act go together: whoever is killed in between leaves no half of it.
          let next = place + 1 < own.count ? own[place + 1].batch : nil
          if bytes.count >= DecisionLog.block, next == nil || next != decision.batch {
            try write(bytes)
            bytes.removeAll(keepingCapacity: bytes.count < 2 * DecisionLog.block)
          }
        }
        try write(bytes)
      }
      reader.appended(own, size: file.size + count)
      return (others, own)
    }
  }

  /// Calls `body` with each act as the file has them, one by one; others may append meanwhile.
  /// - Returns: what cannot be followed.
  package func each(_ body: @escaping (Decision) -> Void) throws(StoreError) -> [Notice] {
    guard let file = try LockedFile(path, for: .reading, calls) else { return [] }
    // Whoever takes the acts may be slow, and an act shall not wait for that.
    file.unlock()
    var reader = DecisionLogReader()
    return try reader.read(file, each: body).notices
  }

  /// What could not be followed must not be confirmed: an id at the end of time leaves none after it.
  private func check(_ line: ArraySlice<UInt8>) throws(StoreError) {
    if line.count > DecisionLine.longest {
      throw StoreError(
        .system, what: UntrustedText(path), why: "the act would take more than 16 MiB",
        next: "say less in its texts, or decide on fewer findings at once")
    }
    if case .failure(let error) = DecisionLine.read(Array(line)) {
      throw StoreError(
        .system, what: UntrustedText(path), why: "the act could not be read again: \(error.why)",
        next: "look for an act in it whose time lies far ahead, and take its line out")
    }
  }

  /// Bytes that are written at once, of many acts.
  private static let block = 1 << 20
}

extension DecisionLog {
  /// Acts as lines of the log's format.
  package static func text(of decisions: [Decision]) -> [UInt8] {
    var bytes: [UInt8] = []
    for decision in decisions { DecisionLine.write(decision, to: &bytes) }
    return bytes
  }
}

extension Mutex where Value: ~Copyable {
  /// `withLock` for bodies whose error has a type.
  fileprivate borrowing func withResult<Success: Sendable, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Success
  ) throws(Failure) -> Success {
    let result = withLock { value -> Result<Success, Failure> in
      do throws(Failure) { return .success(try body(&value)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

/// Ids that follow one another, each greater than the last one known.
package struct ULIDSource {
  private let now: Int64
  private var last: ULID?
  private var random = SystemRandomNumberGenerator()

  init(now: Int64, after last: ULID?) {
    self.now = now
    self.last = last
  }

  package mutating func next() -> ULID {
    let id = ULID(milliseconds: now, after: last, using: &random)
    last = id
    return id
  }
}
