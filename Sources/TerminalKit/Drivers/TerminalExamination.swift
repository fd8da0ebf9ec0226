import CNcurses
import Foundation
package import TextSafety

/// What a terminal of the environment could show, found out without touching it.
package enum TerminalExamination {
  /// How well something does.
  package enum Verdict: Sendable { case good, poor, bad }

  package struct Line: Sendable {
    package var verdict: Verdict
    package var says: UntrustedText
    package var next: UntrustedText
  }

  package static func run(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> [Line] {
    [terminal(environment), charset(environment)]
  }

  private static func terminal(_ environment: [String: String]) -> Line {
    let name = environment["TERM"] ?? ""
    let shown: UntrustedText = "TERM=\(UntrustedText(name))"
    var colors = name.isEmpty ? -1 : bulwark_terminal_colors(name)
    if colors == -1, let other = NcursesTerminal.standIn(for: name) { colors = bulwark_terminal_colors(other) }
    switch colors {
    case -1 where name.isEmpty:
      return Line(verdict: .poor, says: "TERM is not set: no dashboard", next: "set it to your terminal's name")
    case -1:
      return Line(verdict: .bad, says: "\(shown): terminfo does not know it here", next: "set TERM=xterm-256color")
    case -2:
      return Line(
        verdict: .poor, says: "\(shown): it cannot place its cursor: no dashboard",
        next: "use another terminal, or scan")
    default: break
    }
    if let wish = environment["NO_COLOR"], !wish.isEmpty {
      return Line(verdict: .good, says: "\(shown), \(colors) colours, none used: NO_COLOR is set", next: "")
    }
    if colors < 8 {
      return Line(verdict: .poor, says: "\(shown), no colours", next: "set TERM=xterm-256color if it has them")
    }
    return Line(verdict: .good, says: "\(shown), \(colors) colours", next: "")
  }

  /// POSIX: the first of LC_ALL, LC_CTYPE and LANG that is set and not empty counts.
  private static func charset(_ environment: [String: String]) -> Line {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].first { !(environment[$0] ?? "").isEmpty }
    guard let name, let locale = environment[name] else {
      return Line(verdict: .good, says: "no locale is set: UTF-8 is taken for granted", next: "")
    }
    let shown: UntrustedText = "\(UntrustedText(name))=\(UntrustedText(locale))"
    bulwark_screen_locale()
    guard String(cString: nl_langinfo(CInt(CODESET))) == "UTF-8" else {
      return Line(
        verdict: .poor, says: "\(shown): not UTF-8: signs and names beyond ASCII are spoiled",
        next: "set LC_ALL=C.UTF-8")
    }
    if ["C", "POSIX"].contains(locale) || locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
    {
      return Line(verdict: .good, says: "\(shown), UTF-8", next: "")
    }
    return Line(verdict: .good, says: "\(shown), shown as UTF-8", next: "")
  }
}
