import ArgumentParser
import Dashboard
import Engine
import Foundation
import Hardening
import Session
import Store
import TerminalKit
import TextSafety

/// How the dashboard is shown, whatever it shows.
struct DashboardOptions: ParsableArguments {
  @Option(help: "Begin with the findings that this filter leaves: 'sev>=high ns:team-*'.")
  var filter: String?

  @Option(help: "The theme: one of bulwark config theme (default: that of the configuration).")
  var theme: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Draw with ASCII alone (default: where the locale is C or POSIX, or the terminal a VT100).")
  var ascii: Bool?

  @Option(help: "Keys from a file instead of a terminal.")
  var script: String?

  @Option(help: "Columns and rows of the screen of --script.")
  var size: String = "120x36"

  @Option(help: "Where --script writes the last screen; default: stdout.")
  var dump: String?

  func validate() throws {
    if let filter {
      do { _ = try Query(parsing: filter) } catch {
        throw ValidationError("--filter: \(SafeText(error.notice.text).description)")
      }
    }
    guard Size(size) != nil else { throw ValidationError("--size: '\(size)' is no size such as 120x36.") }
    if dump != nil, script == nil { throw ValidationError("--dump goes with --script.") }
  }

  /// Opens the dashboard: on the terminal, or over the keys of a script.
  /// - Parameter content: what it shows; asked for once the terminal or the script is there.
  func run(_ content: () throws -> DashboardContent) throws {
    if let script { try run(script: script, content) } else { try runOnTerminal(content) }
  }

  /// - Parameter isPlain: signs beyond ASCII would not be seen.
  func options(_ settings: Settings, isPlain: Bool) -> Dashboard.Options {
    var options = Dashboard.Options()
    options.marks = ascii ?? isPlain ? .ascii : .unicode
    options.utcOffset = TimeZone.current.secondsFromGMT()
    options.expires = settings.expires
    options.keys = KeyMap.make(settings.keys).map
    options.themes = ThemeFiles.find().names
    options.filter = UntrustedText(filter ?? settings.filter)
    return options
  }
}

/// What the dashboard shows, and where it keeps what is decided.
struct DashboardContent {
  var sources: [FileSource]
  var contexts: [ContextSource] = []
  var settings: Settings
  /// nil: the person's, and for a script one of its own.
  var state: StateFolder?
  /// A folder that is to be gone afterwards.
  var temporary: String?

  func removeTemporary() {
    if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
  }
}
