import TextSafety

/// What lies between a source's bytes and UTF-8: compression, byte order marks, wide characters.
enum Decoding {
  /// The source as UTF-8 without a byte order mark.
  static func plain(_ source: any ByteSource, limits: Limits) throws(DocumentError) -> any ByteSource {
    do {
      return try unwrapped(source, limits)
    } catch let error as DocumentError {
      throw error
    } catch {
      throw DocumentError(code: .unreadable, why: "reading failed", underlying: error)
    }
  }

  private static func unwrapped(_ source: any ByteSource, _ limits: Limits) throws -> any ByteSource {
    var peeked = PeekedSource(source)
    try peeked.peek(4)
    if peeked.head.starts(with: [0x1F, 0x8B]) {
      peeked = PeekedSource(InflatingSource(peeked, limits: limits))
      try peeked.peek(4)
    }
    let head = peeked.head
    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    for (mark, encoding) in marks where head.starts(with: mark) {
      peeked.drop(mark.count)
      return encoding.map { TranscodingSource(peeked, $0) } ?? peeked
    }
    // Without a mark, ASCII at the beginning gives the width away.
    if head.count == 4 {
      switch head.map({ $0 == 0 }) {
      case [false, true, true, true]: return TranscodingSource(peeked, .utf32Little)
      case [true, true, true, false]: return TranscodingSource(peeked, .utf32Big)
      case [false, true, false, true]: return TranscodingSource(peeked, .utf16Little)
      case [true, false, true, false]: return TranscodingSource(peeked, .utf16Big)
      default: break
      }
    }
    return peeked
  }

  private static let marks: [([UInt8], WideEncoding?)] = [
    ([0xFF, 0xFE, 0, 0], .utf32Little), ([0, 0, 0xFE, 0xFF], .utf32Big), ([0xFF, 0xFE], .utf16Little),
    ([0xFE, 0xFF], .utf16Big), ([0xEF, 0xBB, 0xBF], nil),
  ]
}

/// A source whose first bytes were looked at.
struct PeekedSource: ByteSource {
  private var source: any ByteSource
  private(set) var head: [UInt8] = []

  init(_ source: any ByteSource) { self.source = source }

  /// Reads until `count` bytes are known or the source ends.
  mutating func peek(_ count: Int) throws {
    var buffer = [UInt8](repeating: 0, count: count)
    while head.count < count {
      let wanted = count - head.count
      let read = try buffer.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
      }
      if read == 0 { return }
      head += buffer[..<read]
    }
  }

  mutating func drop(_ count: Int) { head.removeFirst(count) }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if head.isEmpty { return try source.read(into: buffer) }
    let count = min(head.count, buffer.count)
    buffer.copyBytes(from: head[..<count])
    head.removeFirst(count)
    return count
  }
}
