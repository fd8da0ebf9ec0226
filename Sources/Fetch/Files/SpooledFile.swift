import Documents
import Foundation
import TextSafety

/// What came through a pipe, kept in a file without a name: it can be read again, and is gone with the process.
final class SpooledFile: Sendable {
  private let descriptor: Int32
  let size: Int

  /// Reads `input` to its end. Throws when there is no room, or when there is more than `limit` bytes of it.
  init(reading input: Int32, named name: UntrustedText, limit: Int) throws(FetchError) {
    var path = Array((NSTemporaryDirectory() + "/bulwark-XXXXXX").utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { throw Self.noRoom(name, errno) }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(path)
    var size = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = read(input, &buffer, buffer.count)
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        let number = errno
        close(file)
        throw .reading(name, number)
      }
      guard size + count <= limit else {
        close(file)
        throw FetchError(
          .tooLarge, what: name, why: "it is larger than \(UntrustedText.size(limit))",
          next: "hand it on in parts, or as files")
      }
      var written = 0
      while written < count {
        let step = buffer.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + written }, count - written) }
        guard step > 0 else {
          if errno == EINTR { continue }
          let number = errno
          close(file)
          throw Self.noRoom(name, number)
        }
        written += step
      }
      size += count
    }
    descriptor = file
    self.size = size
  }

  deinit { close(descriptor) }

  /// The file from its beginning; several may be read at once.
  func source() -> any ByteSource { Source(file: self) }

  private struct Source: ByteSource {
    let file: SpooledFile
    var offset = 0

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      while true {
        let count = pread(file.descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        if count >= 0 {
          offset += count
          return count
        }
        if errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      }
    }
  }

  private static func noRoom(_ name: UntrustedText, _ number: Int32) -> FetchError {
    FetchError(
      .temporary, what: name, why: "cannot be kept in \(NSTemporaryDirectory()): \(String(cString: strerror(number)))",
      next: "free space there, or set TMPDIR")
  }
}
