import Fetch
import Foundation
import TextSafety

/// Where the configuration is kept, and what stands there.
package struct SettingsFile: Sendable {
  package let path: String
  /// The person named the file: then it must exist.
  package let isRequired: Bool
  /// Where the theme that it names is looked for.
  package let themes: ThemeFiles

  package init(path: String, isRequired: Bool, themes: ThemeFiles = .find()) {
    self.path = path
    self.isRequired = isRequired
    self.themes = themes
  }

  /// `$BULWARK_CONFIG`, else `bulwark/config.yaml` below `$XDG_CONFIG_HOME` or `~/.config`.
  package static func find(in environment: [String: String] = ProcessInfo.processInfo.environment) -> SettingsFile {
    let themes = ThemeFiles.find(in: environment)
    if let path = environment["BULWARK_CONFIG"], !path.isEmpty {
      return SettingsFile(path: path, isRequired: true, themes: themes)
    }
    return SettingsFile(path: folder(in: environment) + "/config.yaml", isRequired: false, themes: themes)
  }

  /// `bulwark` below `$XDG_CONFIG_HOME` or `~/.config`: where a person's files are.
  static func folder(in environment: [String: String]) -> String {
    // The XDG base directory specification: a relative path counts as unset.
    if let configured = environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") { return configured + "/bulwark" }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.config/bulwark"
  }

  /// The text of the file; nil where there is none and none is required.
  package func text() throws(SettingsError) -> String? {
    let name = UntrustedText(path)
    do throws(FetchError) {
      return String(decoding: try SmallFile.bytes(of: path, limit: 1 << 20), as: UTF8.self)
    } catch {
      if error.code == .tooLarge {
        throw SettingsError(code: .unreadable, what: name, why: error.why, next: "no configuration is that long")
      }
      let exists = FileManager.default.fileExists(atPath: path)
      if !isRequired, !exists { return nil }
      throw SettingsError(
        code: .unreadable, what: name, why: exists ? "it cannot be read" : "no such file",
        next: isRequired ? "correct BULWARK_CONFIG" : "check its permissions")
    }
  }

  /// The settings in force, and all that is wrong with them.
  package func read() -> (settings: Settings, errors: [SettingsError]) {
    do throws(SettingsError) {
      guard let text = try text() else { return (Settings(), []) }
      let reader = SettingsReader(text, file: UntrustedText(path), themes: themes.names)
      return (reader.settings, reader.errors)
    } catch {
      return (Settings(), [error])
    }
  }
}
