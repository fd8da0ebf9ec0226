import Foundation
import TestSupport
import Testing

@Suite("The dashboard without a terminal")
struct DashboardScriptTests {
  private static let clusters = DashboardJourneyTests.clusters

  @Test("--script runs the dashboard over keys from a file, and --dump writes the last screen")
  func script() throws {
    let folder = try TemporaryFolder()
    try folder.write("keys.txt", "enter enter\n# the worst one\na\n")
    let outcome = try Program.bulwark(
      "--from", "\(Self.clusters)/prod-neu", "--from", "\(Self.clusters)/stg-weu", "--script", "keys.txt", "--size",
      "80x24",
      "--dump", "out.txt", in: folder.path
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = try folder.text("out.txt").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 25)
    #expect(lines[0].contains("fleet › stg-weu"))
    #expect(lines.contains { $0.hasPrefix("▸ ✓ ▲ CRIT") })
    _ = try Program.bulwark(
      "--from", "\(Self.clusters)/stg-weu", "--script", "keys.txt", "--dump", "out.svg", "--theme", "light",
      in: folder.path
    )
    let picture = try folder.text("out.svg")
    #expect(picture.contains("<svg ") && picture.contains("fill=\"#ffffff\"") && picture.contains("▲ CRIT"))
    // Its decisions went to a folder of its own.
    #expect(!folder.names.contains { $0.contains("decisions") })
    let again = try Program.bulwark(
      "--from", "\(Self.clusters)/prod-neu", "--from", "\(Self.clusters)/stg-weu", "--script", "/dev/null", "--size",
      "80x24",
      in: folder.path)
    #expect(again.text.contains("prod-neu"))
    #expect(!again.text.contains("acknowledged"))
  }

  @Test("the configuration's keys are in force, and what is wrong with them names file and line, here and in validate")
  func keys() throws {
    let folder = try TemporaryFolder()
    try folder.write("config.yaml", "keys:\n  preset: vim\n  bind:\n    acknowledge: f2\n")
    try folder.write("keys.txt", "3 f2\n")
    let shown = try Program.run(
      Program.bulwark, ["--from", "\(Self.clusters)/stg-weu", "--script", folder.path + "/keys.txt"],
      environment: ["BULWARK_CONFIG": folder.path + "/config.yaml"])
    #expect(shown.text.contains("✓"))
    #expect(shown.text.contains("F2 ack") || shown.text.contains("acknowledged"))
    try folder.write("config.yaml", "keys:\n  bind:\n    undo: ctrl-t\n    sort: a\n")
    for arguments in [
      ["config", "validate"], ["--from", "\(Self.clusters)/stg-weu", "--script", folder.path + "/keys.txt"],
    ] {
      let outcome = try Program.run(
        Program.bulwark, arguments, environment: ["BULWARK_CONFIG": folder.path + "/config.yaml"])
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("config.yaml:4: sort: a is the key of acknowledge too"), "\(outcome.errors)")
    }
  }

  @Test(
    "what is wrong with the command line is one line that says what to do",
    arguments: [
      ([], "--from ./manifests"),
      (["--from", "/nowhere/at/all"], "no such file or folder"),
      (["--from", "DEMO", "--script", "/nowhere/keys"], "/nowhere/keys"),
      (["--from", "DEMO", "--filter", "foo:bar"], "no key is called 'foo'"),
      (["--from", "DEMO", "--script", "/dev/null", "--size", "big"], "--size"),
      (["--from", "DEMO", "--theme", "nosuch", "--script", "/dev/null"], "nosuch"),
      (["--from", "DEMO"], "terminal"),
    ] as [([String], String)])
  func errors(_ arguments: [String], part: String) throws {
    let arguments = arguments.map { $0 == "DEMO" ? "\(Self.clusters)/stg-weu" : $0 }
    let outcome = try Program.run(Program.bulwark, arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains(part), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
