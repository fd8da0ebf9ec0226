/// The generated files of Checks.
enum RegistryText {
  private static let note =
    "// Made by `make generate` from the folders of the areas. Do not edit.\n// swift-format-ignore-file\n\n"

  /// The registry's lists, by what the checks judge. What workloads are made of has lists of its own.
  static func registry(_ checks: [CheckSource]) -> String {
    let parts = [("containers", "Container"), ("workloads", "Workload"), ("volumes", "Volume")]
    func names(_ subject: String, indent: String) -> String {
      let names = checks.filter { $0.subject == subject }.map { "\(indent)  Catalogue.\($0.property)" }
      return names.isEmpty ? "[]" : "[\n\(names.joined(separator: ",\n")),\n\(indent)]"
    }
    let others = Set(checks.map(\.subject)).subtracting(parts.map(\.1)).sorted()
    let lists = parts.map { "    \($0): \(names($1, indent: "    "))" }
    let objects = others.map { "      CheckList<\($0)Subject>(\(names($0, indent: "      ")))" }
    return note + "import Inventory\n\nextension Registry {\n  package static let all = Registry(\n"
      + lists.joined(separator: ",\n") + ",\n    objects: [\n" + objects.joined(separator: ",\n") + ",\n    ])\n}\n"
  }

  /// The doc comments by check.
  static func documentation(_ checks: [CheckSource]) -> String {
    let entries = checks.filter { !$0.documentation.isEmpty }.map { check in
      let text = check.documentation.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
      return "    \"\(check.id)\": #\"\"\"\n\(text.isEmpty ? "" : text)\n      \"\"\"#"
    }
    return note
      + "import Hardening\n\nextension Registry {\n  /// What the doc comments of the checks say, paragraphs with a newline between.\n"
      + "  static let documentation: [CheckID: String] = [\n" + entries.joined(separator: ",\n") + ",\n  ]\n}\n"
  }
}
