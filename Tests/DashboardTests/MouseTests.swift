import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The mouse: what keys do, where it points")
struct MouseTests {
  /// Points at a text on the screen.
  private func point(_ drive: inout Drive, at text: String, _ act: Mouse.Act = .click) throws {
    let y = try #require(drive.lines.firstIndex { $0.contains(text) }, "\(text)")
    let line = drive.lines[y]
    let x = line.distance(from: line.startIndex, to: try #require(line.range(of: text)).lowerBound)
    drive.send(.terminal(.mouse(Mouse(act, x: x, y: y))))
  }

  @Test("a click puts the cursor on a row, a second one goes in, the wheel moves")
  func rows() throws {
    var drive = Drive()
    try point(&drive, at: "stg-weu")
    #expect(drive.cursorLine.contains("stg-weu"))
    try point(&drive, at: "prod-weu")
    try point(&drive, at: "prod-weu", .doubleClick)
    #expect(drive.lines[0].contains("fleet › prod-weu › areas"))
    drive.press("3")
    try point(&drive, at: "mem-limit")
    #expect(drive.cursorLine.contains("mem-limit"))
    #expect(drive.status.hasSuffix("10/21"))
    try point(&drive, at: "mem-limit", .wheelDown)
    #expect(drive.status.hasSuffix("13/21"))
    try point(&drive, at: "mem-limit", .wheelUp)
    #expect(drive.status.hasSuffix("10/21"))
  }

  @Test("a title sorts, and the other way round when it is clicked again")
  func titles() throws {
    var drive = Drive()
    try point(&drive, at: "CLUSTER")
    let fleet = try #require(drive.dashboard.place.view as? FleetView)
    #expect(fleet.order == .name)
    drive.press("3")
    try point(&drive, at: "CHECK")
    var view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.order == FindingsRequest.Order(.check, ascending: true))
    try point(&drive, at: "CHECK")
    view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.order == FindingsRequest.Order(.check, ascending: false))
  }

  @Test("a cell of the map chooses its area; the text beside a list is scrolled where the mouse is")
  func cells() throws {
    var drive = Drive()
    try point(&drive, at: "POD")
    #expect(try #require(drive.dashboard.place.view as? FleetView).area == .workload)
    drive.press("enter")
    let before = drive.cursorLine
    try point(&drive, at: "Evidence", .wheelDown)
    #expect(drive.cursorLine == before && drive.text.contains("▴ 3"))
    try point(&drive, at: "Fix")
    #expect(try #require(drive.dashboard.place.view as? FindingsView).focus == .detail)
  }

  @Test("what is outside of everything, or in a dialog, does nothing bad")
  func outside() {
    var drive = Drive(size: Size(width: 60, height: 12))
    for keys in ["", "3", "s", "esc S", "esc ?", "esc 0", ": x", "esc 2"] {
      drive.press(keys)
      for act in [Mouse.Act.click, .doubleClick, .wheelUp, .wheelDown] {
        for (x, y) in [(0, 0), (59, 11), (200, 200), (30, 6), (0, 2)] {
          drive.send(.terminal(.mouse(Mouse(act, x: x, y: y))))
        }
      }
    }
    #expect(!drive.dashboard.isFinished)
  }
}
