import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Triage: what is decided, on what, and back")
struct TriageTests {
  private func findings() -> Drive {
    var drive = Drive(size: Size(width: 110, height: 30))
    drive.press("3")
    return drive
  }

  private func decisions(_ drive: Drive) -> [DecisionRequest] {
    drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }
  }

  @Test("a acknowledges what is under the cursor, says so, and shows it dim; u takes it back, U does it again")
  func acknowledge() throws {
    var drive = findings()
    #expect(drive.cursorLine.hasPrefix("▸ ~ ▲"))
    drive.press("a")
    #expect(drive.status.contains("acknowledged 1 finding · u undo"))
    #expect(drive.cursorLine.hasPrefix("▸ ✓ ▲"))
    #expect(drive.cursorLine.hasSuffix("ack"))
    drive.press("u")
    #expect(drive.status.contains("U redo"))
    #expect(drive.cursorLine.hasPrefix("▸ ~ ▲"))
    drive.press("U")
    #expect(drive.cursorLine.hasPrefix("▸ ✓ ▲"))
    drive.press("r")
    #expect(decisions(drive).map(\.act) == [.acknowledge, .reopen])
    #expect(drive.cursorLine.hasPrefix("▸ ~ ▲"))
  }

  @Test("an act is about the marked findings, in the order in which they were marked, and clears the marks")
  func marked() throws {
    var drive = findings()
    drive.press("j space j j space k a")
    let request = try #require(decisions(drive).first)
    #expect(request.targets.count == 2)
    #expect(drive.status.contains("acknowledged 2 findings"))
    #expect(!drive.text.contains("marked"))
  }

  @Test(". does what was done last once more: on another finding, on marks, on a group; a suppression as it was said")
  func again() throws {
    var drive = findings()
    drive.press(".")
    #expect(drive.status.contains("repeat: nothing was done yet"))
    drive.press("a j .")
    #expect(decisions(drive).map(\.act) == [.acknowledge, .acknowledge])
    #expect(decisions(drive)[0].targets != decisions(drive)[1].targets)
    drive.press(".")
    #expect(drive.status.contains("repeat: it is acknowledged already"))
    drive.press("j s")
    drive.type("agreed in SEC-7")
    drive.press("enter j .")
    let last = try #require(decisions(drive).last)
    let before = decisions(drive)[decisions(drive).count - 2]
    #expect(last.act == .suppress)
    #expect((last.reason, last.until, last.scope) == (before.reason, before.until, before.scope))
    #expect(last.targets.count == 1 && last.targets != before.targets)
    drive.press("u j space space .")
    #expect(decisions(drive).last?.targets.count == 2)
    drive.press("G b c .")
    let count = decisions(drive).count
    #expect(drive.text.contains("Suppress 5 findings?"))
    drive.press("y")
    #expect(decisions(drive).count == count + 1)
    #expect(decisions(drive).last?.reason == "agreed in SEC-7")
  }

  @Test("what cannot be done says why and does nothing")
  func disabled() {
    var drive = findings()
    drive.press("u")
    #expect(drive.status.contains("undo: nothing to undo"))
    drive.press("r")
    #expect(drive.status.contains("reopen: nothing was decided on it"))
    drive.press("a a")
    #expect(drive.status.contains("ack: it is acknowledged already: r reopens it"))
    #expect(decisions(drive).count == 1)
    drive.press("/")
    drive.type("nowhere")
    drive.press("enter s")
    #expect(drive.status.contains("suppress: no finding under the cursor"))
  }

  @Test("while an act is being written a second one waits for the person to ask again")
  func oneAtATime() {
    var drive = findings()
    drive.holds = true
    drive.press("a")
    drive.press("j a")
    #expect(drive.status.contains("the last act is still being written"))
    drive.press("u")
    drive.release()
    #expect(decisions(drive).count == 1)
  }

  @Test("an act that fails is told, and nothing counts as done")
  func failure() {
    var drive = findings()
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "decisions.jsonl", why: "no space left", next: "free space", costsCoverage: false))
    drive.press("a")
    #expect(drive.status.contains("decisions.jsonl: no space left (free space)"))
    drive.fleet.failure = nil
    drive.press("u")
    #expect(drive.status.contains("nothing to undo"))
  }

  // MARK: The form

  @Test("a suppression needs a reason; what is typed goes with it, and is remembered for the next")
  func suppress() throws {
    var drive = findings()
    drive.press("s")
    #expect(drive.text.contains("Suppress  privileged  deploy/api [web]"))
    #expect(drive.text.contains("1 finding now · POD 50 → 67"))
    drive.press("enter")
    #expect(drive.text.contains("To mend Reason: say why"))
    #expect(decisions(drive).isEmpty)
    drive.type("node firewall, SEC-1432 q")
    drive.press("up up right right down down down")
    drive.press("ctrl-u")
    drive.type("6 w")
    #expect(drive.text.contains("Wed 2027-01-06"))
    #expect(drive.text.contains("3 findings now"))
    drive.press("enter")
    let request = try #require(decisions(drive).first)
    #expect(request.act == .suppress)
    #expect(request.scope == .namespace)
    #expect(request.clusters == .this)
    #expect(request.reason == "node firewall, SEC-1432 q")
    #expect(request.until == FakeFleet.now + 42 * 86_400)
    #expect(drive.status.contains("suppressed 1 finding · u undo"))
    #expect(drive.status.contains("hidden: 1 suppressed"))
    drive.press("s")
    #expect(drive.text.contains("Reason  node firewall, SEC-1432 q"))
    #expect(drive.text.contains("Until   6 w"))
  }

  @Test(
    "an end that nobody understands is asked for again", arguments: ["", "soon", "0 d", "2026-02-30", "2020-01-01"])
  func badEnd(end: String) {
    var drive = findings()
    drive.press("s")
    drive.type("because")
    drive.press("tab ctrl-u")
    drive.type(end)
    drive.press("enter")
    #expect(drive.text.contains("Until: write 30 d, 6 w, a date to come like 2026-12-25, or never."))
    #expect(decisions(drive).isEmpty)
  }

  @Test("the form stays with what was typed where the act fails")
  func failedForm() {
    var drive = findings()
    drive.press("s")
    drive.type("because")
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "decisions.jsonl", why: "no space left", next: "free space", costsCoverage: false))
    drive.press("enter")
    #expect(drive.text.contains("no space left"))
    #expect(drive.text.contains("Reason  because"))
    drive.fleet.failure = nil
    drive.press("enter")
    #expect(!drive.text.contains("Reason"))
    #expect(decisions(drive).count == 2)
  }

  @Test("Esc leaves the form and decides nothing; a late preview goes nowhere")
  func leave() {
    var drive = findings()
    drive.holds = true
    drive.press("s esc")
    drive.release()
    #expect(!drive.text.contains("Suppress"))
    #expect(decisions(drive).isEmpty)
  }

  @Test("several marked findings are suppressed together")
  func several() throws {
    var drive = findings()
    drive.press("space space space s")
    #expect(drive.text.contains("Suppress  3 marked findings"))
    #expect(drive.text.contains("(•) these 3 findings"))
    drive.type("accepted")
    drive.press("up right enter")
    let request = try #require(decisions(drive).first)
    #expect(request.targets.count == 3)
    #expect(request.clusters == .all)
  }

  @Test("y copies the id, or the line that mends it")
  func copy() throws {
    var drive = findings()
    drive.press("y i")
    #expect(drive.status.contains("sent the id to the terminal's clipboard (OSC 52; some terminals refuse it)"))
    drive.press("y k")
    guard case .copy(let id) = drive.terminal.first, case .copy(let line) = drive.terminal.last else {
      Issue.record("nothing was copied")
      return
    }
    #expect(id.width == 32)
    #expect(line.description.hasPrefix("kubectl patch"))
  }

  @Test("what was said the last time is chosen: what is typed replaces it, and Enter keeps it")
  func remembered() throws {
    var drive = findings()
    drive.press("s")
    drive.type("the first reason")
    drive.press("enter j s")
    drive.type("other")
    drive.press("enter j s enter")
    #expect(decisions(drive).map(\.reason) == ["the first reason", "other", "other"])
  }

  @Test("all that is missing in a form is said at once")
  func everything() {
    var drive = findings()
    drive.press("s tab")
    drive.type("soon")
    drive.press("enter")
    #expect(drive.text.contains("Reason: say why") && drive.text.contains("Until: write 30 d"))
    #expect(decisions(drive).isEmpty)
  }

  @Test("a form says how to end it on every screen, and what stands above it is seen whole")
  func small() throws {
    for size in ["60x12", "80x24", "120x36"] {
      var drive = Drive(size: try #require(Size(size)))
      drive.press("3")
      let list = drive.lines
      drive.press("s")
      #expect(drive.status.contains("Enter suppress   Esc cancel"), "\(size)")
      let top = try #require(drive.lines.firstIndex { $0.contains("Suppress  ") })
      for line in 0..<min(top, 6) { #expect(drive.lines[line] == list[line], "\(size)") }
    }
  }

  @Test("of findings in several states an act is about those that it is for, and says of how many it is not")
  func mixed() throws {
    var drive = findings()
    drive.press("j a")
    drive.press("g g V j j V a")
    #expect(decisions(drive).last?.targets.count == 2)
    #expect(drive.status.contains("acknowledged 2 findings · 1 was not open · u undo"))
    drive.press("g g V j j V a")
    #expect(drive.status.contains("ack: none of them is open"))
    #expect(decisions(drive).count == 2)
  }

  @Test("several findings are acted on at once where all of them are on the screen and no more than ten")
  func seen() throws {
    var drive = findings()
    drive.press("V j j j j j j j j j V a")
    #expect(decisions(drive).map(\.targets.count) == [10])
    drive.press("u V j j j j j j j j j j V a")
    #expect(drive.text.contains("Acknowledge 11 findings?"))
    #expect(decisions(drive).count == 1)
    drive.press("esc esc g g space G space a")
    #expect(drive.text.contains("Acknowledge 2 findings?"), "the first of them is above the screen")
    #expect(decisions(drive).count == 1)
  }

  @Test("a group asks by the same rule: one finding is acted on at once, as are those that are unfolded and all there")
  func groups() throws {
    var fleet = FakeFleet()
    fleet.set(.acknowledged) { $0.check == "privileged" && $0.cluster != "edge-01" }
    var drive = Drive(fleet, size: Size(width: 110, height: 30))
    drive.press("3 b c a")
    #expect(decisions(drive).map(\.targets.count) == [1])
    drive.press("j a")
    #expect(drive.text.contains("Acknowledge"), "they are folded")
    drive.press("esc l a")
    #expect(decisions(drive).count == 2)
    drive.press("u .")
    #expect(decisions(drive).count == 3, "what is repeated is held to it too")
  }

  @Test("the page of keys says what asks first")
  func told() {
    var drive = Drive(size: Size(width: 120, height: 90))
    drive.press("3 ?")
    #expect(drive.text.contains("What asks first"))
  }

  @Test("an act on more than ten findings is asked about once, with their number")
  func many() {
    var drive = findings()
    drive.press("* a")
    #expect(drive.text.contains("Acknowledge 29 findings?"))
    drive.press("enter")
    #expect(decisions(drive).isEmpty, "no is chosen")
    drive.press("a y")
    #expect(decisions(drive).map(\.targets.count) == [29])
    drive.press("* r y")
    #expect(decisions(drive).map(\.targets.count) == [29, 29])
  }

  @Test("how to take an act back is on the screen whole, whatever was done and however narrow it is")
  func offer() {
    var drive = Drive(size: Size(width: 40, height: 20))
    drive.press("3 a")
    #expect(drive.status.contains("u undo"))
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "cache", why: "locked", next: "close the other one", costsCoverage: false))
    drive.dataChanged()
    #expect(drive.status.contains("u undo"), "what cannot be read does not talk it over")
  }
}
