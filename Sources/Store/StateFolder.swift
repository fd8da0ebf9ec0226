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

  /// Makes the folder, and those above it, for its owner alone; one that exists stays as it is.
  package func create() throws(StoreError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { return }
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

extension StoreError {
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
