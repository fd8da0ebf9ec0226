import Foundation

/// Where bytes come from, in chunks of any size.
package protocol ByteSource {
  /// Fills a part of the buffer and returns how many bytes; 0 means the end. Throws what the source throws.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes in memory.
package struct MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  private let chunk: Int

  /// `chunk` bounds how much one read gives: tests set it to have every boundary looked at.
  package init(_ bytes: [UInt8], chunk: Int = .max) {
    self.bytes = bytes
    self.chunk = chunk
  }

  package init(_ text: String, chunk: Int = .max) { self.init(Array(text.utf8), chunk: chunk) }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position, chunk)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}

/// An open file, read from where it stands. Closed when the last copy is gone.
package struct DescriptorSource: ByteSource {
  private final class Descriptor {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
  }

  private let descriptor: Descriptor

  /// Takes the descriptor over.
  package init(owning number: Int32) { descriptor = Descriptor(number) }

  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Foundation.read(descriptor.number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
  }
}
