import Foundation
import TextSafety

/// A file that a person names, read whole: of a kind that is never large. What never ends is given up at the limit.
package enum SmallFile {
  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - limit: bytes.
  package static func bytes(of path: String, limit: Int) throws(FetchError) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(path, limit: limit) { bytes += $0 }
    return bytes
  }

  /// Hands on the bytes of a file block by block.
  package static func read(
    _ path: String, limit: Int, _ block: (UnsafeRawBufferPointer) -> Void
  ) throws(FetchError) {
    let name = UntrustedText(path)
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .reading(name, errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var size = 0
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count == 0 { return }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .reading(name, errno)
      }
      size += count
      guard size <= limit else {
        throw FetchError(
          .tooLarge, what: name, why: "it is larger than \(UntrustedText.size(limit))", next: "name another file")
      }
      buffer.withUnsafeBytes { block(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }
}

extension UntrustedText {
  /// Bytes as the limits say them: `16 GiB`, `1 MiB`.
  static func size(_ bytes: Int) -> UntrustedText {
    bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
