import Foundation

/// Who a file or folder belongs to, and who may read and write it.
package struct FileStatus: Sendable, Hashable {
  package var isFolder: Bool
  package var isFile: Bool
  /// The twelve permission bits.
  package var mode: UInt32
  package var owner: UInt32
  package var size: Int
  package var number: UInt64
  /// Major and minor, as /proc/locks has them.
  package var device: (major: UInt32, minor: UInt32) { (Self.major(rawDevice), Self.minor(rawDevice)) }
  private var rawDevice: UInt64
  private var modified: Int64

  /// nil where nothing is there, or nothing may be known of it. Links are followed.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isFile = status.st_mode & S_IFMT == S_IFREG
    mode = UInt32(status.st_mode) & 0o7777
    owner = status.st_uid
    size = Int(status.st_size)
    number = UInt64(status.st_ino)
    rawDevice = UInt64(status.st_dev)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }

  /// Somebody else may write to it.
  package var isWritableByOthers: Bool { mode & 0o022 != 0 }
  package var isReadableByOthers: Bool { mode & 0o044 != 0 }
  /// `0700`
  package var modeText: String { "0" + String(mode & 0o777, radix: 8) }

  // makedev(3) of glibc.
  private static func major(_ device: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF)
  }
  private static func minor(_ device: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: device & 0xFF | (device >> 12) & ~0xFF)
  }
}
