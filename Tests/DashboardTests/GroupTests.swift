import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Groups: findings that have something in common, as one line")
struct GroupTests {
  private func findings(_ fleet: FakeFleet = FakeFleet(), _ keys: String = "3") -> Drive {
    var drive = Drive(fleet, size: Size(width: 110, height: 30))
    drive.press(keys)
    return drive
  }

  private func view(_ drive: Drive) throws -> FindingsView { try #require(drive.dashboard.place.view as? FindingsView) }

  private func decisions(_ drive: Drive) -> [DecisionRequest] {
    drive.fleet.asked.compactMap { if case .decide(let request) = $0 { request } else { nil } }
  }

  @Test("b gathers by what is chosen, l and Enter unfold, h folds from wherever in the group, x lists again")
  func fold() throws {
    var drive = findings()
    drive.press("b")
    #expect(drive.text.contains("Group by"))
    drive.press("c")
    #expect(drive.cursorLine.contains("▹ ▲ CRIT  privileged"))
    #expect(drive.status.contains("7 groups of 29"))
    drive.press("l j")
    #expect(drive.cursorLine.contains("deploy/api"))
    drive.press("j j h")
    #expect(drive.cursorLine.contains("▹ ▲ CRIT  privileged"), "the cursor is on the group that was folded")
    drive.press("enter")
    #expect(drive.text.contains("▿ ▲ CRIT  privileged"))
    drive.press("enter")
    #expect(drive.text.contains("▹ ▲ CRIT  privileged"))
    drive.press("b x")
    #expect(try view(drive).grouping == nil)
    #expect(drive.status.contains("/29"))
  }

  @Test("gathering leaves the cursor with its finding: on the group that it is in, and on it when groups are gone")
  func cursor() throws {
    var drive = findings()
    drive.press("G")
    #expect(drive.cursorLine.contains("pdb"))
    drive.press("b c")
    #expect(drive.cursorLine.contains("pdb"))
    drive.press("l j j")
    let key = try #require(try view(drive).row?.id)
    drive.press("b x")
    #expect(try view(drive).row?.id == key)
  }

  @Test("while the groups are not here yet, keys act on what is on the screen")
  func meanwhile() throws {
    var drive = findings()
    let key = try #require(try view(drive).row?.id)
    drive.press("b")
    drive.holds = true
    drive.press("c a")
    #expect(drive.cursorLine.contains("deploy/api"))
    drive.release()
    #expect(decisions(drive).map(\.targets) == [[key]])
    #expect(drive.cursorLine.contains("▹"))
  }

  @Test(
    "the titles are those of groups, whatever is under the cursor and at every width",
    arguments: [60, 80, 110, 160, 200])
  func titles(width: Int) {
    for grouping in ["c", "n", "w", "a", "s", "l"] {
      var drive = Drive(size: Size(width: width, height: 30))
      drive.press("3 b \(grouping)")
      // Beside them the pane says what is under the cursor.
      func titles(_ drive: Drive) -> Substring? { drive.lines[2].split(separator: "│").first }
      let before = titles(drive)
      #expect(before?.contains("FINDINGS") ?? false)
      for keys in ["l", "j", "j", "h"] {
        drive.press(keys)
        #expect(titles(drive) == before)
      }
    }
  }

  @Test("what is unfolded elsewhere moves no column of the findings beneath a group")
  func steady() throws {
    var fleet = FakeFleet()
    for index in fleet.rows.indices where fleet.rows[index].row.check == "pdb" {
      fleet.rows[index].row.subject = "deploy/with-a-name-that-is-longer-than-all-others"
      fleet.rows[index].row.namespace = "a-namespace-with-a-long-name"
    }
    var drive = Drive(fleet, size: Size(width: 139, height: 60))
    drive.press("3 z b c l")
    let before = try #require(drive.lines.first { $0.contains("deploy/api") })
    drive.press("G l")
    #expect(drive.text.contains("longer-than-all"))
    #expect(drive.lines.contains(before))
  }

  @Test("findings beneath a group leave out what the group says")
  func beneath() {
    var drive = findings(FakeFleet(), "3 b c l j")
    #expect(drive.cursorLine.contains("deploy/api"))
    #expect(!drive.cursorLine.contains("privileged"))
    #expect(["edge-01", "prod-weu", "stg-weu"].contains { drive.cursorLine.contains($0) })
    drive.press("b n l j")
    #expect(!drive.cursorLine.contains("payments"))
  }

  @Test("the pane of a check's group says what it is about: title, fix, why, the worst, who says so")
  func pane() throws {
    var drive = Drive(size: Size(width: 160, height: 45))
    drive.press("3 b c")
    let detail = try #require(drive.fleet.detail(of: "privileged"))
    for text in [detail.title, "5 subjects", "Fix   Set privileged to false", "Why   ", "Worst", "See   "] {
      #expect(drive.text.contains(text), "\(text)")
    }
    #expect(drive.text.contains("▲ CRIT  deploy/api [web]  payments · edge-01"))
  }

  @Test("the pane of any group names its worst findings, and what is asked for them is a window")
  func worst() throws {
    var fleet = FakeFleet()
    fleet.addMany(3000)
    var drive = Drive(fleet, size: Size(width: 160, height: 45))
    drive.press("3 b n G")
    #expect(drive.text.contains("Worst"))
    drive.press("g g")
    let before = drive.fleet.asked.count
    drive.press("G")
    let outlines = drive.fleet.asked[before...].compactMap {
      if case .outline(let request) = $0 { request } else { nil }
    }
    #expect(outlines.allSatisfy { $0.findings.window.before + $0.findings.window.after < 500 })
    #expect(
      !drive.fleet.asked[before...].contains { if case .members = $0 { true } else { false } },
      "never all of a group to show some")
    drive.press("b c G")
    #expect(drive.text.contains("and 2,992 more: l unfolds the group"))
  }

