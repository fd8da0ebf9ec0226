import Documents
import Hardening
package import Session
package import TextSafety

/// Reads one theme file. All that is wrong in it is told, not only the first.
package struct ThemeReader {
  package private(set) var looks: [String: ThemeDescription.Look] = [:]
  package private(set) var terminal: ThemeDescription.Color?
  /// The theme whose roles stand in for those left out.
  package private(set) var extends: String?
  package private(set) var errors: [SettingsError] = []
  private let file: UntrustedText
  private let themes: [String]
  private let roles: [String]

  /// - Parameters:
  ///   - file: what errors call the file.
  ///   - themes: the names of those that there are.
  ///   - roles: the names of those that there are; nil: any, as in the file that lists them.
  package init(_ text: String, file: UntrustedText, themes: [String], roles: [String]? = ThemeReader.allRoles) {
    self.file = file
    self.themes = themes
    self.roles = roles ?? []
    var documents: [Document] = []
    do {
      try DocumentReader.read(MemorySource(text)) { event in
        switch event {
        case .document(let document): documents.append(document)
        case .problem(let problem):
          errors.append(error(.syntax, problem.line, problem.message, "correct the line; colours stand in quotes"))
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

  /// The roles of dark.yaml, which lists all.
  package static let allRoles: [String] = {
    let reader = ThemeReader(ThemeFiles.builtIn["dark"] ?? "", file: "dark.yaml", themes: [], roles: nil)
    return reader.looks.keys.sorted()
  }()

  private mutating func read(_ root: Node) {
    each(root, "it", ["extends", "terminal", "roles"]) { reader, key, value in
      switch key {
      case "extends":
        guard let name = value.text?.parsed({ $0 }), reader.themes.contains(name) else {
          return reader.fail(value, "extends names no theme", "one of \(reader.list(reader.themes))")
        }
        reader.extends = name
      case "terminal": reader.terminal = reader.color(value, key)
      default: reader.readRoles(value)
      }
    }
  }

  private mutating func readRoles(_ node: Node) {
    guard isMap(node, "roles") else { return }
    for (key, value) in node.members {
      guard let name = key.parsed({ name in roles.isEmpty || roles.contains(name) ? name : nil }) else {
        let near = NearNames.of(key, among: roles)
        let next: UntrustedText = near.isEmpty ? "see bulwark config theme dark" : "did you mean \(list(near))?"
        errors.append(error(.unknownKey, value.line, "no role is called \(key)", next))
        continue
      }
      var look = ThemeDescription.Look()
      let keys = ["color", "background", "style", "color16", "background16", "style16", "mono"]
      each(value, key, keys) { reader, key, value in
        switch key {
        case "color": look.color = reader.color(value, key)
        case "background": look.background = reader.color(value, key)
        case "color16": look.color16 = reader.color(value, key, few: true)
        case "background16": look.background16 = reader.color(value, key, few: true)
        case "style": look.attributes = reader.attributes(value, key)
        case "style16": look.attributes16 = reader.attributes(value, key)
        default: look.monochrome = reader.attributes(value, key)
        }
      }
      looks[name] = look
    }
  }

  /// `"#rrggbb"`, 0–255, `default`, or one of the sixteen names.
  ///
  /// - Parameter few: only `default` and the sixteen.
  private mutating func color(_ node: Node, _ key: String, few: Bool = false) -> ThemeDescription.Color? {
    let color: ThemeDescription.Color?
    if let number = node.integer {
      color = UInt8(exactly: number).map { .index($0) }
    } else {
      color = node.text?.parsed(ThemeReader.color)
    }
    if node.isNull {
      fail(node, "\(key) is empty", "write a colour in quotes, for `#` begins a comment: \"#d0d0d0\"")
    } else if few {
      switch color {
      case .terminal, .index(0...15): return color
      default: fail(node, "\(key) is none of sixteen colours", "default or \(list(ThemeReader.names))")
      }
      return nil
    } else if color == nil {
      fail(node, "\(key) is no colour", "\"#rrggbb\", 0 to 255, default or \(list(ThemeReader.names))")
    }
    return color
  }

  private static let plainNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
  private static let names = plainNames + plainNames.map { "bright-" + $0 }

  private static func color(_ text: String) -> ThemeDescription.Color? {
    if text == "default" { return .terminal }
    if let index = names.firstIndex(of: text) { return .index(UInt8(index)) }
    let digits = text.dropFirst()
    guard text.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit) else { return nil }
    guard let value = UInt32(digits, radix: 16) else { return nil }
    return .rgb(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// A list of words, or one word.
  private mutating func attributes(_ node: Node, _ key: String) -> [ThemeDescription.Attribute] {
    let words = node.kind == .list ? node.elements.map { $0.text } : [node.text]
    var attributes: [ThemeDescription.Attribute] = []
    for word in words {
      if word == "none" { continue }
      guard let attribute = word?.parsed({ ThemeDescription.Attribute(rawValue: $0) }) else {
        fail(node, "\(key) is no style", "none or \(list(ThemeDescription.Attribute.allCases.map(\.rawValue)))")
        continue
      }
      attributes.append(attribute)
    }
    return attributes
  }
}

extension ThemeReader {
  private mutating func each(
    _ node: Node, _ what: UntrustedText, _ keys: [String], _ body: (inout ThemeReader, String, Node) -> Void
  ) {
    guard isMap(node, what) else { return }
    for (key, value) in node.members {
      guard let known = keys.first(where: { key == UntrustedText($0) }) else {
        errors.append(error(.unknownKey, value.line, "\(key) is no key here", NearNames.hint(to: key, among: keys)))
        continue
      }
      body(&self, known, value)
    }
  }

  private mutating func isMap(_ node: Node, _ what: UntrustedText) -> Bool {
    if node.isNull { return false }
    if node.kind == .map { return true }
    fail(node, "\(what) is not a map", "indent its keys below it")
    return false
  }

  private mutating func fail(_ node: Node, _ why: UntrustedText, _ next: UntrustedText) {
    errors.append(error(.wrongValue, node.line, why, next))
  }

  private func list(_ names: [String]) -> UntrustedText { UntrustedText(names.joined(separator: ", ")) }

  private func error(
    _ code: SettingsError.Code, _ line: Int, _ why: UntrustedText, _ next: UntrustedText
  ) -> SettingsError {
    SettingsError(code: code, what: line > 0 ? "\(file):\(line)" : file, why: why, next: next)
  }
}
