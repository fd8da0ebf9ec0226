/// How characters wider than a byte are written.
enum WideEncoding {
  case utf16Little, utf16Big, utf32Little, utf32Big
}

/// UTF-16 or UTF-32 as UTF-8; what is malformed becomes U+FFFD.
struct TranscodingSource: ByteSource {
  private var source: any ByteSource
  private let encoding: WideEncoding
  private var input = [UInt8](repeating: 0, count: 1 << 16)
  /// Bytes at the input's beginning that wait for the rest of their character.
  private var carried = 0
  private var output: [UInt8] = []
  private var given = 0
  private var highSurrogate: UInt32?

  init(_ source: any ByteSource, _ encoding: WideEncoding) {
    self.source = source
    self.encoding = encoding
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while given == output.count {
      let start = carried
      let read = try input.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
      }
      output.removeAll(keepingCapacity: true)
      given = 0
      if read == 0 {
        let broken = carried > 0 || highSurrogate != nil
        (carried, highSurrogate) = (0, nil)
        guard broken else { return 0 }
        append(0xFFFD)
        continue
      }
      transcode(carried + read)
    }
    let count = min(buffer.count, output.count - given)
    buffer.copyBytes(from: output[given..<given + count])
    given += count
    return count
  }

  private mutating func transcode(_ available: Int) {
    let width = encoding == .utf16Little || encoding == .utf16Big ? 2 : 4
    let big = encoding == .utf16Big || encoding == .utf32Big
    let whole = available - available % width
    var at = 0
    while at < whole {
      var unit: UInt32 = 0
      for byte in 0..<width {
        unit |= UInt32(input[at + byte]) << UInt32(8 * (big ? width - 1 - byte : byte))
      }
      at += width
      take(unit, pairs: width == 2)
    }
    for byte in whole..<available { input[byte - whole] = input[byte] }
    carried = available - whole
  }

  private mutating func take(_ unit: UInt32, pairs: Bool) {
    if pairs, let high = highSurrogate {
      highSurrogate = nil
      if unit & 0xFC00 == 0xDC00 { return append(0x10000 + (high & 0x3FF) << 10 + unit & 0x3FF) }
      append(0xFFFD)
    }
    if pairs, unit & 0xFC00 == 0xD800 {
      highSurrogate = unit
    } else {
      append(unit)
    }
  }

  private mutating func append(_ scalar: UInt32) {
    output.append(contentsOf: String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
  }
}
