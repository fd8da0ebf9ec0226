import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("The file of saved filters")
struct FilterFileTests {
  private func open(_ folder: borrowing TemporaryFolder) -> (FilterFile, StateFolder) {
    let state = StateFolder(path: folder.path)
    return (FilterFile(in: state), state)
  }

  @Test("keeps filters by name, the last of one name, and gives up what is empty; for its owner alone")
  func keep() throws {
    let folder = try TemporaryFolder()
    let (file, state) = open(folder)
    #expect(try file.read().filters.isEmpty)
    try file.keep(SavedFilter(name: "b", filter: "sev>=high ns:\"a b\""), in: state)
    try file.keep(SavedFilter(name: "a", filter: "is:new"), in: state)
    try file.keep(SavedFilter(name: "a", filter: "is:stale"), in: state)
    try file.keep(SavedFilter(name: "c", filter: "x"), in: state)
    try file.keep(SavedFilter(name: "c", filter: ""), in: state)
    let read = try file.read()
    #expect(read.notices.isEmpty)
    #expect(
      read.filters == [
        SavedFilter(name: "a", filter: "is:stale"), SavedFilter(name: "b", filter: "sev>=high ns:\"a b\""),
      ])
    let mode =
      try FileManager.default.attributesOfItem(atPath: folder.path + "/filters.jsonl")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("a line that is none costs itself, and is named by file and line")
  func bad() throws {
    let folder = try TemporaryFolder()
    let (file, state) = open(folder)
    try folder.write(
      "filters.jsonl",
      """
      {"name": "good", "filter": "sev>=high"}
      not json
      {"name": "../evil", "filter": "x"}
      {"name": "wrong", "filter": "foo:bar"}
      {"name": 7}
      [1, 2]
      {"name": "torn", "fil
      """)
    let read = try file.read()
    #expect(read.filters.map(\.name) == ["good"])
    let lines = read.notices.map { $0.what.safe.description.split(separator: ":").last.map(String.init) }
    #expect(lines == ["2", "3", "4", "5", "6", "7"])
    try file.keep(SavedFilter(name: "next", filter: "is:new"), in: state)
    #expect(try file.read().filters.map(\.name) == ["good", "next"], "what is torn swallows nothing")
  }

  @Test("a file that is too large or unreadable is an error and not an empty list")
  func huge() throws {
    let folder = try TemporaryFolder()
    let (file, _) = open(folder)
    try folder.write("filters.jsonl", String(repeating: "x", count: 1 << 20 + 1))
    #expect { try file.read() } throws: { ($0 as? StoreError)?.code == .denied }
  }
}
