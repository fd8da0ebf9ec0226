import CZlib
import Foundation

/// Compresses what is written to it as one gzip member (RFC 1952), block by block.
package struct GzipOutput: ~Copyable {
  /// zlib keeps the address of the stream, so it lives in a class of its own.
  private final class State {
    var stream = z_stream()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    deinit { deflateEnd(&stream) }
  }

  private let state: State
  private let sink: (UnsafeRawBufferPointer) throws -> Void

  /// `sink` takes compressed bytes; what it throws ends the writing. Throws `POSIXError` where memory lacks.
  package init(_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    self.sink = sink
    let state = State()
    let status = deflateInit2_(
      &state.stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw POSIXError(.ENOMEM)
    }
    self.state = state
  }

  package func write(_ bytes: [UInt8]) throws { try run(bytes, Z_NO_FLUSH) }

  /// Writes the end. Nothing may be written afterwards.
  package consuming func finish() throws { try run([], Z_FINISH) }

  private func run(_ bytes: [UInt8], _ flush: Int32) throws {
    var input = bytes
    try input.withUnsafeMutableBufferPointer { input in
      state.stream.next_in = input.baseAddress
      state.stream.avail_in = UInt32(input.count)
      var isBrimming = true
      while isBrimming {
        let count = try state.block.withUnsafeMutableBufferPointer { block in
          state.stream.next_out = block.baseAddress
          state.stream.avail_out = UInt32(block.count)
          guard deflate(&state.stream, flush) != Z_STREAM_ERROR else {
            throw POSIXError(.EINVAL)
          }
          return block.count - Int(state.stream.avail_out)
        }
        isBrimming = state.stream.avail_out == 0
        if count > 0 { try state.block.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<count])) } }
      }
    }
  }
}
