import Dashboard
import Engine
import TextSafety

/// The configuration as commands need it: whole, or not at all.
enum Configured {
  /// Throws after saying on stderr what is wrong, line by line.
  static func settings() throws -> Settings {
    let file = SettingsFile.find()
    let (settings, errors) = file.read()
    let all = errors + keyErrors(settings, in: file)
    guard all.isEmpty else {
      for error in all { Console.error(what: error.what, why: error.why, next: error.next) }
      throw ExitStatus.usage
    }
    return settings
  }

  /// What is wrong with the keys of a configuration.
  static func keyErrors(_ settings: Settings, in file: SettingsFile) -> [SettingsError] {
    KeyMap.make(settings.keys).mistakes.map { mistake in
      let path = UntrustedText(file.path)
      return SettingsError(
        code: .wrongValue, what: mistake.line > 0 ? "\(path):\(mistake.line)" : path, why: mistake.why,
        next: mistake.next)
    }
  }
}
