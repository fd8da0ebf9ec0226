/// The generated files of Checks.
enum RegistryText {
  private static let note =
    "// Made by `make generate` from the folders of the areas. Do not edit.\n// swift-format-ignore-file\n\n"

  /// The registry's lists, by what the checks judge.
  static func registry(_ checks: [CheckSource]) -> String {
    let lists = [
      ("containers", "Container"), ("workloads", "Workload"), ("volumes", "Volume"), ("namespaces", "Namespace"),
      ("budgets", "Budget"), ("nodes", "Node"),
    ]
    let arguments = lists.map { label, subject in
      let names = checks.filter { $0.subject == subject }.map { "      Catalogue.\($0.property)" }
      return names.isEmpty ? "    \(label): []" : "    \(label): [\n\(names.joined(separator: ",\n")),\n    ]"
    }
    return note + "extension Registry {\n  package static let all = Registry(\n"
      + arguments.joined(separator: ",\n") + ")\n}\n"
  }

  /// The doc comments by check.
  static func documentation(_ checks: [CheckSource]) -> String {
    let entries = checks.map { check in
      let text = check.documentation.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
      return "    \"\(check.id)\": #\"\"\"\n\(text.isEmpty ? "" : text)\n      \"\"\"#"
    }
    return note
      + "import Hardening\n\nextension Registry {\n  /// What the doc comments of the checks say, paragraphs with a newline between.\n"
      + "  static let documentation: [CheckID: String] = [\n" + entries.joined(separator: ",\n") + ",\n  ]\n}\n"
  }
}

/// Files that are built into the program.
enum EmbeddedText {
  static func configuration(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
    return
      "// Made by `make generate` from Config/bulwark.yaml. Do not edit.\n// swift-format-ignore-file\n\nextension Settings {\n"
      + "  /// The complete default configuration, which is also its manual.\n"
      + "  package static let defaultConfiguration = #\"\"\"\n" + lines.joined(separator: "\n").trimmingSuffix()
      + "\n    \"\"\"# + \"\\n\"\n}\n"
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
