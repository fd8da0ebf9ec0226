import Foundation
package import Session
package import TextSafety

/// The themes that there are: those built in, and those of the person, which go before a built-in one of their name.
package struct ThemeFiles: Sendable {
  /// Where the person's are: `<name>.yaml`.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package static func find(in environment: [String: String] = ProcessInfo.processInfo.environment) -> ThemeFiles {
    ThemeFiles(folder: SettingsFile.folder(in: environment) + "/themes")
  }

  /// The names of all, sorted.
  package var names: [String] { Set(ThemeFiles.builtIn.keys).union(own).sorted() }

  /// The names of the person's.
  package var own: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.filter(ThemeFiles.isName).sorted()
  }

  /// Letters, digits, `-` and `_`: a name is a part of a path, and is printed.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// The file of a theme: the person's, else the one built in.
  package func file(of name: String) throws(SettingsError) -> (path: UntrustedText, text: String) {
    if own.contains(name) {
      let path = "\(folder)/\(name).yaml"
      guard let text = try SettingsFile(path: path, isRequired: false, themes: self).text() else {
        throw SettingsError(
          code: .unreadable, what: UntrustedText(path), why: "no such file", next: "name another theme")
      }
      return (UntrustedText(path), text)
    }
    return try builtInFile(of: name)
  }

  private func builtInFile(of name: String) throws(SettingsError) -> (path: UntrustedText, text: String) {
    guard let text = ThemeFiles.builtIn[name] else {
      throw SettingsError(
        code: .unreadable, what: "theme", why: "none is called \(UntrustedText(name))",
        next: "one of \(UntrustedText(names.joined(separator: ", ")))")
    }
    return ("\(UntrustedText(name)).yaml", text)
  }

  /// A theme, and all that is wrong with its files. Roles that it leaves out are those of the theme that it extends,
  /// `dark` where it names none. What cannot be used is left out.
  package func read(_ name: String) -> (theme: ThemeDescription, errors: [SettingsError]) {
    var errors: [SettingsError] = []
    var theme = ThemeDescription(name: name, terminal: .terminal, looks: [:])
    do throws(SettingsError) {
      var current = name
      var isOwn = own.contains(name)
      var seen: Set<String> = []
      while true {
        let file = isOwn ? try file(of: current) : try builtInFile(of: current)
        let reader = ThemeReader(file.text, file: file.path, themes: names)
        errors += reader.errors
        theme.looks.merge(reader.looks) { mine, _ in mine }
        if theme.terminal == .terminal { theme.terminal = reader.terminal ?? .terminal }
        guard isOwn else { break }
        guard seen.insert(current).inserted else {
          throw SettingsError(
            code: .wrongValue, what: file.path, why: "it extends itself", next: "extend dark or light")
        }
        // A file of a built-in name that extends it means the one built in.
        let next = reader.extends ?? "dark"
        isOwn = next != current && own.contains(next)
        current = next
      }
    } catch {
      errors.append(error)
    }
    return (theme, errors)
  }
}
