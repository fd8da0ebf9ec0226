import Foundation
import TestSupport
import Testing

@testable import Store

@Suite("Files for their owner alone")
struct PrivateFileTests {
  private func write(_ path: String, _ text: String, replaces: Bool = false) throws {
    let file = try PrivateFile(path, replaces: replaces)
    try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    try file.finish()
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("are there whole and private, and are replaced only where that is said")
  func replace() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.csv"
    try write(path, "one")
    #expect(try folder.text("a.csv") == "one")
    #expect(try mode(path) == 0o600)
    #expect { try write(path, "two") } throws: { ($0 as? StoreError)?.code == .exists }
    #expect(try folder.text("a.csv") == "one")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try write(path, "two", replaces: true)
    #expect(try folder.text("a.csv") == "two")
    #expect(try mode(path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
  }

  @Test("leave everything as it was where they are given up")
  func discard() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.csv"
    do {
      let file = try PrivateFile(path, replaces: false)
      try [UInt8](repeating: 7, count: 100_000).withUnsafeBytes { try file.write($0) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try write(path, "one")
    try PrivateFile(path, replaces: true).discard()
    #expect(try folder.text("a.csv") == "one")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
  }

  @Test("a link is replaced and what it points at is not; folders, devices and absent folders are refused")
  func odd() throws {
    let folder = try TemporaryFolder()
    try folder.write("target", "kept")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/target")
    #expect { try write(link, "x") } throws: { ($0 as? StoreError)?.code == .exists }
    try write(link, "x", replaces: true)
    #expect(try folder.text("target") == "kept")
    #expect(try folder.text("link") == "x")
    for path in [folder.path, "/dev/null", folder.path + "/none/a.csv", ""] {
      #expect { try write(path, "x", replaces: true) } throws: { ($0 as? StoreError)?.code == .denied }
    }
  }
}
