import Foundation
import TestSupport
import Testing

/// A person's ways with decisions and objects, on a real terminal with the built program.
@Suite("Journeys through decisions and objects")
struct DecisionJourneyTests {
  private func open(_ state: TemporaryFolder, _ arguments: [String], size: (Int, Int) = (120, 36)) throws -> TmuxScreen
  {
    let screen = try TmuxScreen(
      [Program.bulwark] + arguments, width: size.0, height: size.1, environment: ["BULWARK_STATE": state.path])
    try screen.wait(for: "the fleet, read") { $0[0].contains("as of") && !$0[0].contains("reading") }
    return screen
  }

  private func staging(_ state: TemporaryFolder) throws -> TmuxScreen {
    try open(state, ["--from", "\(DashboardJourneyTests.clusters)/stg-weu"])
  }

  private func cursorLine(_ rows: [String]) -> String { rows.first { $0.hasPrefix("▸") } ?? "" }

  @Test("note what is asked of whom, and read it in the finding's history after a restart")
  func note() throws {
    let state = try TemporaryFolder()
    let screen = try staging(state)
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("m")
    try screen.wait(for: "what others should know")
    try screen.type("asked the build team")
    try screen.press("Tab")
    try screen.type("SEC-77")
    try screen.press("Tab")
    try screen.type("bob")
    try screen.press("Enter")
    try screen.wait(for: "u undo")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
    let again = try staging(state)
    try again.press("3")
    try again.wait(forRowUnder: "SUBJECT")
    try again.press("/")
    try again.type("assignee:bob")
    try again.press("Enter")
    try again.wait(for: "1/1")
    try again.wait(for: "Evidence")
    try again.press("Tab", "G")
    try again.wait(for: "asked the build team")
    try again.wait(for: "SEC-77")
    try again.press("Q")
    #expect(try again.finish() == 0)
  }

  @Test("give a suppression another end, and have the first one back")
  func renew() throws {
    let state = try TemporaryFolder()
    let screen = try staging(state)
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("s")
    try screen.wait(for: "Hides")
    try screen.type("until the move")
    try screen.press("Tab")
    try screen.type("5 d")
    try screen.press("Enter")
    try screen.wait(for: "u undo")
    try screen.press("7")
    try screen.wait(for: "it ends soon") { self.cursorLine($0).contains("ends") }
    try screen.press("s")
    try screen.wait(for: "Suppressed")
    try screen.type("90 d")
    try screen.press("Enter")
    try screen.wait(for: "changed until when and why")
    try screen.wait(for: "it holds") { self.cursorLine($0).contains("holds") }
    try screen.press("u")
    try screen.wait(for: "U redo")
    try screen.wait(for: "it ends soon again") { self.cursorLine($0).contains("ends") }
    try screen.press("Q")
    #expect(try screen.finish() == 0)
    // suppress; its successor and what takes it back; the undo of both.
    #expect(try state.text("decisions.jsonl").split(separator: "\n").count == 5)
  }

  @Test("from a finding to its object and back to the same row, and by name to another object")
  func object() throws {
    let state = try TemporaryFolder()
    let screen = try staging(state)
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("j")
    var line = ""
    try screen.wait(for: "the second row") { rows in
      line = self.cursorLine(rows)
      return rows.last?.contains(" 2/") ?? false
    }
    try screen.press("Enter")
    try screen.wait(for: "Findings")
    try screen.wait(for: "reach")
    try screen.press("BSpace")
    try screen.wait(for: "the row that it was opened from") { self.cursorLine($0) == line }
    try screen.press(":")
    try screen.type("workload ci/runner")
    try screen.wait(for: "workload ci/runner")
    try screen.press("Enter")
    try screen.wait(for: "Deployment runner")
    try screen.press(":")
    try screen.type("workload nowhere/none")
    try screen.press("Enter")
    try screen.wait(for: "Deployment runner")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("what came since the last visit is counted on top, marked in the list, and found with is:new")
  func new() throws {
    let (state, folder) = (try TemporaryFolder(), try TemporaryFolder())
    try folder.write("prod/api.yaml", Manifests.privileged)
    let first = try open(state, ["--from", folder.path + "/prod"])
    try first.press("3")
    try first.wait(forRowUnder: "SUBJECT")
    try first.press("Q")
    #expect(try first.finish() == 0)
    try folder.write("prod/late.yaml", Manifests.privileged.replacing("name: api", with: "name: late"))
    // The visit was some hours ago.
    try SQLite.run(state.path + "/cache.sqlite", "UPDATE visits SET at = at - 5 * 3600")
    let screen = try open(state, ["--from", folder.path + "/prod"])
    try screen.wait(for: "new since")
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("/")
    try screen.type("is:new check:privileged")
    try screen.press("Enter")
    try screen.wait(for: "late, and nothing else") {
      $0.contains { $0.contains("deploy/late") } && $0.last?.contains("1/1") ?? false
    }
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("the demo opens on its past: what is new, what needs a look, how areas went")
  func demo() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["demo"])
    try screen.wait(for: "new since")
    try screen.wait(for: "production")
    try screen.press("2")
    try screen.wait(for: "14 DAYS")
    try screen.press("7")
    try screen.wait(for: "need a look")
    try screen.wait(for: "expired")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }
}
