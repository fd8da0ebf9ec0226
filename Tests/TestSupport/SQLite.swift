import Foundation

/// SQLite without a library between, for tests that do to a database what no version of ours would.
package enum SQLite {
  package struct Failure: Error { package var why: String }

  private typealias Open = @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
  private typealias Execute =
    @convention(c) (OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?) -> Int32
  private typealias Close = @convention(c) (OpaquePointer?) -> Int32

  /// Runs statements on a database.
  package static func run(_ path: String, _ statements: String) throws {
    // The tests are linked to it already, by way of the store.
    guard let library = dlopen("libsqlite3.so.0", RTLD_NOW), let open = dlsym(library, "sqlite3_open"),
      let execute = dlsym(library, "sqlite3_exec"), let close = dlsym(library, "sqlite3_close")
    else { throw Failure(why: "there is no libsqlite3") }
    var database: OpaquePointer?
    let opened = unsafeBitCast(open, to: Open.self)(path, &database)
    let status =
      opened == 0 ? unsafeBitCast(execute, to: Execute.self)(database, statements, nil, nil, nil) : opened
    _ = unsafeBitCast(close, to: Close.self)(database)
    guard status == 0 else { throw Failure(why: "SQLite says \(status)") }
  }
}
