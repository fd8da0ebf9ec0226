import ArgumentParser
import Dashboard
import Engine
import Foundation
import Hardening
import Session
import Store
import TerminalKit
import TextSafety

struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default).",
    discussion: """
      Without a terminal, --script runs the real dashboard over keys from a file, and --dump writes its last screen:
        bulwark --from ./manifests --script keys.txt --size 120x36 --dump screen.txt
      A name that ends with .svg makes a picture of it, in the colours of the theme. A line of the script holds keys by
      name (j enter ctrl-d), or begins with type, paste or resize. Its decisions go to a folder that is gone afterwards,
      unless BULWARK_STATE names one.
      """)

  @Option(
    help: ArgumentHelp(
      """
      A file or a folder to show as one cluster; may be repeated, one cluster each. Decisions belong to the cluster: \
      those of one that was read from elsewhere before count only where its name is given.
      """,
      valueName: "[name=]path"))
  var from: [String] = []

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

  func run() throws {
    guard !from.isEmpty else {
      Console.error(
        what: "nothing to show", why: "no files are named, and clusters cannot be read yet",
        next: "bulwark --from ./manifests; bulwark demo opens a made-up fleet")
      throw ExitStatus.usage
    }
    for path in from.map({ FileSource.split($0).path }) where !FileManager.default.fileExists(atPath: path) {
      Console.error(what: path, why: "no such file or folder", next: "name files or folders with --from")
      throw ExitStatus.usage
    }
    if let script { try run(script: script) } else { try runOnTerminal() }
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
