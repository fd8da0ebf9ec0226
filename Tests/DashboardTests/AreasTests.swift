import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The areas of a cluster, or of all")
struct AreasTests {
  @Test("2 shows the areas of the cluster under the cursor, the worst first, and once more those of all")
  func go() throws {
    var drive = Drive()
    drive.press("j 2")
    #expect(drive.lines[0].contains("fleet › edge-01 › areas"))
    #expect(drive.cursorLine.contains("POD") && drive.cursorLine.contains("46"))
    #expect(drive.status.hasSuffix("2 of 12 areas judged"))
    drive.press("2")
    #expect(drive.lines[0].contains("BULWARK  areas"))
    let rows = try #require(drive.dashboard.place.view as? AreasView).list.rows
    let pod = try #require(rows.first)
    let all = drive.fleet.clusters.map { $0.areas[Area.workload.rawValue - 1].tally.failed }
    #expect(pod.area == .workload && pod.tally.failed == all.reduce(0, +))
    drive.press("[ [")
    #expect(drive.cursorLine.contains("edge-01"))
  }

  @Test("Enter goes to the findings of the area, of the cluster or of all")
  func enter() throws {
    var drive = Drive()
    drive.press("2 j enter")
    #expect(drive.lines[0].contains("fleet › prod-weu › RES"))
    #expect(drive.status.hasSuffix("1/6"))
    drive.press("q 2 enter")
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == "area:pod")
  }

  @Test("what could not be judged, and why, stands beneath")
  func unknown() {
    var drive = Drive()
    drive.press("j j 2 j")
    #expect(drive.text.contains("unknown ×2: limitranges: not in the input"))
    #expect(drive.text.contains("pdb"))
    drive.press("G")
    #expect(drive.text.contains("nothing that was read says anything of this"))
  }
}
