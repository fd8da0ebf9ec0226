import Foundation
import TextSafety

/// The calls of the operating system that a log depends on to keep its promise.
package struct FileCalls: Sendable {
  /// flock(2).
  package var lock: @Sendable (Int32, Int32) -> Int32 = { flock($0, $1) }
  /// write(2).
  package var write: @Sendable (Int32, UnsafeRawPointer, Int) -> Int = { Foundation.write($0, $1, $2) }
  /// fsync(2).
  package var sync: @Sendable (Int32) -> Int32 = { fsync($0) }

  package init() {}
}

/// A file that this process holds locked until the value is gone.
final class LockedFile {
  enum Purpose { case reading, appending }

  let path: String
  let descriptor: Int32
  /// Bytes, and what tells the file from another of its name.
  let size: Int
  let identity: Identity
  private let calls: FileCalls

  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  /// How long another process may hold the lock: appending takes milliseconds.
  private static let patience = Duration.seconds(10)

  /// nil where the file does not exist and is not to be made.
  init?(_ path: String, for purpose: Purpose, _ calls: FileCalls) throws(StoreError) {
    let flags = purpose == .reading ? O_RDONLY : O_RDWR | O_APPEND | O_CREAT
    self.path = path
    self.calls = calls
    // The file may be replaced between opening and locking; then the lock is on nothing.
    for _ in 0..<100 {
      let descriptor = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else {
        if errno == ENOENT, purpose == .reading { return nil }
        throw StoreError(system: errno, of: path)
      }
      var opened = stat()
      var named = stat()
      do throws(StoreError) {
        guard fstat(descriptor, &opened) == 0 else { throw StoreError(system: errno, of: path) }
        guard opened.st_mode & S_IFMT == S_IFREG else {
          throw StoreError(.denied, what: UntrustedText(path), why: "it is no file", next: "move it away")
        }
        if purpose == .appending { try StateFolder.claim(descriptor, path) }
        try LockedFile.lock(descriptor, purpose, path, calls)
        guard fstat(descriptor, &opened) == 0 else { throw StoreError(system: errno, of: path) }
      } catch {
        close(descriptor)
        throw error
      }
      if stat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev {
        self.descriptor = descriptor
        size = Int(opened.st_size)
        identity = Identity(device: UInt64(opened.st_dev), number: UInt64(opened.st_ino))
        return
      }
      close(descriptor)
    }
    throw StoreError(
      .busy, what: UntrustedText(path), why: "another program replaces it again and again", next: "end that program")
  }

  deinit { close(descriptor) }

  private static func lock(_ descriptor: Int32, _ purpose: Purpose, _ path: String, _ calls: FileCalls)
    throws(StoreError)
  {
    let kind = (purpose == .reading ? LOCK_SH : LOCK_EX) | LOCK_NB
    let deadline = ContinuousClock.now + patience
    while calls.lock(descriptor, kind) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        guard ContinuousClock.now < deadline else {
          throw StoreError(
            .busy, what: UntrustedText(path), why: "another process holds it locked", next: "end that process")
        }
        usleep(2000)
      default:
        throw StoreError(lock: errno, of: path)
      }
    }
  }

  /// Reads from an offset to the end, block by block.
  func read(from start: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws(StoreError) {
    var offset = start
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    while offset < size {
      let count = pread(descriptor, block.baseAddress, min(block.count, size - offset), off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StoreError(system: errno, of: path) }
      if count == 0 { return }
      body(UnsafeRawBufferPointer(rebasing: block[..<count]))
      offset += count
    }
  }

  /// Others may append from now on: what was there then stays as it is, and is read all the same.
  func unlock() { _ = calls.lock(descriptor, LOCK_UN) }

  /// Writes what `make` hands on behind the last byte, and waits until it is on disk; else, or where `make` throws, the
  /// file is what it was.
  /// - Returns: bytes that were written.
  func append(
    _ make: (([UInt8]) throws(StoreError) -> Void) throws(StoreError) -> Void
  ) throws(StoreError) -> Int {
    var count = 0
    do throws(StoreError) {
      try make { (bytes) throws(StoreError) in
        try write(bytes)
        count += bytes.count
      }
      guard calls.sync(descriptor) == 0 else { throw StoreError(system: errno, of: path) }
    } catch {
      // Where even this fails, a line is left open that was never confirmed; the next act closes it.
      _ = ftruncate(descriptor, off_t(size))
      throw error
    }
    // A new file is on disk only when its folder is.
    if size == 0 {
      let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if folder >= 0 {
        _ = calls.sync(folder)
        close(folder)
      }
    }
    return count
  }

  private func write(_ bytes: [UInt8]) throws(StoreError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { calls.write(descriptor, $0 + written, bytes.count - written) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw StoreError(system: count == 0 ? ENOSPC : errno, of: path) }
      written += count
    }
  }
}
