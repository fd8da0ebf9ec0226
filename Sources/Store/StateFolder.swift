import Foundation
import TextSafety

/// Where decisions and the cache are kept.
package struct StateFolder: Sendable, Hashable {
  package let path: String

  package init(path: String) { self.path = path }

  /// `$BULWARK_STATE`, else `bulwark` below `$XDG_STATE_HOME` or `~/.local/state`.
  package static func find(in environment: [String: String] = ProcessInfo.processInfo.environment) -> StateFolder {
    if let path = environment["BULWARK_STATE"], !path.isEmpty { return StateFolder(path: path) }
    // The XDG base directory specification: a relative path counts as unset.
    if let home = environment["XDG_STATE_HOME"], home.hasPrefix("/") { return StateFolder(path: home + "/bulwark") }
    return StateFolder(path: (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state/bulwark")
  }

  package var decisions: String { path + "/decisions.jsonl" }
  package var cache: String { path + "/cache.sqlite" }
  package var collectorLock: String { path + "/collector.lock" }

  /// Makes the folder, and those above it, for its owner alone; one that exists stays as it is, and must be one's own.
  package func create() throws(StoreError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return try requireOwn() }
      throw StoreError(
        .denied, what: UntrustedText(path), why: "it is no folder", next: "name a folder with BULWARK_STATE")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      // Another process may have been faster.
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
      throw StoreError(system: errno, of: path)
    }
  }
}

extension StateFolder {
  /// Throws where the folder belongs to somebody else, or others may write to it: they could decide in one's name, and
  /// put links where files are to be. A folder that is not there yet is fine.
  /// - Parameter user: who this process is.
  package func requireOwn(user: UInt32 = geteuid()) throws(StoreError) {
    guard let status = FileStatus(path), status.isFolder else { return }
    let what = UntrustedText(path)
    if status.owner != user {
      throw StoreError(
        .denied, what: what, why: "it belongs to user \(status.owner), and this is user \(user)",
        next: "name a folder of your own with BULWARK_STATE")
    }
    if status.isWritableByOthers {
      throw StoreError(
        .denied, what: what, why: "others may write to it (mode \(UntrustedText(status.modeText)))",
        next: "chmod 700 it, or name another folder with BULWARK_STATE")
    }
  }

  /// Makes an open file its owner's alone, where others may read it. Throws where it is somebody else's, or others could
  /// have written to it.
  static func claim(_ descriptor: Int32, _ path: String) throws(StoreError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StoreError(system: errno, of: path) }
    let file = FileStatus(status)
    if file.owner != geteuid() {
      throw StoreError(
        .denied, what: UntrustedText(path), why: "it belongs to user \(file.owner), and this is user \(geteuid())",
        next: "move it away, or name another folder with BULWARK_STATE")
    }
    if file.isWritableByOthers {
      throw StoreError(
        .denied, what: UntrustedText(path),
        why: "others may write to it (mode \(UntrustedText(file.modeText)))",
        next: "look at what is in it, then chmod 600 it")
    }
    if file.isReadableByOthers, fchmod(descriptor, 0o600) != 0 { throw StoreError(system: errno, of: path) }
  }
}

/// Holds a folder for this process alone, until it is released or the process ends. Others wait.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Where the folder may not be read there is no lock: whoever needs one will say so.
  init(_ folder: StateFolder) throws(StoreError) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { return }
    while flock(descriptor, LOCK_EX) != 0 {
      if errno == EINTR { continue }
      let number = errno
      close(descriptor)
      throw StoreError(lock: number, of: folder.path)
    }
  }

  /// Gives the lock back at once, as `CollectorLock.release` does.
  func release() {
    guard descriptor >= 0 else { return }
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

extension StateFolder {
  /// Throws where the folder is not one's own, and where its files cannot be locked, as on some network file systems: two
  /// processes would write over each other. A folder that is not there yet, or may not be read, is left to whoever needs
  /// it.
  package func requireLocks(_ calls: FileCalls = FileCalls()) throws(StoreError) {
    try requireOwn()
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Somebody else's lock is a lock.
    guard calls.lock(descriptor, LOCK_SH | LOCK_NB) != 0, errno != EWOULDBLOCK, errno != EINTR else { return }
    throw StoreError(lock: errno, of: path)
  }
}

extension StoreError {
  /// Why a lock cannot be had.
  init(lock number: Int32, of path: String) {
    self.init(
      .cannotLock, what: UntrustedText(path),
      why: "its file system cannot lock files: \(String(cString: strerror(number)))",
      next: "name a folder on a local disk with BULWARK_STATE")
  }

  /// What a system call said of a path.
  init(system number: Int32, of path: String) {
    let what = UntrustedText(path)
    let why = UntrustedText(String(cString: strerror(number)))
    switch number {
    case EACCES, EPERM, EROFS, ENOTDIR, ENOENT:
      self.init(.denied, what: what, why: why, next: "correct its permissions, or name a folder with BULWARK_STATE")
    case ENOSPC, EDQUOT, EFBIG: self.init(.full, what: what, why: why, next: "free space there")
    default: self.init(.system, what: what, why: why, next: "check the disk")
    }
  }
}
