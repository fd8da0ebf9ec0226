import CSimdJSON
import Foundation
import TextSafety

/// The part of a source that is in memory: bytes from `start` on that nobody has consumed yet. Always followed by
/// `padding` readable bytes, as simdjson wants.
final class ByteWindow {
  private var source: any ByteSource
  private var block: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var first = 0
  private var end = 0
  private var total = 0
  private let sourceBytes: Int
  /// No further bytes will come.
  private(set) var isAtEnd = false
  /// Why the source ended early.
  private(set) var failure: DocumentError?
  /// The 1-based line of the first unconsumed byte.
  private(set) var line = 1

  /// Small files are many; the block grows to `chunk` once it is full.
  private static let smallest = 1 << 14
  private static let chunk = 1 << 18
  private static let padding = BULWARK_JSON_PADDING

  init(_ source: any ByteSource, limits: Limits) {
    self.source = source
    sourceBytes = limits.sourceBytes
    capacity = Self.smallest
    block = .allocate(capacity: capacity + Int(Self.padding))
    block.initialize(repeating: 0, count: capacity + Int(Self.padding))
  }

  deinit { block.deallocate() }

  /// Bytes in memory, unconsumed.
  var count: Int { end - first }

  /// Valid until `fill` or `consume`.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: block + first, count: end - first) }

  subscript(offset: Int) -> UInt8 { block[first + offset] }

  /// Reads more bytes behind those in memory. False at the end of the source.
  func fill() -> Bool {
    if isAtEnd { return false }
    makeRoom()
    do {
      let read = try source.read(into: UnsafeMutableRawBufferPointer(start: block + end, count: capacity - end))
      guard read > 0 else {
        isAtEnd = true
        return false
      }
      end += read
      total += read
      if total > sourceBytes {
        isAtEnd = true
        failure = DocumentError(code: .tooLarge, why: "more than \(sourceBytes >> 20) MiB", underlying: nil)
      }
      return true
    } catch let error as DocumentError {
      failure = error
    } catch {
      failure = DocumentError(code: .unreadable, why: "reading failed", underlying: error)
    }
    isAtEnd = true
    return false
  }

  /// Reads until `wanted` bytes are in memory or the source ends.
  func fill(to wanted: Int) {
    while count < wanted, fill() {}
  }

  private func makeRoom() {
    if first == end { (first, end) = (0, 0) }
    let room = capacity < Self.chunk ? 1 : Self.chunk / 2
    // Moving costs less than reading as long as little is left over.
    if first > 0, capacity - end < room {
      memmove(block, block + first, end - first)
      (first, end) = (0, end - first)
    }
    guard capacity - end < room else { return }
    let wanted = max(capacity * 2, Self.chunk)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Int(Self.padding))
    memcpy(larger, block, end)
    memset(larger + end, 0, wanted + Int(Self.padding) - end)
    block.deallocate()
    block = larger
    capacity = wanted
  }

  /// Gives up the first bytes, counting their lines unless the caller has.
  func consume(_ count: Int, newlines: Int? = nil) {
    line += newlines ?? bulwark_count_newlines(block + first, count)
    first += count
  }

  /// The 1-based line and column (in bytes) of an unconsumed byte.
  func position(of offset: Int) -> (line: Int, column: Int) {
    let before = UnsafeBufferPointer(start: block + first, count: offset)
    let lines = bulwark_count_newlines(before.baseAddress, offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (line + lines, offset - lineStart + 1)
  }
}
