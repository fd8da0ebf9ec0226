import Foundation
import TestSupport
import Testing

/// A person's ways through the dashboard, on a real terminal with the built program.
@Suite("Journeys through the dashboard")
struct DashboardJourneyTests {
  /// Two small clusters, which say what these tests expect whatever becomes of the demo.
  static let clusters = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Clusters").path

  /// The dashboard over both.
  private func open(
    _ state: TemporaryFolder, _ arguments: [String] = [], width: Int = 120, height: Int = 36,
    environment: [String: String] = [:]
  ) throws -> TmuxScreen {
    let clusters = ["prod-neu", "stg-weu"].flatMap { ["--from", "\(Self.clusters)/\($0)"] }
    let screen = try TmuxScreen(
      [Program.bulwark] + clusters + arguments, width: width, height: height,
      environment: environment.merging(["BULWARK_STATE": state.path]) { $1 })
    try screen.wait(for: "the fleet, read") { $0[0].contains("as of") && !$0[0].contains("reading") }
    return screen
  }

  private func cursorLine(_ rows: [String]) -> String { rows.first { $0.hasPrefix("▸") } ?? "" }

  /// Whether it is asked if an act is meant, with how many findings it reaches.
  private func isAsked(_ rows: [String]) -> Bool { rows.contains { $0.hasSuffix(" findings now") } }

  @Test("open, drill, read, acknowledge, undo, quit; what stays decided is so after a restart")
  func triage() throws {
    let state = try TemporaryFolder()
    let screen = try open(state)
    try screen.wait(for: "prod-neu")
    try screen.press("Enter")
    try screen.wait(for: "fleet › stg-weu › areas")
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.wait(for: "privileged")
    try screen.press("Enter")
    try screen.wait(for: "Containers and volumes")
    try screen.wait(for: "network  ")
    try screen.press("Enter")
    try screen.wait(for: "Evidence")
    try screen.wait(for: "securityContext.privileged")
    try screen.press("q")
    try screen.wait(for: "Containers and volumes")
    try screen.press("q")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("a")
    try screen.wait(for: "u undo")
    try screen.wait(for: "✓")
    try screen.press("u")
    try screen.wait(for: "U redo")
    try screen.wait(forNo: "✓")
    try screen.press("U")
    try screen.wait(for: "✓")
    try screen.press("q")
    try screen.wait(for: "CLUSTER")
    try screen.press("q")
    #expect(try screen.finish() == 0)

    // With one finding less the cluster may not be the worst any more.
    let again = try open(state)
    let fleet = try again.wait(for: "stg-weu")
    if !cursorLine(fleet).contains("stg-weu") {
      try again.press("j")
      try again.wait(for: "the cursor on stg-weu") { self.cursorLine($0).contains("stg-weu") }
    }
    try again.press("Enter")
    try again.wait(for: "stg-weu › areas")
    try again.press("3")
    let text = try again.wait(for: "✓")
    #expect(cursorLine(text).contains("✓"))
    try again.press("Q")
    #expect(try again.finish() == 0)
  }

  @Test("gather by check, unfold, acknowledge a whole group after its preview, and take that back")
  func groups() throws {
    let state = try TemporaryFolder()
    let screen = try open(state)
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("b")
    try screen.wait(for: "Group by")
    try screen.press("c")
    try screen.wait(for: " groups of ")
    try screen.press("l")
    try screen.wait(for: "▿")
    try screen.press("h")
    try screen.wait(forNo: "▿")
    let before = cursorLine(try screen.wait(for: "▹"))
    try screen.press("a")
    try screen.wait(for: "how many findings it reaches", until: isAsked)
    try screen.press("y")
    try screen.wait(for: "u undo", until: { cursorLine($0) != before })
    try screen.press("u")
    try screen.wait(for: "U redo", until: { cursorLine($0) == before })
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("see the patch of a group, write it, and export what a filter leaves: private files, none replaced unasked")
  func files() throws {
    let state = try TemporaryFolder()
    let script = state.path + "/patch.sh"
    let screen = try open(state, ["--filter", "check:privileged"])
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("b", "c")
    try screen.wait(for: "1 group of 2")
    try screen.press("p")
    try screen.wait(for: "kubectl patch")
    try screen.press("w")
    try screen.wait(for: "bulwark-patch.sh")
    try screen.press("C-u")
    try screen.type(script)
    try screen.press("Enter")
    try screen.wait(for: "readable by you alone")
    #expect(try state.text("patch.sh").contains("\nkubectl patch"))
    try screen.press("x")
    try screen.wait(for: "Export 2 findings as")
    try screen.press("c")
    try screen.wait(for: ".csv")
    try screen.press("C-u")
    try screen.type(script)
    try screen.press("Enter")
    try screen.wait(for: "Replace it?")
    try screen.press("y")
    try screen.wait(for: "wrote 2 findings")
    let lines = try state.text("patch.sh").split(whereSeparator: \.isNewline)
    #expect(lines.count == 3 && lines[0].contains(","))
    let mode = try FileManager.default.attributesOfItem(atPath: script)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("keep a filter by name, and have it back after a restart; a spoilt line of the file costs itself")
  func savedFilter() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["--filter", "check:privileged"])
    try screen.wait(for: "1/2")
    try screen.press(":")
    try screen.type("save mine")
    try screen.wait(for: "keep check:privileged")
    try screen.press("Enter")
    try screen.wait(for: "kept as mine")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
    try state.write("filters.jsonl", "spoilt\n" + state.text("filters.jsonl"))
    let again = try open(state)
    try again.press("v")
    try again.wait(for: "check:privileged")
    try again.press("1")
    try again.wait(for: "1/2")
    try again.press("0")
    try again.wait(for: "filters.jsonl:1")
    try again.press("Q")
    #expect(try again.finish() == 0)
  }

