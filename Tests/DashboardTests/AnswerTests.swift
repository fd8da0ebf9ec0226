import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Answers: late ones, failed ones, and what changes by itself")
struct AnswerTests {
  @Test("the answer to an earlier question of the same slot is dropped, whenever it comes")
  func late() throws {
    var drive = Drive()
    drive.press("3")
    drive.holds = true
    drive.press("/")
    drive.type("pdb")
    drive.release(reversed: true)
    #expect(drive.status.hasSuffix("1/5"))
    #expect(drive.cursorLine.contains("pdb"))
    #expect(!drive.dashboard.isBusy || drive.dashboard.known.isReading)
  }

  @Test("an answer for a view that was left goes nowhere")
  func left() {
    var drive = Drive()
    drive.holds = true
    drive.press("3 q")
    drive.release()
    #expect(drive.lines[0].contains("fleet"))
    #expect(!drive.dashboard.isBusy)
  }

  @Test("a fleet that cannot be had says why and how to go on; then it is there")
  func failure() {
    var fleet = FakeFleet()
    fleet.failure = SessionError(
      .source, Notice(what: "cache", why: "locked", next: "close the other one", costsCoverage: false))
    var drive = Drive(fleet)
    #expect(drive.text.contains("Nothing could be read"))
    #expect(drive.text.contains("cache: locked (close the other one)"))
    #expect(!drive.dashboard.isBusy)
    drive.fleet.failure = nil
    drive.dataChanged()
    #expect(drive.text.contains("prod-weu"))
  }

  @Test("progress is told with numbers, and goes when the reading is done")
  func progress() {
    var drive = Drive(.unread)
    for (unit, done, all) in [("files", 3, 7), ("objects", 1204, nil)] as [(UntrustedText, Int, Int?)] {
      drive.send(.change(.progress(SourceProgress(cluster: "prod-weu", unit: unit, done: done, all: all))))
    }
    #expect(drive.lines[0].contains("reading 3/7 files, 1,204 objects"))
    #expect(drive.dashboard.isBusy, "a script waits until the reading is done")
    drive.fleet = FakeFleet()
    drive.dataChanged()
    #expect(!drive.lines[0].contains("reading"))
    #expect(!drive.dashboard.isBusy)
  }

  @Test("a notice is counted in the header and told in full among the sources")
  func notice() {
    var drive = Drive()
    let notice = Notice(what: "x.yaml: line 3", why: "cut off", next: "fetch it again", costsCoverage: true)
    drive.send(.change(.notice(notice)))
    drive.send(.change(.notice(notice)))
    #expect(drive.lines[0].contains("! 2 not read"))
    drive.press("!")
    #expect(drive.text.contains("x.yaml: line 3"))
    #expect(drive.text.contains("fetch it again"))
  }

  @Test("what is wrong with the state folder stands above the sources, and in the header wherever one is")
  func stateFolder() {
    var drive = Drive()
    #expect(!drive.lines[0].contains("state folder"))
    drive.fleet.stateNotices = [
      Notice(what: "decisions.jsonl: line 2", why: "cut off", next: "decide again", costsCoverage: false)
    ]
    drive.dataChanged()
    #expect(drive.lines[0].contains("! state folder"))
    drive.press("0")
    #expect(drive.text.contains("What is kept from session to session"))
    #expect(drive.text.contains("decisions.jsonl: line 2"))
    #expect(drive.text.contains("decide again"))
  }

  @Test("an unbound key names the nearest one; the beginning of a chord waits")
  func unbound() {
    var drive = Drive()
    drive.press("3 A")
    #expect(drive.status.contains("A does nothing here · a ack"))
    drive.press("g")
    #expect(drive.status.contains("g …"))
    drive.press("j")
    #expect(drive.status.hasSuffix("2/29"), "a chord that comes to nothing loses no key")
    drive.press("G g g")
    #expect(drive.status.hasSuffix("1/29"))
  }

  @Test("^r asks to read again, ^l sends the screen whole")
  func refresh() {
    var drive = Drive()
    drive.press("ctrl-r ctrl-l")
    #expect(drive.fleet.asked.contains(.refresh))
    #expect(drive.terminal == [.redraw])
  }

  @Test("names that act on terminals are shown, in every view")
  func hostile() {
    let hostile: UntrustedText = "a\u{1B}[2J\u{9B}1m\u{202E}b\u{200B}\u{7}\r\n\u{85}c"
    var fleet = FakeFleet()
    for index in fleet.rows.indices {
      fleet.rows[index].row.namespace = hostile
      fleet.rows[index].row.subject = hostile
      fleet.rows[index].reference.object.name = hostile
      fleet.rows[index].message = hostile
    }
    for index in fleet.clusters.indices { fleet.clusters[index].name = hostile }
    for index in fleet.decisions.indices {
      fleet.decisions[index].what = hostile
      for number in fleet.decisions[index].decisions.indices {
        fleet.decisions[index].decisions[number].reason = hostile
        fleet.decisions[index].decisions[number].author = hostile
      }
    }
    fleet.notices["files:prod-weu"] = [Notice(what: hostile, why: hostile, next: hostile, costsCoverage: true)]
    for (name, keys) in FrameTests.screens {
      var drive = Drive(fleet)
      // Their names are others here.
      drive.press(keys.replacingOccurrences(of: "into", with: "enter enter"))
      let bad = drive.surface.text.unicodeScalars.filter {
        $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.generalCategory == .format)
      }
      #expect(bad.isEmpty, "\(name)")
      #expect(name == "help" || name == "quit" || drive.text.contains("␛[2J"), "\(name)")
    }
  }
}
