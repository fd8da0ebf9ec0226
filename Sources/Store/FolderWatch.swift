import Foundation
import Synchronization

/// Tells when files of a folder change, whoever changes them: a thread that sleeps until the system wakes it.
package final class FolderWatch: Sendable {
  private let events: Int32
  /// Closing the one end wakes the thread at the other.
  private let ends: (read: Int32, write: Int32)
  private let isStopped = Mutex(false)

  /// - Parameters:
  ///   - names: the files that matter, by their names in the folder.
  ///   - onChange: is called on the thread, with the names of those that changed; several changes may be one call.
  /// - Returns: nil where the system has no more watches to give.
  package init?(_ folder: StateFolder, names: Set<String>, onChange: @escaping @Sendable (Set<String>) -> Void) {
    events = inotify_init1(O_CLOEXEC | O_NONBLOCK)
    guard events >= 0 else { return nil }
    let kinds = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE
    var ends: [Int32] = [-1, -1]
    guard inotify_add_watch(events, folder.path, UInt32(kinds)) >= 0, pipe(&ends) == 0 else {
      close(events)
      return nil
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.ends = (ends[0], ends[1])
    let (events, end) = (events, ends[0])
    let thread = Thread {
      FolderWatch.watch(events, until: end, names, onChange)
      close(events)
      close(end)
    }
    thread.stackSize = 1 << 19
    thread.start()
  }

  deinit { stop() }

  /// Ends the thread; nothing is told any more once it has ended.
  package func stop() {
    let wasStopped = isStopped.withLock { flag in
      defer { flag = true }
      return flag
    }
    if !wasStopped { close(ends.write) }
  }

  private static func watch(
    _ events: Int32, until end: Int32, _ names: Set<String>, _ onChange: (Set<String>) -> Void
  ) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      var watched = [
        pollfd(fd: events, events: Int16(POLLIN), revents: 0), pollfd(fd: end, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&watched, nfds_t(watched.count), -1)
      if count < 0 && errno == EINTR { continue }
      if count < 0 || watched[1].revents != 0 { return }
      let size = read(events, buffer.baseAddress, buffer.count)
      if size < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard size > 0 else { return }
      let changed = FolderWatch.names(in: UnsafeRawBufferPointer(rebasing: buffer[..<size]), among: names)
      if !changed.isEmpty { onChange(changed) }
    }
  }

  /// The names that events are about; all of them where the system lost some.
  private static func names(in events: UnsafeRawBufferPointer, among names: Set<String>) -> Set<String> {
    var found: Set<String> = []
    var offset = 0
    // int wd; uint32_t mask, cookie, len; char name[len], filled with zeroes.
    while offset + 16 <= events.count {
      let mask = events.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
      let length = Int(events.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { return names }
      guard offset + 16 + length <= events.count else { break }
      let name = String(decoding: events[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }, as: UTF8.self)
      if names.contains(name) { found.insert(name) }
      offset += 16 + length
    }
    return found
  }
}
