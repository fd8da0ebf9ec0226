package import Checks
import Documents
import Foundation
import Hardening
import Session
package import TextSafety

/// Reads a configuration. All that is wrong in it is told, not only the first.
package struct SettingsReader {
  package private(set) var settings = Settings()
  package private(set) var errors: [SettingsError] = []
  private let file: UntrustedText
  private let infos: [CheckID: CheckInfo]
  private let themes: [String]

  /// - Parameters:
  ///   - file: what errors call the file.
  ///   - themes: the names of those that there are.
  package init(_ text: String, file: UntrustedText, themes: [String], registry: Registry = .all) {
    self.file = file
    self.themes = themes
    infos = Dictionary(registry.infos.map { ($0.id, $0) }) { first, _ in first }
    var documents: [Document] = []
    do {
      try DocumentReader.read(MemorySource(text)) { event in
        switch event {
        case .document(let document): documents.append(document)
        case .problem(let problem):
          errors.append(error(.syntax, problem.line, problem.message, ""))
        }
      }
    } catch {
      errors.append(self.error(.syntax, 0, "it cannot be read", "write it as UTF-8"))
    }
    if documents.count > 1 {
      errors.append(error(.syntax, documents[1].line, "a second document", "keep one, without `---`"))
    }
    if let root = documents.first?.root, !root.isNull { read(root) }
  }

  private mutating func read(_ root: Node) {
    guard root.kind == .map else {
      return errors.append(error(.wrongValue, root.line, "not a map", "see bulwark config show"))
    }
    each(root, ["checks", "limits", "dashboard", "keys", "triage", "clusters"]) { reader, key, value in
      switch key {
      case "checks": reader.readChecks(value)
      case "limits": reader.readLimits(value)
      case "dashboard": reader.readDashboard(value)
      case "keys": reader.readKeys(value)
      case "clusters": reader.readClusters(value)
      default: reader.readTriage(value)
      }
    }
  }

  private mutating func readChecks(_ node: Node) {
    guard isMap(node, "checks") else { return }
    for (key, value) in node.members {
      guard let info = key.parsed({ infos[CheckID($0)] }) else {
        let near = NearNames.hint(to: key, among: infos.keys.map(\.name))
        errors.append(error(.unknownKey, value.line, "no check is called \(key)", near))
        continue
      }
      guard isMap(value, "checks.\(info.id.name)") else { continue }
      var check = Settings.CheckSettings()
      each(value, ["enabled", "severity", "parameters"]) { reader, key, value in
        switch key {
        case "enabled": if let flag = reader.bool(value, key) { check.isEnabled = flag }
        case "severity":
          let severity = value.text?.parsed { Severity(rawValue: $0) }
          if severity == nil {
            reader.errors.append(
              reader.error(.wrongValue, value.line, "severity is none", "critical, high, medium, low or info"))
          }
          check.severity = severity
        default: check.parameters = reader.parameters(value, of: info)
        }
      }
      settings.checks[info.id] = check
    }
  }

  private mutating func parameters(_ node: Node, of info: CheckInfo) -> [String: ParameterValue] {
    var values: [String: ParameterValue] = [:]
    guard isMap(node, "parameters") else { return [:] }
    for (key, value) in node.members {
      guard let parameter = info.parameters.first(where: { key == UntrustedText($0.name) }) else {
        let near = NearNames.hint(to: key, among: info.parameters.map(\.name))
        errors.append(error(.unknownKey, value.line, "\(info.id.name) has no parameter \(key)", near))
        continue
      }
      guard let read = ParameterValue(value, like: parameter.defaultValue) else {
        errors.append(
          error(
            .wrongValue, value.line, "\(key) has a value of the wrong kind",
            "see bulwark checks show \(info.id.name)"))
        continue
      }
      values[parameter.name] = read
    }
    return values
  }

  private mutating func readLimits(_ node: Node) {
    each(node, ["documentMegabytes", "lineMegabytes", "depth", "aliasNodes"]) { reader, key, value in
      let range: ClosedRange<Int64> =
        switch key {
        case "depth": 1...1000
        case "aliasNodes": 0...100_000_000
        default: 1...4096
        }
      guard let number = reader.integer(value, key, in: range) else { return }
      switch key {
      case "documentMegabytes": reader.settings.limits.documentBytes = number << 20
      case "lineMegabytes": reader.settings.limits.lineBytes = number << 20
      case "depth": reader.settings.limits.depth = number
      default: reader.settings.limits.aliasNodes = number
      }
    }
  }

  private mutating func readDashboard(_ node: Node) {
    each(node, ["theme", "filter"]) { reader, key, value in
      guard let text = reader.string(value, key) else { return }
      if key == "filter" {
        reader.settings.filter = text
      } else if reader.themes.contains(text) {
        reader.settings.theme = text
      } else {
        let near = NearNames.hint(to: UntrustedText(text), among: reader.themes)
        reader.errors.append(
          reader.error(.wrongValue, value.line, "no theme is called \(UntrustedText(text))", near))
      }
    }
  }

  private mutating func readTriage(_ node: Node) {
    each(node, ["author", "expires", "annotations"]) { reader, key, value in
      switch key {
      case "author": if let text = reader.string(value, key) { reader.settings.author = text }
      case "annotations": if let flag = reader.bool(value, key) { reader.settings.honoursAnnotations = flag }
      default: if let days = reader.integer(value, key, in: 0...36_500) { reader.settings.expires = days }
      }
    }
  }
}

