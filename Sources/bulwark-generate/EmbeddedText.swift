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

  /// The demo fleet: its configuration, its clusters' manifests, and those of earlier days.
  static func demo(in folder: URL) throws -> String {
    let past = folder.appendingPathComponent("past")
    let days = try FileManager.default.contentsOfDirectory(atPath: past.path).map { name in
      guard let days = Int(name) else {
        throw SourceError(description: "\(past.path)/\(name): no number of days (name it after how many ago)")
      }
      return days
    }
    let earlier = try days.sorted(by: >).map { days in
      "    Earlier(\n      days: \(days),\n      files: [\n"
        + files(try clusters(in: past.appendingPathComponent("\(days)")), indent: 8) + ",\n      ]),\n"
    }
    let configuration = try String(contentsOf: folder.appendingPathComponent("bulwark.yaml"), encoding: .utf8)
    return note("Demo/")
      + "extension DemoFleet {\n  static let configuration = \(literal(configuration, indent: 4))\n\n"
      + "  static let files: [File] = [\n" + files(try clusters(in: folder), indent: 4) + ",\n  ]\n\n"
      + "  static let past: [Earlier] = [\n" + earlier.joined() + "  ]\n}\n"
  }

  private typealias ManifestFile = (cluster: String, name: String, text: String)

  private static func files(_ files: [ManifestFile], indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    return files.map { file in
      let text = literal(file.text, indent: indent + 2)
      return "\(blanks)File(cluster: \"\(file.cluster)\", name: \"\(file.name)\", text: \(text))"
    }.joined(separator: ",\n")
  }

  /// The files of the clusters in a folder, each a folder of its own.
  private static func clusters(in folder: URL) throws -> [ManifestFile] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0 != "past" && !$0.hasSuffix(".yaml") }
      .flatMap { cluster in
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
