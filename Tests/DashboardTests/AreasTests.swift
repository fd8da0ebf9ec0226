import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The areas of a cluster, or of all")
struct AreasTests {
  @Test("of what FAIL is made is said beneath the areas, in the words of lists")
  func failures() throws {
    var page = FindingsPage(
      revision: 1, total: 12, offset: 0, rows: [], anchor: nil, counts: SeverityCounts(), hidden: .init(), hasData: true
    )
    page.counts.high = 12
    var tally = Tally()
    tally.add(.fail, .high, count: 1037)
    #expect(
      AreaReasons(page).failText(tally).description == "FAIL 1,037: 12 open, else acked, folded, platform, info")
    var drive = Drive(size: Size(width: 80, height: 30))
    drive.press("2 2")
    let fail = drive.fleet.rows.count { $0.row.area == .workload }
    #expect(drive.text.contains("Workload hardening  FAIL \(fail), all open"))
  }

  @Test("SUPP counts what lists hide as suppressed, not what folds beneath it")
  func suppressed() throws {
    var fleet = FakeFleet()
    let index = try #require(fleet.rows.firstIndex { $0.row.area == .workload })
    fleet.rows[index].row.state = .suppressed
    var drive = Drive(fleet)
    drive.press("2 2")
    let rows = try #require(drive.dashboard.place.view as? AreasView).list.rows
    #expect(rows.first { $0.area == .workload }?.suppressed == 1)
  }

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

  @Test(
    "how an area went over two weeks stands beside its score, of one cluster and of all; without a past nothing does")
  func trend() throws {
    var fleet = FakeFleet()
    let today = FakeFleet.now / 86_400
    func day(_ ago: Int64, passed: Int) -> AreaDay {
      var tally = Tally()
      tally.add(.pass, .high, count: passed)
      tally.add(.fail, .high, count: 10)
      return AreaDay(day: today - ago, area: .workload, open: 40, tally: tally)
    }
    #expect(!Drive(fleet).text.contains("open than"))
    fleet.history["files:prod-weu"] = [day(20, passed: 0), day(9, passed: 5), day(2, passed: 10)]
    let prod = try #require(fleet.snapshot.clusters.first { $0.id == "files:prod-weu" })
    let trend = Trend([prod], .workload, today: today)
    // What was known before the first day shown holds from then on.
    #expect(trend.scores.prefix(4) == [0, 0, 0, 0] && trend.scores[4] == 100 * 5 / 15.0)
    #expect(trend.scores[11] == 50 && trend.scores[13] == prod.summary.areas[3].tally.score)
    #expect(Trend([prod], .image, today: today).change == nil)
    #expect(Trend([prod], .image, today: today).text.isEmpty)
    var drive = Drive(fleet)
    #expect(drive.text.contains("fewer open than 9 days ago"))
    drive.press("2")
    let change = try #require(trend.change)
    #expect(drive.lines[2].contains("14 DAYS"))
    #expect(drive.lines.contains { $0.contains("POD") && $0.contains("+\(change)") && $0.contains("▄") })
    drive.press("2")
    #expect(drive.lines.contains { $0.contains("POD") && $0.contains("▄") }, "of all clusters")
    var without = Drive()
    without.press("2")
    #expect(!without.text.contains("14 DAYS"))
  }

  @Test("findings of several severities are counted by each, and what there is no room for is named whatever is cut")
  func mixed() throws {
    var fleet = FakeFleet()
    let first = try #require(
      fleet.rows.firstIndex { $0.row.check == "run-as-non-root" && $0.row.cluster == "prod-weu" })
    fleet.rows[first].row.severity = .medium
    for index in fleet.rows.indices { fleet.rows[index].row.subject = "deploy/a-name-that-is-as-long-as-names-can-be" }
    let rows = fleet.rows.map(\.row).filter { $0.cluster == "prod-weu" && $0.area == .workload }
    let page = FindingsPage(
      revision: 1, total: rows.count, offset: 0, rows: rows, anchor: nil, counts: SeverityCounts(), hidden: .init(),
      hasData: true)
    let context = Context(size: Size(width: 80, height: 24), now: FakeFleet.now)
    let lines = AreaReasons(page).lines(limit: 3, room: 76, context).map(\.text.description)
    #expect(lines.count == 3)
    #expect(lines.contains { $0.contains("run-as-non-root") && $0.contains("◆2 ●1") })
    #expect(lines.last?.hasSuffix("· and 2 more checks") ?? false)
    #expect(lines.last.map { $0.count <= 76 } ?? false)
  }
}
