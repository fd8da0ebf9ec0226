import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Going in, out and about")
struct NavigationTests {
  private func crumbs(_ drive: Drive) -> String { drive.lines[0] }

  @Test("Enter goes into a cluster's areas, with an area into its findings; 3 narrows to the cluster, then to none")
  func drill() throws {
    var drive = Drive()
    drive.press("enter")
    #expect(crumbs(drive).contains("fleet › prod-weu › areas"))
    drive.press("3")
    #expect(crumbs(drive).contains("fleet › prod-weu "))
    #expect(drive.status.hasSuffix("1/21"))
    drive.press("3")
    #expect(crumbs(drive).contains("BULWARK  findings"))
    drive.press("backspace l l l l l enter")
    #expect(crumbs(drive).contains("fleet › prod-weu › RES"))
    #expect(drive.status.hasSuffix("1/6"))
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == "cluster:prod-weu area:res")
  }

  @Test("coming back, the cursor is where it was")
  func back() throws {
    var drive = Drive()
    drive.press("l l l l enter j j")
    drive.press("backspace")
    #expect(drive.cursorLine.contains("prod-weu"))
    let fleet = try #require(drive.dashboard.place.view as? FleetView)
    #expect(fleet.area == .workload)
  }

  @Test("Esc takes one thing back at a time: marks, pane, filter, drill; and never quits")
  func escape() throws {
    var drive = Drive()
    drive.press("into /")
    drive.type("sev>=high")
    drive.press("enter space tab")
    drive.press("esc")
    #expect(!drive.text.contains("marked"))
    drive.press("esc")
    #expect(crumbs(drive).contains("sev>=high"))
    drive.press("esc")
    #expect(!crumbs(drive).contains("sev>=high"))
    drive.press("esc")
    #expect(crumbs(drive).contains("BULWARK  fleet  "))
    drive.press("esc esc")
    #expect(drive.status.contains("nothing to take back: q quits"))
    #expect(!drive.dashboard.isFinished)
  }

  @Test("q closes the top pane and quits at the root; Q quits from anywhere")
  func quit() {
    var drive = Drive()
    drive.press("into enter q")
    #expect(crumbs(drive).contains("prod-weu"))
    drive.press("q")
    #expect(!drive.dashboard.isFinished)
    drive.press("q")
    #expect(drive.dashboard.isFinished)
    var other = Drive()
    other.press("into Q")
    #expect(other.dashboard.isFinished)
  }

  @Test("^c leaves prompts and asks before it quits; a second one is enough")
  func interrupt() {
    var drive = Drive()
    drive.press("/ ctrl-c")
    #expect(!drive.text.contains("Quit"))
    drive.press("ctrl-c esc")
    #expect(!drive.dashboard.isFinished)
    drive.press("ctrl-c ctrl-c")
    #expect(drive.dashboard.isFinished)
  }

  @Test("digits go to the views; the sources lead back to where one was")
  func digits() {
    var drive = Drive()
    drive.press("3")
    #expect(crumbs(drive).contains("findings"))
    #expect(drive.status.hasSuffix("1/29"))
    drive.press("j j 0")
    #expect(crumbs(drive).contains("sources"))
    #expect(drive.text.contains("a list or map cannot be a key"))
    drive.press("q")
    #expect(drive.status.hasSuffix("3/29"))
    drive.press("1")
    #expect(crumbs(drive).contains("fleet"))
  }

  @Test("two clusters of one name are told apart by id")
  func sameName() throws {
    var fleet = FakeFleet()
    fleet.clusters[2].name = "prod-weu"
    var drive = Drive(fleet)
    drive.press("G enter 3")
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == "cluster:files:stg-weu")
    #expect(crumbs(drive).contains("fleet › prod-weu"))
  }

  @Test("Tab and z share the screen between list and text")
  func panes() {
    var drive = Drive(size: Size(width: 100, height: 30))
    drive.press("3")
    drive.press("tab j j")
    #expect(drive.status.hasSuffix("1/29"), "keys move the text, not the list")
    drive.press("z")
    #expect(!drive.text.contains("SUBJECT"))
    drive.press("tab")
    #expect(drive.text.contains("SUBJECT"))
    drive.press("z")
    #expect(!drive.text.contains("Evidence"))
  }

  @Test("where there is no room for the text, Tab shows it in the list's place")
  func small() {
    var drive = Drive(size: Size(width: 60, height: 12))
    drive.press("3")
    #expect(!drive.text.contains("Evidence"))
    drive.press("tab")
    #expect(drive.text.contains("Evidence"))
    #expect(!drive.text.contains("SUBJECT"))
    drive.press("esc")
    #expect(drive.text.contains("SUBJECT"))
  }

  @Test("the fleet is listed worst first, and otherwise as the person chooses")
  func order() throws {
    var drive = Drive()
    func names() -> [String] {
      drive.lines[3...5].map { String($0.dropFirst(2).prefix(8)).trimmingCharacters(in: .whitespaces) }
    }
    #expect(names() == ["prod-weu", "edge-01", "stg-weu"])
    drive.press("S n")
    #expect(names() == ["edge-01", "prod-weu", "stg-weu"])
    #expect(drive.cursorLine.contains("prod-weu"), "the cursor stays on its cluster")
    drive.press("S w")
    #expect(names() == ["prod-weu", "edge-01", "stg-weu"])
  }

  @Test("the score alone says its colour, a mark says what is critical, and an unknown one is never green")
  func heat() {
    var tally = Tally()
    tally.add(.pass, .high, count: 99)
    tally.add(.fail, .low)
    #expect(tally.heat() == Role.heat[4])
    #expect(tally.scored(worst: .high, .unicode).text == tally.scoreText)
    #expect(tally.scored(worst: .critical, .unicode).text == "▲" + tally.scoreText)
    #expect(Tally().scored(worst: .critical, .unicode).text == "—")
    tally.add(.unknown, .high, count: 40)
    #expect(tally.heat() == .heatUnknown)
    tally.add(.fail, .high, count: 150)
    #expect(tally.heat() == Role.heat[0], "a bad score is as bad where more is unknown")
  }

  @Test("a key of another view says what it does and where")
  func elsewhere() {
    var drive = Drive()
    drive.press("a")
    #expect(drive.status.contains("a ack works in 3 findings"))
    drive.press("3 n")
    #expect(drive.status.contains("n next works in d object, 0 sources"))
    drive.press("esc")
    #expect(drive.status.contains("nothing to take back: q closes this view"))
    #expect(drive.status.contains("findings") == false)
  }

  @Test("[ goes back to where one was, whichever way one left, and ] forward again; a new step forgets what lay ahead")
  func history() throws {
    var drive = Drive()
    drive.press("[")
    #expect(drive.status.contains("back: there is nowhere to go back to"))
    drive.press("into /")
    drive.type("mem-limit")
    drive.press("enter 3 0")
    #expect(crumbs(drive).contains("sources"))
    drive.press("[")
    #expect(crumbs(drive).contains("BULWARK  findings  "))
    drive.press("[")
    #expect(crumbs(drive).contains("fleet › prod-weu  mem-limit"))
    #expect(drive.status.hasSuffix("1/3"))
    drive.press("[")
    #expect(crumbs(drive).contains("BULWARK  fleet  "))
    drive.press("] ]")
    #expect(crumbs(drive).contains("BULWARK  findings  "))
    drive.press("backspace ]")
    #expect(drive.status.contains("forward: nothing was taken back"))
    drive.press("[")
    #expect(crumbs(drive).contains("BULWARK  findings  "))
  }

  @Test("an answer that comes when one has gone back does not reach a view that is not there")
  func late() {
    var drive = Drive()
    drive.holds = true
    drive.press("3 [")
    drive.release()
    #expect(crumbs(drive).contains("BULWARK  fleet  "))
    #expect(!drive.dashboard.isBusy)
    drive.press("]")
    #expect(drive.status.hasSuffix("1/29"))
  }

  @Test("C leaves columns out and brings them back, in every list of findings")
  func columns() {
    var drive = Drive()
    drive.press("3 C")
    #expect(drive.text.contains("[x] namespace"))
    drive.press("space j space")
    #expect(drive.text.contains("[ ] namespace"))
    drive.press("esc")
    #expect(!drive.text.contains("NAMESPACE") && !drive.text.contains("CLUSTER"))
    drive.press("1 into")
    #expect(!drive.text.contains("NAMESPACE"))
    drive.press("C space enter")
    #expect(drive.text.contains("NAMESPACE"))
  }

  @Test("the header counts what is new where one is, and + lists just that")
  func new() throws {
    var drive = Drive(size: Size(width: 160, height: 36))
    let all = drive.fleet.rows.filter { $0.row.isNew }
    let here = all.filter { $0.row.cluster == "prod-weu" }
    #expect(here.count < all.count && !here.isEmpty)
    #expect(drive.lines[0].contains("3 clusters · \(all.count) new since"))
    drive.press("+")
    #expect(drive.lines[0].contains("findings  is:new"))
    #expect(drive.status.hasSuffix("1/\(all.count)"))
    drive.press("q into")
    #expect(drive.lines[0].contains("\(here.count) new since"))
    #expect(!drive.lines[0].contains("clusters"))
    drive.press(":")
    drive.type("new")
    drive.press("enter")
    #expect(drive.lines[0].contains("fleet › prod-weu  is:new"))
    #expect(drive.status.hasSuffix("1/\(here.count)"))
    drive.press("backspace")
    #expect(drive.lines[0].contains("fleet › prod-weu") && !drive.lines[0].contains("is:new"))
    for keys in ["2", "4", "into enter", "into d"] {
      drive.press("1 \(keys == "2" || keys == "4" ? "into " : "")\(keys)")
      #expect(drive.lines[0].contains("\(here.count) new since"), "\(keys)")
    }
  }

  @Test("where nothing is new, or all is, + says so")
  func nothingNew() {
    var fleet = FakeFleet()
    for index in fleet.rows.indices { fleet.rows[index].row.isNew = false }
    var drive = Drive(fleet)
    drive.press("+")
    #expect(drive.status.contains("new: nothing came since the last visit"))
    fleet.lastVisit = nil
    drive = Drive(fleet)
    drive.press("+")
    #expect(drive.status.contains("new: this is the first visit"))
  }
}
