import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The namespaces of a cluster, or of all")
struct NamespacesTests {
  @Test("4 shows the namespaces of the cluster under the cursor, the worst first, and once more those of all")
  func go() throws {
    var drive = Drive()
    drive.press("4")
    #expect(drive.lines[0].contains("fleet › prod-weu › namespaces"))
    #expect(drive.cursorLine.contains("payments"))
    #expect(drive.status.hasSuffix("1/4"))
    #expect(drive.text.contains("privileged"), "what is open in it stands beneath")
    drive.press("4")
    #expect(drive.lines[0].contains("BULWARK  namespaces"))
    #expect(drive.text.contains("CLUSTER"))
    drive.press("[ [")
    #expect(drive.cursorLine.contains("prod-weu"))
  }

  @Test("the Pod Security level is said by its name; what nobody knows is no level, and neither is no label")
  func levels() {
    var drive = Drive(size: Size(width: 140, height: 30))
    drive.press("4 4")
    let text = drive.text
    #expect(drive.lines[2].contains("PSS"))
    #expect(text.contains("privileged ") && text.contains("baseline") && text.contains("—") && text.contains("?"))
    var enforced: [String] = []
    for _ in 0..<8 {
      if let line = drive.lines.first(where: { $0.contains("Pod Security enforce") }) { enforced.append(line) }
      drive.press("j")
    }
    #expect(enforced.contains { $0.contains("enforce baseline, warn restricted") })
    #expect(enforced.contains { $0.contains("enforce privileged ·") })
    #expect(enforced.contains { $0.contains("enforce ? ·") })
  }

  @Test("Enter goes to the findings of the namespace, and back the cursor is where it was")
  func enter() throws {
    var drive = Drive()
    drive.press("4 j enter")
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == "cluster:prod-weu ns:payments-api")
    #expect(drive.lines[0].contains("fleet › prod-weu › ns:payments-api"))
    drive.press("backspace")
    #expect(drive.cursorLine.contains("payments-api"))
  }

  @Test("a filter narrows what is counted, and leaves out where nothing is")
  func filter() {
    var drive = Drive()
    drive.press("4 /")
    drive.type("check:psa-labels")
    #expect(drive.status.hasSuffix("1/3"))
    drive.press("enter")
    #expect(drive.lines[0].contains("namespaces  check:psa-labels"))
    drive.press("/ ctrl-u")
    drive.type("nowhere")
    #expect(drive.text.contains("No namespace has a finding that matches nowhere"))
    drive.press("enter esc")
    #expect(drive.status.hasSuffix("1/4"))
  }

  @Test("a refresh leaves the cursor on its namespace; what cannot be had says why")
  func refresh() {
    var drive = Drive()
    drive.press("4 j")
    drive.fleet.set(.acknowledged) { $0.namespace == "payments" }
    drive.dataChanged()
    #expect(drive.cursorLine.contains("payments-api"))
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "cache", why: "locked", next: "close the other one", costsCoverage: false))
    var other = Drive(drive.fleet)
    other.press("4")
    #expect(other.text.contains("locked"))
  }

  @Test("with a filter the hits are of all that is open; names come first; where nothing matches is no row")
  func hits() throws {
    var drive = Drive(size: Size(width: 140, height: 30))
    drive.press("4 4")
    let open = try #require(drive.fleet.snapshot.clusters.first { $0.id == "files:prod-weu" }).open.listed
    drive.press("/")
    drive.type("check:mem-limit")
    drive.press("enter")
    #expect(drive.lines.contains { $0.contains("payments") && $0.contains("3 of \(open - 3)") }, "\(drive.text)")
    #expect(!drive.text.contains("payments-api"))
    drive.press("/ ctrl-u")
    drive.type("payments-worker")
    drive.press("enter")
    #expect(drive.cursorLine.contains("payments-worker"))
  }

  @Test("where all that is open is the platform's, its number says so beside the score")
  func platform() {
    var fleet = FakeFleet()
    for index in fleet.rows.indices where fleet.rows[index].row.cluster == "edge-01" {
      fleet.rows[index].row.managedBy = .platform
    }
    var drive = Drive(fleet, size: Size(width: 140, height: 30))
    drive.press("4 4")
    #expect(drive.text.contains("4 platform"), "\(drive.text)")
    let view = drive.dashboard.place.view as? NamespacesView
    #expect(view?.platform.values.reduce(0, +) == fleet.rows.count { $0.row.managedBy == .platform })
  }

  @Test("from 190 columns the panel of the fleet and of areas stands beside the list, from 200 that of namespaces")
  func beside() {
    for (keys, width) in [("", 190), ("2", 190), ("2 2", 190), ("4", 200), ("4 4", 200)] {
      for isWide in [true, false] {
        var drive = Drive(size: Size(width: isWide ? width : width - 1, height: 40))
        drive.press(keys)
        #expect(drive.lines[6].contains("│") == isWide, "\(keys) \(width)")
        drive.press("j j G")
        #expect(!drive.cursorLine.isEmpty)
      }
    }
  }
}
