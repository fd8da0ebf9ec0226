import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The list: the cursor is a finding, not a line")
struct ListTests {
  private func findings(_ fleet: FakeFleet = FakeFleet(), height: Int = 24) -> Drive {
    var drive = Drive(fleet, size: Size(width: 100, height: height))
    drive.press("3")
    return drive
  }

  private func view(_ drive: Drive) throws -> FindingsView { try #require(drive.dashboard.place.view as? FindingsView) }

  /// The screen's line of the cursor.
  private func line(_ drive: Drive) -> Int? { drive.lines.firstIndex { $0.hasPrefix("▸") } }

  @Test("a refresh with new rows above leaves the cursor on its finding and on its line")
  func refresh() throws {
    var drive = findings()
    drive.press("j j j j j j j j")
    let (key, place) = (try view(drive).list.cursor, line(drive))
    // Worse ones come.
    drive.fleet.set(.acknowledged) { $0.severity == .critical && $0.cluster == "prod-weu" }
    drive.fleet.rows.insert(contentsOf: drive.fleet.rows.filter { $0.row.check == "runtime-socket" }, at: 0)
    for index in 0..<3 { drive.fleet.rows[index].row.id.cluster = "files:other-\(index)" }
    drive.dataChanged()
    #expect(try view(drive).list.cursor == key)
    #expect(line(drive) == place)
    #expect(try view(drive).list.index == 11)
  }

  @Test("another order leaves the cursor on its finding")
  func resort() throws {
    var drive = findings()
    drive.press("G")
    let key = try view(drive).list.cursor
    drive.press("S c")
    #expect(try view(drive).list.cursor == key)
    #expect(drive.cursorLine.contains("pdb"))
    drive.press("S c")
    #expect(try view(drive).list.cursor == key)
    #expect(try view(drive).order == FindingsRequest.Order(.check, ascending: false))
  }

  @Test("where the finding under the cursor goes, the one in its place is under the cursor")
  func gone() throws {
    var drive = findings()
    drive.press("j j")
    let next = try view(drive).list.row(at: 3)?.id
    drive.fleet.rows.removeAll { [key = try? view(drive).list.cursor] in .finding($0.row.id) == key }
    drive.dataChanged()
    #expect(try view(drive).list.cursor == next)
    #expect(try view(drive).list.index == 2)
  }

  @Test("marks stay with their findings through a refresh, another order and a filter")
  func marks() throws {
    var drive = findings()
    drive.press("space j space")
    let marked = try view(drive).marked.keys
    drive.press("S a")
    drive.dataChanged()
    drive.press("/")
    drive.type("mem-limit")
    drive.press("enter")
    #expect(try view(drive).marked.keys == marked)
    #expect(drive.status.contains("• 2 marked"))
    drive.press("esc")
    #expect(try view(drive).marked.isEmpty)
    #expect(try !view(drive).filter.kept.isEmpty, "one Esc takes one thing back")
  }

  @Test("a list longer than any window is walked from end to end, and asked for in parts")
  func windows() throws {
    var fleet = FakeFleet()
    fleet.addMany(2000)
    var drive = findings(fleet)
    drive.press("G")
    #expect(drive.status.hasSuffix("2,029/2,029"))
    #expect(drive.cursorLine.contains("pdb") || drive.cursorLine.contains("w-11999"))
    let last = try view(drive).list.cursor
    drive.press("k")
    #expect(try view(drive).list.cursor != last)
    #expect(try view(drive).list.rows.count < 400)
    for _ in 0..<300 { drive.press("ctrl-b") }
    #expect(try view(drive).list.index == 0)
    drive.press("ctrl-d ctrl-d ctrl-u")
    #expect(drive.cursorLine.isEmpty == false)
    for step in 1...200 {
      drive.press("j")
      #expect(!drive.cursorLine.isEmpty, "step \(step)")
    }
  }

  @Test("no step is answered by asking for rows that are at hand")
  func sparing() {
    var drive = findings()
    let asked = drive.fleet.asked.count { if case .findings = $0 { true } else { false } }
    drive.press("j j j j k k G g g ctrl-d ctrl-u")
    #expect(drive.fleet.asked.count { if case .findings = $0 { true } else { false } } == asked)
  }

  @Test("a range marks from where it began to the cursor, in either direction")
  func range() throws {
    var drive = findings()
    drive.press("j j j V k k V")
    #expect(try view(drive).marked.count == 3)
    drive.press("*")
    #expect(try view(drive).marked.count == 29)
    drive.press("*")
    #expect(try view(drive).marked.isEmpty)
  }

  @Test("a range over rows that are not at hand asks for them")
  func longRange() throws {
    var fleet = FakeFleet()
    fleet.addMany(3000)
    var drive = findings(fleet)
    drive.press("V G V")
    #expect(try view(drive).marked.count == 3029)
    #expect(drive.status.contains("• 3,029 marked"))
  }

  @Test("while the cursor moves the text stays with the finding that it names; when it rests, the text follows")
  func rest() throws {
    var drive = findings()
    drive.press("j")
    let (before, asked) = (drive.lines.suffix(10).dropLast(), drive.fleet.asked.count)
    drive.rests = false
    drive.press("j j j j j")
    #expect(drive.lines.suffix(10).dropLast() == before)
    #expect(drive.fleet.asked.count == asked, "nothing is asked for on the way")
    drive.press("a")
    #expect(drive.cursorLine.contains("✓"), "keys act on what is under the cursor")
    #expect(drive.text.contains("✓ acknowledged"))
    drive.press("k k")
    drive.send(.rested)
    #expect(drive.text.contains("runtime-socket") && !drive.text.contains("✓ acknowledged"))
    drive.press("k tab")
    #expect(try view(drive).paneLine?.id == view(drive).list.cursor, "who goes to the text sees that of the cursor")
  }

  @Test("a text that cannot be had says why")
  func noText() {
    var drive = findings()
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "cache", why: "locked", next: "close the other one", costsCoverage: false))
    drive.press("j j j j")
    #expect(drive.text.contains("cache: locked (close the other one)"))
    drive.fleet.failure = nil
    drive.dataChanged()
    #expect(drive.text.contains("Evidence"))
  }

  @Test("the text beside the list follows the cursor, and is asked for once")
  func details() throws {
    var drive = findings()
    drive.press("j j j")
    let keys = drive.fleet.asked.compactMap { if case .finding(let key) = $0 { key } else { nil } }
    #expect(keys.count == Set(keys).count)
    #expect(keys.count == 5)
    #expect(drive.text.contains("runs privileged"))
  }

  @Test("columns only grow while the list answers one question; a form above it moves none of them")
  func columns() throws {
    var fleet = FakeFleet()
    fleet.addMany(60)
    for index in fleet.rows.indices where fleet.rows[index].row.subject.safe.description.contains("w-10059") {
      fleet.rows[index].row.firstSeen -= 3_000 * 86_400
      fleet.rows[index].row.namespace = "a-namespace-with-a-name"
    }
    var drive = Drive(fleet, size: Size(width: 139, height: 40))
    drive.press("3")
    func place(_ title: String) -> Int? {
      drive.lines[2].range(of: title).map {
        drive.lines[2].distance(from: drive.lines[2].startIndex, to: $0.upperBound)
      }
    }
    let narrow = place("CLUSTER")
    drive.press("G")
    let wide = place("CLUSTER")
    #expect(wide != narrow, "what is on the screen has the room that it takes")
    drive.press("g g")
    #expect(place("CLUSTER") == wide)
    let titles = drive.lines[2]
    for keys in ["s", "S", "b", "/", ":"] {
      drive.press(keys)
      #expect(drive.lines[2] == titles, "\(keys)")
      drive.press("esc")
    }
    drive.press("/")
    drive.type("check:pdb")
    drive.press("enter")
    #expect(place("CLUSTER") != wide, "another question has other columns")
  }

  @Test("on the page of one finding nothing acts on a list behind it, and says so")
  func onePage() throws {
    var drive = findings()
    drive.press("enter enter")
    #expect(try view(drive).isReading)
    for key in ["b", "S", "C", "t", "V", "space", "*", "/"] {
      drive.press(key)
      #expect(drive.status.contains("this is one finding, no list: Backspace goes back"), "\(key)")
    }
    #expect(try view(drive).marked.isEmpty)
  }

  @Test("an area that nothing that was read says anything of is not judged, and never clear")
  func notJudged() {
    var drive = Drive(size: Size(width: 100, height: 24))
    drive.press("3 /")
    drive.type("area:flt")
    drive.press("enter")
    let texts = [
      "Not judged", "says anything of Consistency (FLT)", "0 shows the sources", "several clusters, compared",
    ]
    for text in texts {
      #expect(drive.text.contains(text), "\(text)")
    }
    #expect(!drive.text.contains("All clear"))
    drive.press("2 2 G")
    #expect(drive.text.contains("Its facts come from"))
    drive.press("enter")
    #expect(drive.text.contains("Not judged") && !drive.text.contains("All clear"))
    drive.press("0")
    #expect(drive.text.contains("Not connected") && drive.text.contains("10 areas of 12 have no evidence"))
  }

  @Test("Enter in the menu of orders keeps the present one, its key turns it round")
  func keptOrder() throws {
    var drive = findings()
    let order = try view(drive).order
    drive.press("S")
    #expect(drive.text.contains("now: worst first; s: mildest first"))
    drive.press("enter")
    #expect(try view(drive).order == order)
    drive.press("S s")
    #expect(try view(drive).order != order)
  }

  @Test("what is marked can be decided on at once: no notice stands over the keys")
  func markedHints() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("3 *")
    #expect(drive.status.contains("a ack") && drive.status.contains("s suppress"))
    #expect(drive.status.contains("• 29 marked"))
    drive.press("a")
    #expect(drive.text.contains("▲ 8  ◆ 8  ● 8  ○ 5  in edge-01, prod-weu, stg-weu"))
    drive.press("y")
    #expect(drive.status.contains("u undo"))
    drive.press("j")
    #expect(drive.status.contains("Enter open"), "a notice goes with the next key")
  }
}
