import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The fleet by environment")
struct FleetSectionTests {
  private var fleet: FakeFleet {
    var fleet = FakeFleet()
    fleet.environments = ["files:prod-weu": "production", "files:stg-weu": "staging"]
    fleet.environmentOrder = ["staging", "production", "test"]
    return fleet
  }

  private func rows(_ drive: Drive) -> [String] {
    let lines = drive.lines.dropFirst(3).prefix { !$0.hasPrefix("─") }
    return lines.map { $0.replacing("▸", with: " ").split(separator: " ").prefix(2).joined(separator: " ") }
      .map { $0.hasPrefix("no environment") ? $0 : String($0.split(separator: " ").first ?? "") }
  }

  @Test("stands in sections in the order of the configuration, what has none last; each is sorted by itself")
  func sections() {
    var drive = Drive(fleet)
    #expect(
      rows(drive).filter { !$0.isEmpty } == [
        "staging", "stg-weu", "production", "prod-weu", "no environment", "✕edge-01",
      ])
    #expect(drive.cursorLine.contains("stg-weu"))
    drive.press("j")
    #expect(drive.cursorLine.contains("prod-weu"))
    drive.press("j j j k k")
    #expect(drive.cursorLine.contains("stg-weu"))
    #expect(!Drive().text.contains("no environment"), "without environments there are no sections")
  }

  @Test("a title takes no click, and a cluster beneath takes its own")
  func mouse() throws {
    var drive = Drive(fleet)
    let title = try #require(drive.lines.firstIndex { $0.hasPrefix(" production") })
    drive.send(.terminal(.mouse(Mouse(.click, x: 3, y: title))))
    #expect(drive.cursorLine.contains("stg-weu"))
    drive.send(.terminal(.mouse(Mouse(.click, x: 3, y: title + 1))))
    #expect(drive.cursorLine.contains("prod-weu"))
    drive.send(.terminal(.mouse(Mouse(.click, x: 3, y: title + 3))))
    #expect(drive.cursorLine.contains("edge-01"))
  }

  @Test("however low the screen, the cursor's cluster is on it, and of the first line the title", arguments: 4...12)
  func low(height: Int) {
    var drive = Drive(fleet, size: Size(width: 80, height: height))
    for _ in 0..<3 {
      #expect(!drive.cursorLine.isEmpty)
      drive.press("j")
    }
    let sections = FleetSections(fleet.snapshot.clusters.sorted { $0.environment > $1.environment })
    #expect(sections.lines(1..<2).count == 2)
  }
}
