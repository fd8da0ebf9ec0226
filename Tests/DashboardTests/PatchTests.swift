import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Patches: to read, to copy, to write, and never applied")
struct PatchTests {
  private func drive(_ keys: String) -> Drive {
    var drive = Drive(size: Size(width: 110, height: 30))
    drive.press(keys)
    return drive
  }

  private func copied(_ drive: Drive) -> [SafeText] {
    for case .copyLines(let lines) in drive.terminal.reversed() { return lines }
    return []
  }

  private func written(_ drive: Drive) -> [WriteRequest] {
    drive.fleet.asked.compactMap { if case .write(let request) = $0 { request } else { nil } }
  }

  @Test("p shows the line of the finding under the cursor, Tab its YAML; y copies what is shown, after a comment")
  func one() {
    var drive = drive("3 p")
    #expect(drive.text.contains("privileged on deploy/api [web]"))
    #expect(drive.text.contains("kubectl patch deployment.apps -n payments api"))
    #expect(drive.text.contains("Nothing is applied"))
    drive.press("y")
    #expect(copied(drive).contains { $0.hasPrefix("kubectl patch") })
    #expect(copied(drive).first?.hasPrefix("#") ?? false)
    drive.press("tab")
    #expect(drive.text.contains("privileged: false"))
    drive.press("y")
    #expect(copied(drive).contains("  privileged: false"))
    drive.press("esc")
    #expect(drive.cursorLine.contains("privileged"))
  }

  @Test("of marked findings and of a group all are shown, and those without a line are told")
  func many() {
    #expect(drive("3 space space j p").text.contains("2 of 2 findings"))
    #expect(drive("3 b c p").text.contains("5 of 5 findings"))
    let all = drive("3 * p")
    #expect(all.text.contains("16 of 29 findings"))
    var low = drive("3 G p")
    #expect(low.text.contains("There is no line for it."))
    low.press("y w")
    #expect(written(low).isEmpty && copied(low).isEmpty)
  }

  @Test("w asks for a name, writes what is shown, and replaces a file only where that is said")
  func write() throws {
    var drive = drive("3 p w")
    #expect(drive.lines.contains { $0.contains("bulwark-patch.sh") })
    drive.press("enter")
    #expect(drive.status.contains("wrote 1 patch (1,234 bytes, readable by you alone) to bulwark-patch.sh"))
    drive.press("p w enter")
    #expect(drive.text.contains("bulwark-patch.sh is there already. Replace it?"))
    drive.press("n")
    drive.type("2")
    drive.press("enter")
    #expect(drive.status.contains("bulwark-patch.sh2"))
    drive.press("p w enter y")
    #expect(drive.status.contains("to bulwark-patch.sh"))
    #expect(written(drive).map(\.replaces) == [false, false, false, false, true])
    drive.press("p w enter esc")
    #expect(written(drive).last?.replaces == false)
  }

  @Test("x writes what is listed, filter, states and order and all, in a format of choice")
  func export() throws {
    var drive = drive("3")
    drive.press("/")
    drive.type("sev>=high")
    drive.press("enter S c x")
    #expect(drive.text.contains("Export 16 findings as"))
    drive.press("s enter")
    let request = try #require(written(drive).first)
    #expect(request.path == "bulwark-2026-11-25.sarif")
    guard case .report(.sarif, let findings) = request.content else {
      Issue.record("no report")
      return
    }
    #expect(findings.query == "sev>=high")
    #expect(findings.order == .init(.check, ascending: true))
    #expect(drive.status.contains("to bulwark-2026-11-25.sarif"))
  }

  @Test("what cannot be written says why and keeps the name")
  func failure() {
    var drive = drive("3 x c")
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "x.csv", why: "no space is left", next: "free some", costsCoverage: false))
    drive.press("enter")
    #expect(drive.text.contains("no space is left"))
    #expect(drive.text.contains("bulwark-2026-11-25.csv"))
    drive.fleet.failure = nil
    drive.press("enter")
    #expect(drive.status.contains("wrote 29 findings"))
  }
}
