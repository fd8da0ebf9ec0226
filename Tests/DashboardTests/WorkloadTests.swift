import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("One object, everything")
struct WorkloadTests {
  @Test("Enter from a finding's text shows its object: parts, what fails, what is unknown, what passes")
  func page() throws {
    var drive = Drive()
    drive.press("into enter enter")
    #expect(drive.lines[0].contains("prod-weu › payments › deploy/api"))
    for text in [
      "Deployment api", "registry.example/web:1", "Workload hardening", "runtime-socket", "passes: host-pid",
      "unknown: limitrange", "Namespace isolation", "passes: netpol-missing-pod",
    ] {
      #expect(drive.text.contains(text), "\(text)")
    }
    #expect(!drive.text.contains("deploy/worker"), "of no other object")
    let worst = try #require(drive.lines.firstIndex { $0.contains("Workload hardening") })
    let quiet = try #require(drive.lines.firstIndex { $0.contains("Image hardening") })
    #expect(worst < quiet, "what fails comes first")
    drive.press("q")
    #expect(drive.text.contains("Evidence"), "back where one was")
  }

  @Test("Enter goes to its findings as a list, d to its file, / searches")
  func on() throws {
    var drive = Drive()
    drive.press("into enter enter enter")
    let view = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(view.drill.text == "cluster:prod-weu ns:payments kind:Deployment name:api")
    drive.press("backspace d")
    #expect(drive.dashboard.place.view is ObjectView)
    drive.press("q /")
    drive.type("passes")
    #expect(drive.status.contains("3 places"))
  }

  @Test("what was decided is told; a finding that is gone leaves the page readable, and says so")
  func changes() {
    var drive = Drive()
    drive.press("into enter enter")
    drive.fleet.set(.acknowledged) { $0.check == "privileged" }
    drive.dataChanged()
    #expect(drive.text.contains("✓ ack"))
    drive.fleet.rows = []
    drive.dataChanged()
    #expect(drive.text.contains("runtime-socket"))
    #expect(drive.status.contains("is gone by now"))
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "cache", why: "locked", next: "", costsCoverage: false))
    drive.press("ctrl-r")
    #expect(!drive.dashboard.isFinished)
  }
}
