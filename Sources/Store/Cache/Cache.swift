import Foundation
import GRDB
package import Hardening
package import TextSafety

/// `cache.sqlite`: what was read, so that the next start shows it at once. It may be deleted: nothing that a person did
/// is in it.
package final class Cache: Sendable {
  let pool: DatabasePool
  package let path: String
  private let folder: StateFolder

  private init(in folder: StateFolder) throws {
    self.folder = folder
    path = folder.cache
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 3
    pool = try DatabasePool(path: path, configuration: configuration)
  }

  /// Opens the cache of a folder, makes it where there is none, and brings an older one up to date.
  ///
  /// One that is damaged is set aside and made anew; the notice names it. One that a later version wrote is left as it
  /// is: the error says so.
  /// - Parameter now: seconds since 1970, for the name of a damaged one.
  package static func open(in folder: StateFolder, now: Int64) throws(StoreError) -> (cache: Cache, notices: [Notice]) {
    try folder.create()
    // Of several processes that begin at once, one makes or migrates the cache; to the others, what it is doing would
    // look like damage.
    let lock = try FolderLock(folder)
    defer { lock.release() }
    do throws(StoreError) {
      return (try open(folder), [])
    } catch {
      guard error.code == .damaged else { throw error }
      let (cache, notice) = try replace(in: folder, now: now, why: error.why)
      return (cache, [notice])
    }
  }

  /// Sets the cache of a folder aside and makes it anew; the notice names the one that was set aside.
  /// - Parameter why: what is wrong with it.
  package static func renew(
    in folder: StateFolder, now: Int64, why: UntrustedText
  ) throws(StoreError) -> (cache: Cache, notice: Notice) {
    let lock = try FolderLock(folder)
    defer { lock.release() }
    return try replace(in: folder, now: now, why: why)
  }

  private static func replace(
    in folder: StateFolder, now: Int64, why: UntrustedText
  ) throws(StoreError) -> (cache: Cache, notice: Notice) {
    let aside = try setAside(folder.cache, now: now)
    let notice = Notice(
      what: UntrustedText(folder.cache), why: "\(why); it was set aside as \(UntrustedText(aside))",
      next: "what it held is read again; no decision was in it", costsCoverage: false)
    return (try open(folder), notice)
  }

  private static func open(_ folder: StateFolder) throws(StoreError) -> Cache {
    let path = folder.cache
    // SQLite gives its own files the permissions of this one.
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError(system: errno, of: path) }
    do throws(StoreError) { try StateFolder.claim(descriptor, path) } catch {
      Foundation.close(descriptor)
      throw error
    }
    // Before SQLite opens it: closing it later would take SQLite's locks away.
    Foundation.close(descriptor)
    return try guarded(path) {
      let cache = try Cache(in: folder)
      let migrator = CacheSchema.migrator
      if try cache.pool.read(migrator.hasBeenSuperseded) {
        throw StoreError(
          .newer, what: UntrustedText(path), why: "a later version of Bulwark wrote it",
          next: "use that version, or name another folder with BULWARK_STATE")
      }
      if try cache.pool.read(migrator.hasCompletedMigrations) == false {
        let lock = try CollectorLock(folder)
        defer { lock.release() }
        try migrator.migrate(cache.pool)
      }
      return cache
    }
  }

  /// Moves a damaged cache out of the way.
  /// - Returns: its new path.
  private static func setAside(_ path: String, now: Int64) throws(StoreError) -> String {
    let aside = "\(path).damaged-\(now)"
    guard rename(path, aside) == 0 else { throw StoreError(system: errno, of: path) }
    for suffix in ["-wal", "-shm"] { rename(path + suffix, aside + suffix) }
    return aside
  }

  /// Runs a body and makes what it throws an error of this module.
  static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw StoreError(error, of: path)
    } catch {
      throw StoreError(
        .damaged, what: UntrustedText(path), why: "what it holds makes no sense", next: "it is made anew")
    }
  }

  /// Takes the journal into the file, where nobody else works on it. The cache cannot be used afterwards.
  package func close() {
    // Where another process writes just now, or nobody may, the journal stays: whoever opens the cache next reads it too.
    if let lock = try? CollectorLock(folder, patience: .zero) {
      try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      lock.release()
    }
    try? pool.close()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try Cache.guarded(path) { try pool.read(body) }
  }

  /// Writes as the one process that does, in one transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    let lock = try CollectorLock(folder)
    defer { lock.release() }
    return try Cache.guarded(path) { try pool.write(body) }
  }
}

extension StoreError {
  fileprivate init(_ error: DatabaseError, of path: String) {
    let what = UntrustedText(path)
    let why = UntrustedText(error.message ?? "error \(error.resultCode.rawValue)")
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
      self.init(.damaged, what: what, why: "it is damaged (\(why))", next: "it is made anew")
    case .SQLITE_FULL: self.init(.full, what: what, why: why, next: "free space there")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.denied, what: what, why: why, next: "correct its permissions, or name a folder with BULWARK_STATE")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, what: what, why: "another process works on it", next: "end that process, or wait for it")
    default: self.init(.system, what: what, why: why, next: "check the disk")
    }
  }
}
