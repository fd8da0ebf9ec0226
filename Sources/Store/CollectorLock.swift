import Foundation
import TextSafety

/// `collector.lock`: one process at a time writes the cache of a state folder, the others read it.
///
/// The lock is flock(2)'s: it ends with the process, however that ends, so that a file left behind blocks nobody. The file
/// says who holds it.
struct CollectorLock: ~Copyable {
  private let descriptor: Int32

  /// How long another process may write: a million findings take some seconds.
  static let patience = Duration.seconds(30)

  /// Waits for its turn.
  /// - Parameter patience: then it throws, naming the process that holds the lock.
  init(
    _ folder: StateFolder, patience: Duration = CollectorLock.patience, calls: FileCalls = FileCalls()
  ) throws(StoreError) {
    let path = folder.collectorLock
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw StoreError(system: errno, of: path) }
    do throws(StoreError) {
      try StateFolder.claim(descriptor, path)
      try CollectorLock.wait(for: descriptor, path, patience, calls)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    // For whoever waits, to be told; without it the lock is a lock all the same.
    let text = Array("\(getpid())\n".utf8)
    if pwrite(descriptor, text, text.count, 0) == text.count { _ = ftruncate(descriptor, off_t(text.count)) }
  }

  private static func wait(
    for descriptor: Int32, _ path: String, _ patience: Duration, _ calls: FileCalls
  ) throws(StoreError) {
    let deadline = ContinuousClock.now + patience
    while calls.lock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK:
        guard ContinuousClock.now < deadline else {
          let owner = CollectorLock.owner(descriptor)
          throw StoreError(
            .busy, what: UntrustedText(path),
            why: owner.map { "process \($0) writes the cache" } ?? "another process writes the cache",
            next: "wait for it, or end it")
        }
        usleep(2000)
      default: throw StoreError(lock: errno, of: path)
      }
    }
  }

  /// The number of the process that wrote itself into the file.
  static func owner(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }

  /// Gives the lock back at once: closing alone leaves it to a child that was forked in between, until that runs its own
  /// program.
  func release() {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
