import Foundation
package import Hardening
import TextSafety

/// The catalogue of checks in the formats of `bulwark checks`.
package enum CheckCatalogue {
  /// The array of `bulwark checks list -o json`.
  package static func json(_ checks: [CheckInfo]) -> String {
    var json = JSONWriter(ReportOutput { _ in })
    json.beginArray()
    for check in checks {
      json.newline()
      json.write(check)
    }
    json.endArray()
    return json.output.pending + "\n"
  }

  /// One check for `bulwark checks show NAME -o json`.
  package static func json(_ check: CheckInfo) -> String {
    var json = JSONWriter(ReportOutput { _ in })
    json.write(check)
    return json.output.pending + "\n"
  }

  /// One line for each check.
  package static func table(_ checks: [CheckInfo]) -> String {
    let width = checks.map { $0.id.name.utf8.count }.max() ?? 0
    var text = ""
    var area: Area?
    for check in checks {
      if check.area != area {
        text += "\(area == nil ? "" : "\n")\(check.area.rawValue) \(check.area.title)\n"
        area = check.area
      }
      let name = SafeText(own: check.id.name).padded(to: width).description
      text += "  \(check.severity.mark.padded(to: 7).description) \(name)  \(check.title)\n"
    }
    return text
  }

  /// Everything about one check, for people; lines of at most `width` columns.
  package static func page(_ check: CheckInfo, width: Int) -> String {
    var lines = ["\(check.id.name): \(check.title)", ""]
    lines.append("Area       \(check.area.rawValue) \(check.area.title)")
    lines.append("Severity   \(check.severity.rawValue)")
    lines.append("Judges     \(check.judges.words)")
    if !check.under.isEmpty {
      let heads = check.under.map(\.name).joined(separator: ", ")
      lines += field("Shown", "beneath \(heads) where one of them fails too", width: width)
    }
    if !check.needs.isEmpty {
      lines += field("Reads", check.needs.map(\.sortKey).joined(separator: ", "), width: width)
    }
    for paragraph in check.documentation.split(separator: "\n") {
      lines.append("")
      let words = paragraph.split { $0 == " " || $0 == "\n" }.map(String.init)
      lines += wrapped(words, width: width)
    }
    lines += ["", "Remedy"]
    lines += wrapped(check.remediation.split(separator: " ").map(String.init), width: width - 2).map { "  " + $0 }
    lines += ["", "Configuration (`bulwark config path` says where)"] + configuration(of: check, width: width)
    if !check.references.isEmpty {
      lines += ["", "References"] + check.references.map { "  " + $0.words }
    }
    if !check.equivalents.isEmpty {
      lines += ["", "What other tools call it"]
      for tool in byTool(check.equivalents) {
        let words = tool.split(separator: " ").map(String.init)
        lines += wrapped(words, width: width - 4).enumerated().map { ($0 == 0 ? "  " : "    ") + $1 }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A name and what it is, whose further lines stand below the first.
  private static func field(_ name: String, _ text: String, width: Int) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    return wrapped(words, width: width - 11).enumerated().map { index, line in
      (index == 0 ? name : "").padding(toLength: 11, withPad: " ", startingAt: 0) + line
    }
  }

  /// The check's settings with their defaults, as they stand in the configuration.
  private static func configuration(of check: CheckInfo, width: Int) -> [String] {
    var lines = [
      "  checks:", "    \(check.id.name):", "      enabled: true", "      severity: \(check.severity.rawValue)",
    ]
    if check.parameters.isEmpty { return lines }
    lines.append("      parameters:")
    for parameter in check.parameters {
      let words = parameter.documentation.split(separator: " ").map(String.init)
      lines += wrapped(words, width: width - 10).map { "        # " + $0 }
      if case .list(let elements) = parameter.defaultValue, !elements.isEmpty {
        lines.append("        \(parameter.name):")
        lines += elements.map { "        - \($0)" }
      } else {
        let value = parameter.defaultValue == .none ? "" : " " + text(of: parameter.defaultValue)
        lines.append("        \(parameter.name):\(value)")
      }
    }
    return lines
  }

  /// The catalogue as a document: a table of contents by area, then a section for each check.
  package static func markdown(_ checks: [CheckInfo]) -> String {
    var text = "# Checks\n"
    var area: Area?
    for check in checks {
      if check.area != area {
        text += "\n## \(check.area.rawValue) \(check.area.title)\n"
        area = check.area
      }
      text +=
        "\n### \(check.id.name)\n\n**\(check.title)** · \(check.severity.rawValue) · judges \(check.judges.words)"
      if !check.under.isEmpty {
        text += " · shown beneath \(check.under.map { "`\($0.name)`" }.joined(separator: ", "))"
      }
      text += "\n"
      for paragraph in check.documentation.split(separator: "\n") where !paragraph.isEmpty {
        text += "\n\(paragraph)\n"
      }
      text += "\nRemedy: \(check.remediation)\n"
      for parameter in check.parameters {
        text +=
          "\nParameter `\(parameter.name)` (\(self.text(of: parameter.defaultValue))): \(parameter.documentation)\n"
      }
      let references = check.references.map(\.words).joined(separator: " · ")
      if !references.isEmpty { text += "\nReferences: \(references)\n" }
      let equivalents = byTool(check.equivalents).joined(separator: " · ")
      if !equivalents.isEmpty { text += "\nElsewhere: \(equivalents)\n" }
    }
    return text
  }

  private static func wrapped(_ words: [String], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// A parameter's value as configuration writes it.
  package static func text(of value: ParameterValue) -> String {
    switch value {
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .text(let text): text
    case .list(let list): "[" + list.joined(separator: ", ") + "]"
    case .none: "not set"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ check: CheckInfo) {
    beginObject()
    key("check")
    value(check.id.name)
    key("area")
    value(check.area.rawValue)
    key("severity")
    value(check.severity.rawValue)
    key("title")
    value(check.title)
    key("description")
    value(check.documentation)
    key("remediation")
    value(check.remediation)
    key("judges")
    value(check.judges.rawValue)
    key("under")
    beginArray()
    for head in check.under { value(head.name) }
    endArray()
    key("equivalents")
    beginArray()
    for equivalent in check.equivalents { value(equivalent) }
    endArray()
    key("references")
    beginArray()
    for reference in check.references {
      beginObject()
      key("kind")
      value(reference.kind.rawValue)
      key("id")
      value(reference.id)
      endObject()
    }
    endArray()
    key("needs")
    beginArray()
    for need in check.needs { value(need.sortKey) }
    endArray()
    key("parameters")
    beginObject()
    for parameter in check.parameters {
      key(of: UntrustedText(parameter.name))
      write(parameter)
    }
    endObject()
    endObject()
  }

  private mutating func write(_ parameter: ParameterInfo) {
    beginObject()
    key("default")
    switch parameter.defaultValue {
    case .bool(let flag): value(flag)
    case .integer(let number): value(number)
    case .number(let number): value(number)
    case .text(let text): value(text)
    case .list(let list):
      beginArray()
      for element in list { value(element) }
      endArray()
    case .none: null()
    }
    key("description")
    value(parameter.documentation)
    endObject()
  }
}
