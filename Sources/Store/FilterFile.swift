import Foundation
package import Hardening
import TextSafety

/// The filters that a person keeps by name: one a line (JSON), of several of one name the last. It may be edited by hand.
package struct FilterFile: Sendable {
  private static let longest = 1 << 20

  private let path: String

  package init(in folder: StateFolder) { path = folder.path + "/filters.jsonl" }

  /// The filters in the order of their names, and a notice for each line that says none: it costs itself.
  package func read() throws(StoreError) -> (filters: [SavedFilter], notices: [Notice]) {
    guard FileManager.default.fileExists(atPath: path) else { return ([], []) }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size <= FilterFile.longest, let data = FileManager.default.contents(atPath: path) else {
      throw StoreError(
        .denied, what: UntrustedText(path),
        why: size > FilterFile.longest ? "it is larger than 1 MiB" : "it cannot be read",
        next: "correct it, or move it away")
    }
    var filters: [String: SavedFilter] = [:]
    var notices: [Notice] = []
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where line.contains(where: { $0 != 0x20 && $0 != 0x0D }) {
      do throws(Wrong) {
        let filter = try FilterFile.filter(Data(line))
        filters[filter.name.raw] = filter.filter.isEmpty ? nil : filter
      } catch {
        notices.append(
          Notice(
            what: "\(UntrustedText(path)):\(number + 1)", why: error.why, next: "the other filters are there",
            costsCoverage: false))
      }
    }
    return (filters.values.sorted { $0.name < $1.name }, notices)
  }

  private struct Wrong: Error {
    var why: UntrustedText
  }

  private static func filter(_ line: Data) throws(Wrong) -> SavedFilter {
    guard let filter = try? JSONDecoder().decode(SavedFilter.self, from: line) else {
      throw Wrong(why: "it is no filter with a name")
    }
    guard SavedFilter.isName(filter.name) else { throw Wrong(why: "no filter can be called '\(filter.name)'") }
    do throws(QueryError) { _ = try Query(parsing: filter.filter) } catch { throw Wrong(why: error.notice.why) }
    return filter
  }

  /// Keeps a filter under its name, or gives the name up where it is empty. It is on disk when this returns.
  package func keep(_ filter: SavedFilter, in folder: StateFolder) throws(StoreError) {
    try folder.create()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let file = try LockedFile(path, for: .appending, FileCalls()), let line = try? encoder.encode(filter) else {
      throw StoreError(.system, what: UntrustedText(path), why: "it cannot be written", next: "check the disk")
    }
    // A line that another process or an editor left open is ended first.
    _ = try file.append { (write) throws(StoreError) in
      try write([UInt8(ascii: "\n")] + line + [UInt8(ascii: "\n")])
    }
  }
}
