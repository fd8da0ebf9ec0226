import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Filters that are kept by name")
struct SavedFilterTests {
  private func view(_ drive: Drive) throws -> FindingsView { try #require(drive.dashboard.place.view as? FindingsView) }

  @Test(":save is meant by what it is called, not what only speaks of it", arguments: ["kept", "name", "filters"])
  func written(name: String) {
    var drive = Drive()
    drive.press("3 /")
    drive.type("sev>=high")
    drive.press("enter :")
    drive.type("save \(name)")
    drive.press("enter")
    #expect(drive.fleet.saved.count == 1 && drive.fleet.saved.first?.name == UntrustedText(name))
  }

  @Test(":save keeps what was gone into and the filter; v and :view bring it back, :forget gives it up")
  func keep() throws {
    var drive = Drive()
    drive.press("v")
    #expect(drive.status.contains("views: none is kept: :save NAME keeps"))
    drive.press("into /")
    drive.type("sev>=high")
    drive.press("enter :")
    drive.type("save worst")
    drive.press("enter")
    let kept = try #require(drive.fleet.saved.first)
    #expect(kept.name == "worst")
    #expect(kept.filter.matches { $0.hasPrefix("cluster:") && $0.hasSuffix("sev>=high") })
    #expect(drive.status.contains("kept as worst: cluster:"))
    #expect(drive.status.contains("v brings it back"))
    drive.press("1 v")
    #expect(drive.text.contains("worst"))
    drive.press("1")
    #expect(try view(drive).filter.kept == kept.filter)
    #expect(drive.status.contains("/16") || drive.status.contains("/12"))
    drive.press("1 :")
    drive.type("view worst")
    drive.press("enter")
    #expect(try view(drive).filter.kept == kept.filter)
    drive.press(":")
    drive.type("forget worst")
    drive.press("enter")
    #expect(drive.fleet.saved.isEmpty)
    #expect(drive.status.contains("forgot the filter worst"))
    drive.press("v")
    #expect(drive.status.contains("none is kept"))
  }

  @Test(
    "what cannot be kept says why",
    arguments: [
      ("save a b", "a name is one word"), ("save", "a name is one word"),
      ("save x", "no findings are filtered here"), ("save ../x", "a name is one word"),
    ])
  func wrong(_ line: (typed: String, why: String)) {
    var drive = Drive()
    drive.press("3 :")
    drive.type(line.typed)
    #expect(drive.text.contains(line.why))
    drive.press("enter")
    #expect(drive.fleet.saved.isEmpty)
  }

  @Test("of many the first are in the menu, and the palette has all")
  func many() {
    var fleet = FakeFleet()
    fleet.saved = (0..<60).map { SavedFilter(name: UntrustedText("f\($0)"), filter: "sev:low") }
    var drive = Drive(fleet)
    drive.press("v")
    #expect(drive.text.contains("f0"))
    drive.press("esc :")
    drive.type("view f59")
    drive.press("enter")
    #expect(drive.text.contains("sev:low"))
  }
}
