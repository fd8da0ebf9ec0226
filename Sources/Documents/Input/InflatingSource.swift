import CZlib
import TextSafety

/// What a gzip file holds, its members one after the other.
struct InflatingSource: ByteSource {
  /// zlib keeps the address of the stream, so it lives in a class of its own.
  private final class State {
    var stream = z_stream()
    var input = [UInt8](repeating: 0, count: 1 << 16)
    var waiting = 0..<0
    var isOpen = false
    /// Bytes of the present member were inflated, so the end of the input here is a loss.
    var isInsideMember = false
    var members = 0
    /// The last output was filled to the brim: zlib may hold more without further input.
    var isBrimming = false
    var isDamaged = false
    /// Bytes that went in and came out.
    var taken = 0
    var given = 0

    deinit {
      if isOpen { inflateEnd(&stream) }
    }
  }

  private var source: any ByteSource
  private let limits: Limits
  private let state = State()

  init(_ source: any ByteSource, limits: Limits) {
    self.source = source
    self.limits = limits
  }

  /// Throws `DocumentError` of code `gzip` when the file is damaged or cut short, of code `tooLarge` when it grows beyond
  /// all measure.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      if state.given > limits.inflatedBytes, state.given / limits.inflation > state.taken { throw Self.bomb(limits) }
      if state.isDamaged { throw Self.damaged("the compressed file is damaged") }
      if state.waiting.isEmpty, !state.isBrimming, try !refill() {
        if state.isInsideMember || state.members == 0 { throw Self.damaged("the compressed file is cut short") }
        return 0
      }
      if !state.isInsideMember {
        // Zeros behind the last member are padding.
        if state.members > 0, state.input[state.waiting.lowerBound] == 0 {
          state.waiting = state.waiting.dropFirst()
          continue
        }
        try begin()
      }
      let produced = try inflate(into: buffer)
      state.given += produced
      if produced > 0 { return produced }
    }
  }

  private mutating func refill() throws -> Bool {
    let state = state
    let read = try state.input.withUnsafeMutableBytes { try source.read(into: $0) }
    state.waiting = 0..<read
    state.taken += read
    return read > 0
  }

  private func begin() throws {
    let status =
      state.isOpen
      ? inflateReset(&state.stream)
      : inflateInit2_(&state.stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw Self.damaged("no memory to decompress") }
    state.isOpen = true
    state.isInsideMember = true
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let state = state
    let room = min(buffer.count, 1 << 20)
    let status = state.input.withUnsafeMutableBufferPointer { input in
      state.stream.next_in = input.baseAddress.map { $0 + state.waiting.lowerBound }
      state.stream.avail_in = UInt32(state.waiting.count)
      state.stream.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
      state.stream.avail_out = UInt32(room)
      return CZlib.inflate(&state.stream, Z_NO_FLUSH)
    }
    state.waiting = (state.waiting.upperBound - Int(state.stream.avail_in))..<state.waiting.upperBound
    state.isBrimming = state.stream.avail_out == 0
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      state.isInsideMember = false
      state.members += 1
    default:
      // What was inflated before the damage is handed out first.
      state.isDamaged = true
    }
    return room - Int(state.stream.avail_out)
  }

  private static func bomb(_ limits: Limits) -> DocumentError {
    DocumentError(
      code: .tooLarge,
      why: "decompressed, it is more than \(limits.inflation) times as large; decompress it first if you trust it",
      underlying: nil)
  }

  private static func damaged(_ why: UntrustedText) -> DocumentError {
    DocumentError(code: .gzip, why: why, underlying: nil)
  }
}
