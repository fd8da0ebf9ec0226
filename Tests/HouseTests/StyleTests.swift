import Testing

@Suite("The house: style that no formatter knows")
struct StyleTests {
  @Test("no file is above 500 lines")
  func length() throws {
    for folder in ["Sources", "Tests"] {
      for file in try Repository.swiftFiles(below: folder) where !file.path.hasSuffix("+Generated.swift") {
        #expect(file.lines.count <= 501, "\(file.path) has \(file.lines.count) lines")
      }
    }
  }

  @Test("raw text leaves its type only where it is escaped or kept")
  func raw() throws {
    let allowed: Set<String> = ["TextSafety", "Store", "Export"]
    for file in try Repository.swiftFiles(below: "Sources") where !allowed.contains(file.folder) {
      if file.path.hasSuffix("Fingerprint.swift") { continue }
      for (number, line) in file.lines.enumerated() {
        // The property of UntrustedText: no `.rawValue`, no enumeration's case with a value.
        #expect(line.firstMatch(of: /\.raw\b(?!\()/) == nil, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("nothing is public, forced or left unfinished")
  func forbidden() throws {
    let words = ["try!", " as! ", "fatalError(", "TODO", "FIXME", "nonisolated(unsafe) var"]
    for file in try Repository.swiftFiles(below: "Sources") where !file.path.hasPrefix("Sources/bulwark/") {
      for (number, line) in file.lines.enumerated() {
        #expect(line.firstMatch(of: /^\s*(@\w+\s+)*public\s/) == nil, "\(file.path):\(number + 1) is public")
        for word in words { #expect(!line.contains(word), "\(file.path):\(number + 1) holds \(word)") }
      }
    }
  }

  @Test("names say what things are")
  func names() throws {
    let empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl"]
    for file in try Repository.swiftFiles(below: "Sources") {
      let name = file.path.split(separator: "/").last.map { $0.dropLast(".swift".count) } ?? ""
      #expect(!empty.contains { name.hasSuffix($0) }, "\(file.path)")
    }
  }

  @Test("screens draw no text beside the sanitizer")
  func naked() throws {
    let calls = ["addstr", "addwstr", "addnstr", "print("]
    for folder in ["Sources/Dashboard", "Sources/Session"] {
      for file in try Repository.swiftFiles(below: folder) {
        for (number, line) in file.lines.enumerated() {
          for call in calls { #expect(!line.contains(call), "\(file.path):\(number + 1)") }
        }
      }
    }
  }
}
