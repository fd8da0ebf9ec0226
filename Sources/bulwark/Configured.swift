import Engine
import TextSafety

/// The configuration as commands need it: whole, or not at all.
enum Configured {
  /// Throws after saying on stderr what is wrong, line by line.
  static func settings() throws -> Settings {
    let (settings, errors) = SettingsFile.find().read()
    guard errors.isEmpty else {
      for error in errors { Console.error(what: error.what, why: error.why, next: error.next) }
      throw ExitStatus.usage
    }
    return settings
  }
}
