import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The decisions that stand")
struct DecisionListTests {
  private func triage(_ fleet: FakeFleet = FakeFleet(), width: Int = 120, height: Int = 36) -> Drive {
    var drive = Drive(fleet, size: Size(width: width, height: height))
    drive.press("7")
    return drive
  }

  private func shown(_ drive: Drive) -> [String] {
    let view = drive.dashboard.place.view as? TriageView
    return view?.list.rows.map { $0.what.safe.description } ?? []
  }

  @Test("what is back, has ended, ends or hides nothing comes first, then what holds, the newest on top")
  func order() {
    let drive = triage()
    #expect(
      shown(drive) == [
        "mem-limit on deploy/api [web]", "runtime-socket on deploy/worker", "run-as-non-root in payments",
        "seccomp on deploy/gone", "2 findings", "privileged on deploy/api",
      ])
    #expect(drive.cursorLine.contains("1 back"))
    #expect(drive.status.contains("! 4 need a look"))
    #expect(drive.status.contains("t shows 3 more"), "what ended long ago, was taken back, and the undo")
  }

  @Test("t goes on to what needs a look, to the whole log as it was written, and round")
  func states() {
    var drive = triage()
    drive.press("t")
    #expect(shown(drive).count == 4)
    drive.press("t")
    #expect(shown(drive).count == 9)
    #expect(shown(drive).first == "suppressed pdb everywhere")
    #expect(drive.text.contains("undone"))
    drive.press("t")
    #expect(shown(drive).count == 6)
  }

  @Test("Enter goes to the findings concerned, whatever their state; back the cursor is where it was")
  func enter() throws {
    var drive = triage()
    let entry = FakeFleet.decided[2]
    let row = try #require(drive.fleet.rows.firstIndex { $0.row.check == "privileged" })
    drive.fleet.rows[row].decisions = entry.decisions
    drive.fleet.rows[row].row.state = .suppressed
    drive.press("G enter")
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == entry.query)
    #expect(drive.lines[0].contains("triage › privileged on deploy/api"))
    #expect(drive.cursorLine.contains("privileged"))
    #expect(drive.status.hasSuffix("1/1"))
    drive.press("backspace")
    #expect(drive.cursorLine.contains("privileged on deploy/api"))
  }

  @Test("the act is seen at every width; from 160 columns the panel is beside the list")
  func widths() {
    for width in [80, 120, 200] {
      let drive = triage(width: width, height: 24)
      #expect(drive.lines[2].contains("ACT"), "\(width)")
      #expect(drive.text.contains("supp") && drive.text.contains(" ack"), "\(width)")
      #expect(drive.text.contains("SEC-1432"), "\(width)")
      #expect(drive.lines[4].contains("│") == (width == 200), "\(width)")
    }
  }

  @Test("y copies a decision's id, line or filter; x writes its findings, and of what has none says why not")
  func out() {
    var drive = triage()
    drive.press("G y l")
    guard case .copy(let line) = drive.terminal.last else {
      Issue.record("nothing was copied")
      return
    }
    #expect(line.description.contains("privileged on deploy/api") && line.description.contains("SEC-1432"))
    drive.press("x")
    #expect(drive.text.contains("Export 1 finding as"))
    drive.press("c enter")
    #expect(
      drive.fleet.asked.contains {
        if case .write(let request) = $0, case .report(.csv, let findings) = request.content {
          return findings.within == FakeFleet.decided[2].query && findings.states == StatesShown.all.states
        }
        return false
      })
    drive.press("esc t t x")
    #expect(drive.status.contains("export: there are no findings to write"), "\(drive.status)")
  }

  @Test("what folds beneath the findings that it hides is said beside them")
  func beneath() {
    var fleet = FakeFleet()
    var entry = FakeFleet.decided[2]
    (entry.covers, entry.beneath) = (7, 20)
    fleet.decisions = [entry]
    #expect(triage(fleet).text.contains("Hides 7 findings now, and 20 more that fold beneath."))
  }

  @Test("r withdraws a decision and u takes that back; of one that is taken back it says why not")
  func withdraw() throws {
    var drive = triage()
    drive.press("G r")
    let id = FakeFleet.decided[2].first.id
    #expect(drive.fleet.asked.contains(.withdraw([id])))
    #expect(drive.status.contains("took back: suppressed · u undo"))
    #expect(!shown(drive).contains("privileged on deploy/api"))
    drive.press("t t g g j j r")
    #expect(drive.status.contains("it is taken back already"))
  }

  @Test("why something was decided can be read at 80 columns, whatever else there is")
  func reason() {
    var fleet = FakeFleet()
    for index in fleet.decisions.indices {
      fleet.decisions[index].what = "a check with a long name, and another one, on a workload of a long name"
      for number in fleet.decisions[index].decisions.indices {
        fleet.decisions[index].decisions[number].author = "somebody.of.a.long.name"
      }
    }
    let drive = triage(fleet, width: 80)
    #expect(drive.text.contains("until the new registry is"))
    #expect(drive.lines[2].contains("UNTIL"))
  }

  @Test("a decision about several findings, none of them on the screen, is asked about before it is withdrawn")
  func many() {
    var fleet = FakeFleet()
    fleet.decisions[2].covers = 312
    var drive = triage(fleet)
    drive.press("G r")
    #expect(drive.text.contains("It concerns 312 findings"))
    drive.press("enter")
    #expect(!drive.fleet.asked.contains { if case .withdraw = $0 { true } else { false } })
    drive.press("r y")
    #expect(drive.fleet.asked.contains { if case .withdraw = $0 { true } else { false } })
  }

  @Test("a filter looks for all its words in what, why, who and what became of it")
  func filter() {
    var drive = triage()
    drive.press("/")
    drive.type("GRACE sec-1432")
    #expect(shown(drive) == ["privileged on deploy/api"])
    drive.press("enter")
    #expect(drive.lines[0].contains("triage  GRACE sec-1432"))
    drive.press("esc /")
    drive.type("expired")
    #expect(shown(drive) == ["runtime-socket on deploy/worker"])
    drive.press("esc")
    #expect(shown(drive).count == 6)
  }

  @Test("the cursor stays on its decision when others come, and an answer that fails says why")
  func refresh() throws {
    var drive = triage()
    drive.press("j j")
    drive.fleet.decisions.remove(at: 7)
    drive.dataChanged()
    #expect(drive.cursorLine.contains("run-as-non-root in payments"))
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "decisions", why: "locked", next: "", costsCoverage: false))
    var other = Drive(drive.fleet)
    other.press("7")
    #expect(other.text.contains("locked"))
  }

  @Test("what needs no look, and nothing that holds, say so and what shows the others")
  func empty() {
    var fleet = FakeFleet()
    fleet.decisions = [FakeFleet.decided[2]]
    var drive = triage(fleet)
    drive.press("t")
    #expect(drive.text.contains("Nothing needs a look"))
    fleet.decisions = [FakeFleet.decided[5]]
    #expect(triage(fleet).text.contains("No decision holds"))
  }

  @Test("a reason's control characters are shown, not obeyed", arguments: [120, 80, 60])
  func hostile(width: Int) {
    var fleet = FakeFleet()
    for index in fleet.decisions.indices {
      fleet.decisions[index].what = "\u{1B}[2J\u{202E}hostile\n"
      for number in fleet.decisions[index].decisions.indices {
        fleet.decisions[index].decisions[number].reason = "\u{9B}0m\u{7}why"
        fleet.decisions[index].decisions[number].author = "ada\r\u{200B}"
      }
    }
    let drive = triage(fleet, width: width)
    #expect(
      drive.surface.text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && ![0x7F, 0x9B, 0x202E, 0x200B].contains($0.value)
      })
    #expect(drive.text.contains("hostile"))
  }
}
