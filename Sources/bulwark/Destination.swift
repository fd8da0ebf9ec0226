import Foundation

/// Where a report goes: stdout, or a file that is replaced only once the whole report is written.
struct Destination {
  private let path: String?
  private let temporary: String
  private let descriptor: Int32

  init(_ path: String?) throws {
    self.path = path
    guard let path else {
      temporary = ""
      descriptor = STDOUT_FILENO
      return
    }
    temporary = path + ".bulwark-\(getpid())"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      Console.error(what: path, why: String(cString: strerror(errno)), next: "name a file that can be written")
      throw ExitStatus.usage
    }
  }

  /// Writes all bytes, or throws the POSIX error.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(descriptor, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  func finish() throws {
    guard let path else { return }
    close(descriptor)
    guard rename(temporary, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  func discard() {
    guard path != nil else { return }
    close(descriptor)
    unlink(temporary)
  }
}
