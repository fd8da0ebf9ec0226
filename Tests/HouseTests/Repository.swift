import Foundation

/// The files of the house, as its tests read them.
enum Repository {
  static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File {
    /// From the repository's top: `Sources/Export/Report.swift`.
    var path: String
    var lines: [Substring]
    var folder: String { String(path.split(separator: "/").dropFirst().first ?? "") }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: top.appendingPathComponent(path), encoding: .utf8)
  }

  /// The Swift files below a folder.
  static func swiftFiles(below folder: String) throws -> [File] {
    let start = top.appendingPathComponent(folder)
    guard let names = FileManager.default.enumerator(atPath: start.path) else { return [] }
    var files: [File] = []
    for case let name as String in names where name.hasSuffix(".swift") {
      let text = try text(folder + "/" + name)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      files.append(File(path: folder + "/" + name, lines: lines))
    }
    return files.sorted { $0.path < $1.path }
  }
}
