import Foundation
import Testing

@Suite("The house: who imports whom")
struct ImportTests {
  /// The table of ARCHITECTURE.md: module, and what it may import beside the standard library.
  private static func table() throws -> [String: Set<String>] {
    var table: [String: Set<String>] = [:]
    for line in try Repository.text("ARCHITECTURE.md").split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.split(separator: "`").map(String.init) }
      guard cells.count >= 2, let module = cells[0].first(where: { $0 != " " }) else { continue }
      table[module] = Set(cells[1].filter { $0.allSatisfy { $0.isLetter || $0.isNumber } })
    }
    return table
  }

  private static let system: Set<String> = ["Foundation", "Glibc", "Swift", "Synchronization"]

  @Test("every import of the sources stands in ARCHITECTURE.md's table")
  func imports() throws {
    let table = try Self.table()
    #expect(table.count >= 12, "the table was not found")
    for file in try Repository.swiftFiles(below: "Sources") where file.folder != "bulwark-generate" {
      let allowed = try #require(table[file.folder], "\(file.folder) is not in the table")
      for line in file.lines {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else { continue }
        let module = String(words[place + 1])
        let isSystem = Self.system.contains(module) && file.folder != "TextSafety"
        #expect(isSystem || allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("Package.swift gives each module what the table says, and no more")
  func dependencies() throws {
    let table = try Self.table()
    let manifest = try Repository.text("Package.swift")
    for (module, allowed) in table {
      let declarations = ["module(\"\(module)\", [", "module(\n  \"\(module)\", ["]
      guard let start = declarations.lazy.compactMap({ manifest.range(of: $0) }).first else { continue }
      let list = manifest[start.upperBound...].prefix { $0 != "]" }
      for name in list.split(separator: ",").map({ $0.trimmingPrefix(while: \.isWhitespace) }) {
        let bare = name.filter { $0.isLetter || $0.isNumber }
        let product = ["crypto": "Crypto", "database": "GRDB", "arguments": "ArgumentParser"][bare] ?? bare
        #expect(allowed.contains(product), "\(module) depends on \(product)")
      }
    }
  }
}