  @Test("another filter has other findings in the pane of a group, and so have other data")
  func others() {
    var drive = Drive(size: Size(width: 240, height: 45))
    drive.press("3 b s")
    #expect(drive.text.contains("deploy/api [web]  payments · edge-01"))
    drive.press("/")
    drive.type("cluster:stg-weu")
    #expect(!drive.text.contains("payments · edge-01"))
    #expect(drive.text.contains("payments · stg-weu"))
    drive.press("esc")
    #expect(drive.text.contains("payments · edge-01"))
    drive.fleet.rows.removeAll { $0.row.cluster == "edge-01" }
    drive.dataChanged()
    #expect(!drive.text.contains("payments · edge-01"))
  }

  @Test("every grouping has a line for each group and loses no finding", arguments: OutlineRequest.Grouping.allCases)
  func all(_ grouping: OutlineRequest.Grouping) throws {
    var drive = findings()
    drive.press("b")
    let key = [
      OutlineRequest.Grouping.check: "c", .namespace: "n", .workload: "w", .image: "i", .area: "a", .severity: "s",
      .cluster: "l",
    ]
    drive.press(key[grouping] ?? "")
    #expect(try view(drive).list.rows.compactMap(\.group).reduce(0) { $0 + $1.count } == 29)
  }

  @Test("an act on a group shows what it changes, then is about the open findings of the group and no other")
  func act() throws {
    var fleet = FakeFleet()
    fleet.set(.acknowledged) { $0.check == "privileged" && $0.cluster == "edge-01" }
    var drive = findings(fleet, "3 b c a")
    #expect(drive.text.contains("Acknowledge 4 findings?"))
    #expect(drive.text.contains("deploy/worker [web]"), "examples are named")
    #expect(decisions(drive).isEmpty)
    drive.press("esc a n")
    #expect(decisions(drive).isEmpty)
    drive.press("a y")
    let request = try #require(decisions(drive).first)
    #expect(request.targets.count == 4)
    let checks = Set(drive.fleet.rows.filter { request.targets.contains($0.row.id) }.map(\.row.check))
    #expect(checks == ["privileged"])
    #expect(drive.status.contains("acknowledged 4 findings · 1 was not open · u undo"))
    drive.press("a")
    #expect(drive.status.contains("ack: none of them is open"))
    drive.press("u")
    #expect(drive.status.contains("U redo"))
  }

