import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The palette: everything by name")
struct PaletteTests {
  private func drive() -> Drive {
    var options = Dashboard.Options()
    options.themes = ["dark", "high-contrast", "light"]
    var drive = Drive(options: options)
    drive.press(":")
    return drive
  }

  /// The line that Enter would do.
  private func chosen(_ drive: Drive) -> String { drive.lines.last { $0.hasPrefix("▸ ") } ?? "" }

  @Test("it lists what can be done here with its keys, and finds it by a part of its name")
  func find() {
    var drive = drive()
    #expect(drive.status.hasPrefix(": a command"))
    drive.type("sour")
    #expect(chosen(drive).hasPrefix("▸ sources  0"))
    drive.press("enter")
    #expect(drive.lines[0].contains("sources"))
    drive.press(":")
    drive.type("q")
    #expect(chosen(drive).hasPrefix("▸ quit"), "what an alias names comes first")
    drive.press("enter")
    #expect(drive.dashboard.isFinished)
  }

  @Test("clusters, namespaces and filters are gone to by name")
  func places() {
    var drive = drive()
    drive.type("clu stg")
    drive.press("enter")
    #expect(drive.lines[0].contains("fleet › stg-weu"))
    drive.press(":")
    drive.type("ns payments")
    drive.press("enter")
    #expect(drive.lines[0].contains("findings  ns:payments"))
    drive.press(":")
    drive.type("filter sev>=high !ns:payments")
    drive.press("enter")
    #expect(drive.lines[0].contains("findings  sev>=high !ns:payments"))
    drive.press(":")
    drive.type("filter foo:bar")
    drive.press("enter")
    #expect(drive.status.contains("no filter"))
  }

  @Test("a theme is chosen while one looks, and how to keep it is said")
  func themes() {
    var drive = drive()
    drive.type("contrast")
    drive.press("enter")
    #expect(drive.terminal == [.theme("high-contrast")])
    #expect(drive.status.contains("dashboard: {theme: high-contrast}"))
  }

  @Test("what cannot be done says why; what is called by no name says so; Esc leaves")
  func nothing() {
    var drive = drive()
    drive.type("undo")
    #expect(chosen(drive).contains("nothing to undo"))
    drive.press("enter")
    #expect(drive.status.contains("undo: nothing to undo"))
    drive.press(":")
    drive.type("zzzz")
    #expect(drive.text.contains("nothing is called so"))
    drive.press("enter esc")
    #expect(drive.dashboard.dialog == nil)
    drive.press(": backspace")
    #expect(drive.dashboard.dialog == nil)
  }

  @Test("the arrows choose, Tab completes, and what is typed narrows again")
  func keys() {
    var drive = drive()
    drive.type("theme")
    drive.press("down tab")
    #expect(drive.status.hasPrefix(": theme high-contrast"))
    drive.press("ctrl-u")
    drive.type("theme")
    drive.press("up")
    #expect(chosen(drive).hasPrefix("▸ theme light"))
  }

  @Test("views come first, and what cannot be done is never chosen before what can; typed whole it says why")
  func possible() {
    var drive = Drive()
    drive.press("into :")
    let shown = drive.lines.filter { $0.contains("all clusters by area") || $0.contains("acknowledge: seen") }
    #expect(shown.first?.contains("all clusters") ?? false)
    drive.type("un")
    #expect(!(drive.lines.first { $0.hasPrefix("▸") && !$0.contains("CRIT") } ?? "(").contains("("))
    drive.type("do")
    drive.press("enter")
    #expect(drive.status.contains("undo: nothing to undo"))
  }
}
