import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Forms: notes, other ends of suppressions, groups of clusters")
struct FormTests {
  private func findings() -> Drive {
    var drive = Drive()
    drive.press("3")
    return drive
  }

  @Test(
    "m notes a text, a ticket and somebody about what is under the cursor, and says nothing only where something is said"
  )
  func note() throws {
    var drive = findings()
    drive.press("m")
    #expect(drive.text.contains("Note  privileged"))
    drive.press("enter")
    #expect(drive.text.contains("Say something"))
    drive.type("asked the team")
    drive.press("tab")
    drive.type("SEC-7")
    drive.press("tab")
    drive.type("bob")
    drive.press("enter")
    let row = try #require(drive.fleet.rows.first { $0.row.check == "privileged" })
    let requests = drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }
    #expect(
      requests == [
        DecisionRequest(
          act: .note, targets: [row.row.id], reason: "asked the team", ticket: "SEC-7", assignee: "bob")
      ])
    #expect(!drive.text.contains("Note  privileged"), "the form is closed")
    drive.press(".")
    #expect(drive.fleet.asked.count { if case .decide = $0 { true } else { false } } == 2, "again")
  }

  @Test("a note of several is one act, of a group too; Esc leaves without one")
  func severalNotes() throws {
    var drive = findings()
    drive.press("space space m")
    drive.type("both")
    drive.press("esc m")
    drive.type("both")
    drive.press("enter")
    func requests() -> [DecisionRequest] {
      drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }
    }
    #expect(requests().map(\.targets.count) == [2])
    drive.press("b c g g m")
    drive.type("all of them")
    drive.press("enter")
    #expect(requests().count == 2 && requests()[1].targets.count > 1)
  }

  @Test("what the session refuses stays in the form with what was typed")
  func refused() {
    var drive = findings()
    drive.press("m")
    drive.type("kept")
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "decisions.jsonl", why: "the disk is full", next: "make room", costsCoverage: false))
    drive.press("enter")
    #expect(drive.text.contains("the disk is full") && drive.text.contains("kept"))
    drive.fleet.failure = nil
    drive.press("enter")
    #expect(drive.status.contains("u undo"))
  }

  @Test("o names who says so, and copies it")
  func references() {
    var drive = findings()
    drive.press("o")
    #expect(drive.text.contains("References, to copy"))
    drive.press("1")
    #expect(drive.terminal.contains { if case .copy = $0 { true } else { false } })
  }

  @Test("s gives a suppression another end; what is none says so")
  func renew() throws {
    var drive = Drive()
    drive.press("7 j j s")
    #expect(drive.text.contains("Suppressed  run-as-non-root in payments"))
    #expect(drive.text.contains("until the new registry is there"))
    drive.type("nonsense")
    drive.press("enter")
    #expect(drive.text.contains("Until: write 30 d"))
    drive.press("ctrl-u")
    drive.type("6 w")
    drive.press("enter")
    let id = FakeFleet.decided[3].first.id
    let until = FakeFleet.now + 6 * 7 * 86_400
    #expect(drive.fleet.asked.contains(.renew([id], reason: "until the new registry is there", until: until)))
    drive.press("g g s")
    #expect(drive.status.contains("only a suppression that was not taken back has an end to change"))
  }

  @Test("a suppression reaches a group that all clusters of its findings are in")
  func groups() throws {
    var fleet = FakeFleet()
    fleet.groups = ["files:prod-weu": ["production", "weu"], "files:stg-weu": ["weu"]]
    var drive = Drive(fleet)
    drive.press("into s")
    #expect(drive.text.contains("( ) production") && drive.text.contains("( ) weu"))
    drive.type("accepted")
    drive.press("tab tab tab right enter")
    let request = try #require(
      drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }.last)
    #expect(request.clusters == .group("production"))
  }

  @Test("what is done while a range is open is done to the range; Enter in an empty palette does nothing")
  func rangeAndPalette() throws {
    var drive = findings()
    drive.press(": enter")
    #expect(!drive.fleet.asked.contains { if case .decide = $0 { true } else { false } })
    drive.press("V j j a")
    let request = try #require(
      drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }.last)
    #expect(request.targets.count == 3)
    drive.press(": down enter")
    #expect(drive.dashboard.place.view.name == .areas, "what is chosen is done")
  }
}