  @Test("a suppression of a group begins with its findings, and is reopened as a whole")
  func suppress() throws {
    var drive = findings(FakeFleet(), "3 b n s")
    #expect(drive.text.contains("marked findings") == false)
    #expect(drive.text.contains("these"))
    drive.type("reviewed")
    drive.press("enter")
    let request = try #require(decisions(drive).first)
    #expect(request.act == .suppress)
    #expect(request.targets.count > 1)
    let places = Set(drive.fleet.rows.filter { request.targets.contains($0.row.id) }.map(\.row.namespace))
    #expect(places.count == 1)
  }

  @Test("Space marks the findings of a group, and once more unmarks them; V reaches over groups; * marks all")
  func mark() throws {
    var drive = findings(FakeFleet(), "3 b c space")
    #expect(try view(drive).marked.count == 5)
    #expect(drive.lines.contains { $0.hasPrefix(" •  ▹ ▲ CRIT  privileged") }, "the line of the group says so")
    #expect(drive.cursorLine.contains("runtime-socket"), "and the cursor goes on")
    #expect(drive.text.contains("acts go to the 5 marked"))
    #expect(drive.status.contains("a ack"), "what can be done is said at once")
    drive.press("k l j space h")
    #expect(drive.cursorLine.contains("4/5  privileged"))
    drive.press("b n")
    #expect(drive.text.contains("/"))
    drive.press("b c g g space")
    #expect(try view(drive).marked.count == 5)
    drive.press("k space")
    #expect(try view(drive).marked.isEmpty)
    drive.press("k V j V")
    #expect(try view(drive).marked.count == 8)
    drive.press("esc *")
    #expect(try view(drive).marked.count == 29)
    drive.press("*")
    #expect(try view(drive).marked.isEmpty)
  }

  @Test("what a group cannot do says so")
  func disabled() {
    var drive = findings(FakeFleet(), "3 h")
    #expect(drive.status.contains("fold: nothing is grouped: b groups"))
    drive.press("b c d")
    #expect(drive.status.contains("object: this is a group: l unfolds it"))
    drive.press("y")
    #expect(drive.status.contains("copy: this is a group"))
    drive.press("h")
    #expect(drive.status.contains("fold: it is folded"))
  }

  @Test("a filter narrows groups and their counts, and a group that is gone leaves the cursor on another")
  func filter() throws {
    var drive = findings(FakeFleet(), "3 b c j j l")
    drive.press("/")
    drive.type("check:pdb")
    drive.press("enter")
    #expect(drive.cursorLine.contains("pdb"))
    #expect(drive.status.contains("1 group of 5"))
    #expect(try view(drive).list.total == 1)
  }

  @Test("names from outside are shown harmless, as titles and in the pane")
  func hostile() {
    var fleet = FakeFleet()
    for index in fleet.rows.indices {
      fleet.rows[index].row.namespace = "a\u{1B}[31m\u{202E}b"
      fleet.rows[index].row.subject = "deploy/\u{9B}2J\u{7}x"
    }
    for keys in ["3 b n", "3 b w", "3 b w l j"] {
      let drive = findings(fleet, keys)
      #expect(
        !drive.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{9B}" || $0 == "\u{202E}" })
    }
  }

  @Test("many findings in few groups cost a window, and folding again goes back to the group")
  func many() throws {
    var fleet = FakeFleet()
    fleet.addMany(3000)
    var drive = findings(fleet, "3 b c G")
    #expect(drive.cursorLine.contains("cpu-limit"))
    drive.press("l G")
    #expect(drive.cursorLine.contains("w-12999"))
    #expect(try view(drive).list.rows.count < 400)
    drive.press("h")
    #expect(drive.cursorLine.contains("cpu-limit"))
    #expect(drive.cursorLine.contains("3,000"))
  }
}
