import Foundation

/// Files that are built into the program.
enum EmbeddedText {
  private static func note(_ source: String) -> String {
    "// Made by `make generate` from \(source). Do not edit.\n// swift-format-ignore-file\n\n"
  }

  static func configuration(_ text: String) -> String {
    note("Config/bulwark.yaml")
      + "extension Settings {\n  /// The complete default configuration, which is also its manual.\n"
      + "  package static let defaultConfiguration = \(literal(text, indent: 4))\n}\n"
  }

  /// - Parameter themes: the files by the themes' names.
  static func themes(_ themes: [(name: String, text: String)]) -> String {
    let entries = themes.map { "    \"\($0.name)\": \(literal($0.text, indent: 6))" }
    return note("Themes/")
      + "extension ThemeFiles {\n  /// The files of the themes that are built in, by name.\n"
      + "  static let builtIn: [String: String] = [\n" + entries.joined(separator: ",\n") + ",\n  ]\n}\n"
  }

  /// The files of a folder that end in `.yaml`, by name.
  static func themes(in folder: URL) throws -> [(name: String, text: String)] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted().map {
      (String($0.dropLast(5)), try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
    }
  }

  /// - Parameter files: each with the folder that it is in.
  static func demo(_ files: [(folder: String, name: String, text: String)]) -> String {
    let entries = files.map {
      "    File(cluster: \"\($0.folder)\", name: \"\($0.name)\", text: \(literal($0.text, indent: 6)))"
    }
    return note("Demo/") + "extension DemoFleet {\n  static let files: [File] = [\n" + entries.joined(separator: ",\n")
      + ",\n  ]\n}\n"
  }

  /// The files of the folders in a folder.
  static func demo(in folder: URL) throws -> [(folder: String, name: String, text: String)] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { cluster in
      try themes(in: folder.appendingPathComponent(cluster)).map { (cluster, $0.name + ".yaml", $0.text) }
    }
  }

  /// A file as a literal that ends with one newline.
  private static func literal(_ text: String, indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : blanks + $0 }
    return "#\"\"\"\n" + lines.joined(separator: "\n").trimmingSuffix() + "\n\(blanks)\"\"\"# + \"\\n\""
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