extension SettingsReader {
  /// The names are looked up by whoever has the actions.
  private mutating func readKeys(_ node: Node) {
    each(node, ["preset", "bind"]) { reader, key, value in
      if key == "preset" {
        if let name = reader.string(value, key) { reader.settings.keys.preset = UntrustedText(name) }
        reader.settings.keys.presetLine = value.line
        return
      }
      guard reader.isMap(value, "keys.bind") else { return }
      for (action, value) in value.members {
        let nodes = value.kind == .list ? Array(value.elements) : value.isNull ? [] : [value]
        let keys = nodes.compactMap(\.scalar)
        guard keys.count == nodes.count else {
          reader.errors.append(
            reader.error(
              .wrongValue, value.line, "the keys of \(action) are no names",
              "write one in quotes, or [\"a\", \"ctrl-a\"]"))
          continue
        }
        reader.settings.keys.bindings.append(KeySettings.Binding(action: action, keys: keys, line: value.line))
      }
    }
  }

  private mutating func readClusters(_ node: Node) {
    each(node, ["groups", "environments"]) { reader, key, value in
      let groups = reader.groups(value, of: key)
      if key == "groups" {
        reader.settings.grouping.groups = groups
      } else {
        reader.settings.grouping.environments = groups
      }
    }
  }

  private mutating func groups(_ node: Node, of what: String) -> [ClusterGrouping.Group] {
    var groups: [ClusterGrouping.Group] = []
    guard isMap(node, "\(what)") else { return [] }
    for (name, value) in node.members {
      if name.isEmpty || ["this", "all"].contains(name) {
        errors.append(error(.wrongValue, value.line, "no group can be called '\(name)'", "give it another name"))
        continue
      }
      guard value.kind == .list else {
        errors.append(
          error(.wrongValue, value.line, "\(name) is no list of clusters", "write [name, name]; * is any text"))
        continue
      }
      var members: [TextPattern] = []
      for element in value.elements {
        guard let text = element.scalar, !text.isEmpty else {
          errors.append(error(.wrongValue, element.line, "a cluster of \(name) is no name", "put it in quotes"))
          continue
        }
        members.append(TextPattern(parts: text.split("*")))
      }
      groups.append(ClusterGrouping.Group(name, members: members))
    }
    return groups
  }

  /// Calls `body` for each member whose key is known; the others are errors.
  private mutating func each(_ node: Node, _ keys: [String], _ body: (inout SettingsReader, String, Node) -> Void) {
    guard isMap(node, "it") else { return }
    for (key, value) in node.members {
      guard let known = keys.first(where: { key == UntrustedText($0) }) else {
        errors.append(error(.unknownKey, value.line, "\(key) is no key here", NearNames.hint(to: key, among: keys)))
        continue
      }
      body(&self, known, value)
    }
  }

  /// Whether the node is a map; an empty value counts as an empty one.
  private mutating func isMap(_ node: Node, _ what: UntrustedText) -> Bool {
    if node.isNull { return false }
    if node.kind == .map { return true }
    errors.append(error(.wrongValue, node.line, "\(what) is not a map", "indent its keys below it"))
    return false
  }

  private mutating func bool(_ node: Node, _ key: String) -> Bool? {
    if node.bool == nil {
      errors.append(error(.wrongValue, node.line, "\(key) is neither true nor false", "write one of them"))
    }
    return node.bool
  }

  private mutating func string(_ node: Node, _ key: String) -> String? {
    if node.isNull { return nil }
    guard let text = node.text?.parsed({ $0 }) else {
      errors.append(error(.wrongValue, node.line, "\(key) is no text", "put it in quotes"))
      return nil
    }
    return text
  }

  private mutating func integer(_ node: Node, _ key: String, in range: ClosedRange<Int64>) -> Int? {
    guard let number = node.integer, range.contains(number) else {
      errors.append(
        error(
          .wrongValue, node.line, "\(key) is no number that can be used",
          "\(range.lowerBound) to \(range.upperBound)"))
      return nil
    }
    return Int(number)
  }

  private func error(
    _ code: SettingsError.Code, _ line: Int, _ why: UntrustedText, _ next: UntrustedText
  ) -> SettingsError {
    SettingsError(code: code, what: line > 0 ? "\(file):\(line)" : file, why: why, next: next)
  }
}

extension ParameterValue {
  /// A configured value of the kind that the default has; nil where it is of another.
  fileprivate init?(_ node: Node, like defaultValue: ParameterValue) {
    switch defaultValue {
    case .bool:
      guard let flag = node.bool else { return nil }
      self = .bool(flag)
    case .integer:
      guard let number = node.integer else { return nil }
      self = .integer(number)
    case .number:
      guard let number = node.number else { return nil }
      self = .number(number)
    case .text:
      guard let text = node.text?.parsed({ $0 }) else { return nil }
      self = .text(text)
    case .list:
      guard node.kind == .list else { return nil }
      var list: [String] = []
      for element in node.elements {
        guard let text = element.scalar?.parsed({ $0 }) else { return nil }
        list.append(text)
      }
      self = .list(list)
    case .none:
      if node.isNull {
        self = .none
      } else if let number = node.integer {
        self = .integer(number)
      } else if let number = node.number {
        self = .number(number)
      } else if let text = node.text?.parsed({ $0 }) {
        self = .text(text)
      } else {
        return nil
      }
    }
  }
}
