import Foundation
import GRDB
import Hardening
package import TextSafety

/// What there is in a state folder, found out without writing anything to it.
package struct StateInspection: Sendable {
  /// What is known of the cache.
  package enum CacheState: Sendable, Hashable {
    case absent
    /// Clusters as of their last readings; `isOld`: the next opening brings it up to date.
    case sound(clusters: [Cluster], isOld: Bool)
    case newer
    case damaged(UntrustedText)
    /// Nothing can be said of it, and why.
    case unseen(UntrustedText)
  }

  package struct Cluster: Sendable, Hashable {
    package var name: UntrustedText
    package var location: UntrustedText
    /// Seconds since 1970.
    package var observedAt: Int64
    package var findings: Int
  }

  /// A lock on a file of the folder.
  package struct Holder: Sendable, Hashable {
    package var file: String
    /// 0 where the process is of another container.
    package var process: Int32
    package var isExclusive: Bool
  }

  private let folder: StateFolder

  package init(_ folder: StateFolder) { self.folder = folder }

  /// The names of caches that were set aside as damaged.
  package var setAside: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.contains("cache.sqlite.damaged-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
      .sorted()
  }

  /// Bytes that are free where the folder is; nil where that cannot be known.
  package var freeBytes: Int? {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  /// SQLite's version.
  package static var engine: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? "unknown"
  }

  /// Who holds files of the folder locked, as /proc/locks tells it; empty where the system does not.
  package var holders: [Holder] {
    StateInspection.holders(in: String(decoding: StateInspection.told("/proc/locks"), as: UTF8.self), of: files)
  }

  /// The whole of a file of the kernel's. Such a file hands on a page at most at a time, whatever it is asked for, which
  /// Foundation takes for its end.
  private static func told(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { Foundation.close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += block[..<count]
    }
  }

  /// The files by device and number.
  private var files: [String: String] {
    var files: [String: String] = [:]
    for name in ["", "collector.lock", "decisions.jsonl", "cache.sqlite", "cache.sqlite-shm"] {
      guard let status = FileStatus(name.isEmpty ? folder.path : "\(folder.path)/\(name)") else { continue }
      let (major, minor) = status.device
      files["\(Self.hex(major)):\(Self.hex(minor)):\(status.number)"] = name.isEmpty ? "the folder" : name
    }
    return files
  }

  private static func hex(_ number: UInt32) -> String {
    let text = String(number, radix: 16)
    return text.count < 2 ? "0" + text : text
  }

  /// proc(5): `1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF`; `->` begins the line of one that waits.
  static func holders(in text: String, of files: [String: String]) -> [Holder] {
    var found: Set<Holder> = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] != "->", let file = files[String(words[5])] else { continue }
      found.insert(Holder(file: file, process: max(0, Int32(words[4]) ?? 0), isExclusive: words[3] == "WRITE"))
    }
    return found.sorted { ($0.file, $0.process) < ($1.file, $1.process) }
  }

  /// Looks into a copy of the cache: reading the cache itself would make files beside it.
  package func cache() -> CacheState {
    guard let status = FileStatus(folder.cache) else { return .absent }
    guard status.isFile else { return .unseen("it is no file") }
    let copy = NSTemporaryDirectory() + "/bulwark-doctor-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    do {
      try FileManager.default.createDirectory(
        atPath: copy, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // Whoever writes meanwhile spoils the copy, not the cache: then once more.
      for _ in 0..<3 {
        let before = stamps
        for suffix in ["", "-wal"] {
          let name = "\(copy)/cache.sqlite\(suffix)"
          try? FileManager.default.removeItem(atPath: name)
          guard FileStatus(folder.cache + suffix) != nil else { continue }
          try FileManager.default.copyItem(atPath: folder.cache + suffix, toPath: name)
        }
        if stamps == before { return StateInspection.examine("\(copy)/cache.sqlite") }
      }
      return .unseen("another process writes it just now")
    } catch {
      return .unseen("it cannot be copied: check its permissions, and the space in the folder of temporary files")
    }
  }

  private var stamps: [FileStatus?] { ["", "-wal"].map { FileStatus(folder.cache + $0) } }

  private static func examine(_ path: String) -> CacheState {
    do {
      let queue = try DatabaseQueue(path: path)
      defer { try? queue.close() }
      return try queue.read { db in
        let complaints = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
        guard complaints == ["ok"] else { return .damaged(UntrustedText(complaints.first ?? "it says nothing")) }
        if try CacheSchema.migrator.hasBeenSuperseded(db) { return .newer }
        let isOld = try !CacheSchema.migrator.hasCompletedMigrations(db)
        // One that nobody has made anything of yet.
        guard try db.tableExists("clusters") else {
          return isOld ? .sound(clusters: [], isOld: true) : .damaged("it lacks its tables")
        }
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT name, location, observedAt, (SELECT count(*) FROM findings WHERE cluster = number) AS findings
            FROM clusters ORDER BY name, id
            """)
        return .sound(
          clusters: rows.map { row in
            Cluster(
              name: row["name"] ?? "", location: row["location"] ?? "", observedAt: row["observedAt"] ?? 0,
              findings: row["findings"] ?? 0)
          }, isOld: isOld)
      }
    } catch let error as DatabaseError {
      return .damaged(UntrustedText(error.message ?? "error \(error.resultCode.rawValue)"))
    } catch {
      return .damaged("what it holds makes no sense")
    }
  }
}
