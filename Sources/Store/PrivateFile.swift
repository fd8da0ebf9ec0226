import Foundation
import TextSafety

/// A new file that only its owner may read: there when it is whole, or not at all.
package final class PrivateFile {
  /// Where the file is to be.
  package let path: String
  package private(set) var bytes = 0
  private let written: String
  private var descriptor: Int32

  /// Begins a file. What is no file (a folder, a device, a pipe) is never written to; of a symbolic link the link itself
  /// is replaced.
  ///
  /// - Parameter replaces: a file that is there stays until the new one is whole; else it is an error, of the code
  ///   `exists`.
  package init(_ path: String, replaces: Bool) throws(StoreError) {
    self.path = path
    var status = stat()
    if lstat(path, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      guard kind == S_IFREG || kind == S_IFLNK else {
        throw StoreError(.denied, what: UntrustedText(path), why: "it is no file", next: "name another")
      }
      guard replaces else { throw PrivateFile.exists(path) }
      written = "\(path).bulwark-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    } else {
      written = path
    }
    descriptor = open(written, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw PrivateFile.exists(path) }
      throw PrivateFile.error(errno, path)
    }
  }

  deinit { discard() }

  private static func exists(_ path: String) -> StoreError {
    StoreError(.exists, what: UntrustedText(path), why: "it is there already", next: "name another, or replace it")
  }

  private static func error(_ number: Int32, _ path: String) -> StoreError {
    StoreError(
      number == ENOSPC || number == EDQUOT ? .full : .denied, what: UntrustedText(path),
      why: UntrustedText(String(cString: strerror(number))), next: "name a file that can be written")
  }

  package func write(_ block: UnsafeRawBufferPointer) throws(StoreError) {
    var rest = block
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(descriptor, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw PrivateFile.error(errno, path)
      }
      bytes += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Puts the file in its place.
  package func finish() throws(StoreError) {
    let open = descriptor
    descriptor = -1
    guard close(open) == 0, written == path || rename(written, path) == 0 else {
      let number = errno
      unlink(written)
      throw PrivateFile.error(number, path)
    }
  }

  /// Leaves everything as it was.
  package func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(written)
  }
}