  @Test("suppress with a reason, see it hidden, find it again, and take it back after a restart by reopening")
  func suppress() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["--filter", "check:privileged"])
    try screen.wait(for: "1/2")
    try screen.press("s")
    try screen.wait(for: "Hides")
    try screen.wait(for: "1 finding and 1 folded beneath now")
    try screen.press("Enter")
    try screen.wait(for: "say why")
    try screen.type("node agent, reviewed in SEC-1432")
    try screen.press("Enter")
    try screen.wait(for: "u undo")
    try screen.wait(for: "1 suppressed")
    try screen.press("t", "t")
    try screen.wait(for: "⊘")
    try screen.wait(for: "2/2")
    try screen.press("g", "g", "Enter")
    // The page is whole when what leads to the object is known.
    try screen.wait(for: "nothing that was read leads to it")
    try screen.press("G")
    try screen.wait(for: "node agent, reviewed in SEC-1432")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
    let log = try state.text("decisions.jsonl")
    #expect(log.contains("SEC-1432"))

    let again = try open(state, ["--filter", "check:privileged"])
    try again.wait(for: "1 suppressed")
    try again.press("t", "t")
    try again.wait(for: "2/2")
    try again.press("g", "g", "r")
    try again.wait(for: "u undo")
    try again.wait(forNo: "⊘")
    try again.press("Q")
    #expect(try again.finish() == 0)
  }

  @Test("what was decided is listed with its reason, leads to its findings, and is withdrawn from there and taken back")
  func decisions() throws {
    let state = try TemporaryFolder()
    let screen = try open(state)
    try screen.press("7")
    try screen.wait(for: "Nothing was decided yet")
    try screen.press("3")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("/")
    try screen.type("check:privileged")
    try screen.press("Enter")
    try screen.wait(for: "1/2")
    try screen.press("s")
    try screen.wait(for: "Hides")
    try screen.type("reviewed in SEC-1432")
    try screen.press("Enter")
    try screen.wait(for: "u undo")
    try screen.press("7")
    try screen.wait(for: "the decision, under the cursor") { self.cursorLine($0).contains("SEC-1432") }
    try screen.wait(for: "Hides 1 finding now")
    try screen.press("Enter")
    try screen.wait(for: "triage › privileged on")
    try screen.wait(for: "the finding, suppressed") { self.cursorLine($0).contains("⊘") }
    try screen.press("BSpace")
    try screen.wait(forRowUnder: "REASON")
    try screen.press("r")
    try screen.wait(for: "took back")
    try screen.wait(for: "No decision holds")
    try screen.press("u")
    try screen.wait(for: "the decision, again") { self.cursorLine($0).contains("SEC-1432") }
    try screen.press("t", "t")
    try screen.wait(for: "1/3")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
    #expect(try state.text("decisions.jsonl").split(separator: "\n").count == 3)
  }

  @Test("filter live, sort, mark a range, acknowledge all of it at once")
  func bulk() throws {
    let state = try TemporaryFolder()
    let screen = try open(state)
    try screen.press("3")
    try screen.wait(forRowUnder: "NAMESPACE")
    try screen.press("/")
    try screen.type("sev>=high ns:payments")
    try screen.wait(for: "rows of one namespace") { rows in
      rows.contains { $0.contains("payments") } && !rows.contains { $0.contains(" legacy ") }
    }
    try screen.press("Enter")
    try screen.wait(for: "findings  sev>=high ns:payments")
    try screen.press("Escape")
    try screen.wait(forNo: "sev>=high ns:payments")
    try screen.press("S")
    try screen.wait(for: "Sort by")
    try screen.press("c")
    try screen.wait(for: "CHECK▴")
    try screen.press("g", "g", "V", "j", "j", "V")
    try screen.wait(for: "3 marked")
    try screen.press("a")
    try screen.wait(for: "acknowledged 3")
    try screen.press("u")
    try screen.wait(for: "U redo")
    try screen.press("C-c")
    try screen.wait(for: "Quit Bulwark?")
    try screen.press("y")
    #expect(try screen.finish() == 0)
  }

  @Test("help, sources, resizing from large to one cell and back, and the screen is whole again")
  func screens() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["--ascii"])
    try screen.press("?")
    try screen.wait(for: "more than a tenth of it")
    try screen.press("Escape")
    try screen.wait(forNo: "more than a tenth of it")
    try screen.press("0")
    try screen.wait(for: "Clusters/prod-neu")
    try screen.press("Escape")
    try screen.wait(for: "CLUSTER")
    for (width, height) in [(200, 50), (1, 1), (60, 12), (33, 7), (80, 24)] {
      try screen.resize(width: width, height: height)
    }
    let text = try screen.wait(for: "prod-neu")
    #expect(text.joined().utf8.allSatisfy { $0 < 0x80 })
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test(
    "terminals of few colours or none say the same, in ASCII where they know no more",
    arguments: [
      ["TERM": "vt100"], ["TERM": "linux"], ["TERM": "xterm"], ["TERM": "xterm-16color"], ["NO_COLOR": "1"],
      ["TERM": "linux", "LC_ALL": "C"],
    ])
  func plain(_ environment: [String: String]) throws {
    let state = try TemporaryFolder()
    let screen = try open(state, environment: environment)
    try screen.press("3")
    try screen.wait(for: "CRIT")
    try screen.press("b", "c")
    try screen.wait(for: " groups of ")
    try screen.press("a")
    let rows = try screen.wait(for: "how many findings it reaches", until: isAsked)
    if environment["LC_ALL"] != nil || environment["TERM"] == "vt100" {
      #expect(rows.joined().utf8.allSatisfy { $0 < 0x80 })
    } else {
      #expect(rows.contains { $0.contains("▲ CRIT") })
    }
    try screen.press("n")
    try screen.wait(for: "no question") { !self.isAsked($0) }
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("y hands the id to the terminal's clipboard")
  func copy() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["--filter", "check:privileged"])
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("y")
    try screen.wait(for: "Copy")
    try screen.press("i")
    try screen.wait(for: "sent the id")
    #expect(try screen.clipboard().count == 32)
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("by name to a cluster and a theme, back and forward, the areas and out")
  func palette() throws {
    let state = try TemporaryFolder()
    let screen = try open(state)
    try screen.press(":")
    try screen.type("cluster prod")
    try screen.wait(for: "the findings of this cluster")
    try screen.press("Enter")
    try screen.wait(for: "fleet › prod-neu")
    try screen.press("[")
    try screen.wait(for: "CLUSTER")
    try screen.press("]")
    try screen.wait(for: "fleet › prod-neu")
    try screen.press("2")
    try screen.wait(for: "fleet › prod-neu › areas")
    try screen.press("Enter")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press(":")
    try screen.type("theme light")
    try screen.press("Enter")
    try screen.wait(for: "dashboard: {theme: light}")
    try screen.press(":")
    try screen.type("q")
    try screen.wait(for: "leave Bulwark")
    try screen.press("Enter")
    #expect(try screen.finish() == 0)
  }

  @Test("a suppression is remembered and offered again; on a small screen the way out of the form is named")
  func small() throws {
    let state = try TemporaryFolder()
    let screen = try open(state, ["--filter", "check:privileged"], width: 60, height: 12)
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("s")
    try screen.wait(for: "Enter suppress   Esc cancel")
    try screen.type("node agent")
    try screen.press("Enter")
    try screen.wait(for: "u undo")
    try screen.press("s")
    try screen.wait(for: "node agent")
    try screen.type("other")
    try screen.wait(forNo: "node agent")
    try screen.press("Escape")
    try screen.wait(forRowUnder: "SUBJECT")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }

  @Test("read the object, mend it in the editor, and the finding is gone")
  func edit() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "shop/pod.yaml",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: till, namespace: shop}
      spec:
        hostPID: true
        containers: [{name: till, image: "registry.example/till:1"}]

      """)
    // An editor that says what it was asked for, mends the line, and waits for nobody.
    try folder.write(
      "vi", "#!/bin/sh\necho \"$1\" > '\(folder.path)/asked'\nsed -i 's/hostPID: true/hostPID: false/' \"$2\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/vi")
    let screen = try TmuxScreen(
      [Program.bulwark, "--from", "\(folder.path)/shop", "--filter", "check:host-pid"], width: 120, height: 36,
      environment: ["BULWARK_STATE": folder.path + "/state", "EDITOR": folder.path + "/vi", "VISUAL": ""])
    try screen.wait(for: "pod/till")
    try screen.press("d")
    try screen.wait(for: "the line in its file") { $0[0].contains("› pod.yaml:5") }
    try screen.wait(for: "5    hostPID: true")
    try screen.press("e")
    try screen.wait(for: "5    hostPID: false")
    #expect(try folder.text("asked") == "+5\n")
    try screen.press("q")
    try screen.wait(for: "No finding in the fleet matches")
    try screen.press("Q")
    #expect(try screen.finish() == 0)
  }
}
