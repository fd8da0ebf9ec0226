import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The filter: live, and back")
struct FilterTests {
  @Test("the list shows what the filter leaves while it is typed, and how many")
  func live() {
    var drive = Drive()
    drive.press("3 /")
    drive.type("check:mem-limit")
    #expect(drive.status.hasPrefix("/ check:mem-limit"))
    #expect(drive.status.hasSuffix("1/3"))
    #expect(drive.cursorLine.contains("mem-limit"))
    drive.press("enter")
    #expect(drive.lines[0].contains("findings  check:mem-limit"))
  }

  @Test("Esc puts the list back as it was, the cursor on its finding")
  func drop() throws {
    var drive = Drive()
    drive.press("3 j j j j j j j j j j")
    let before = drive.text
    drive.press("/")
    drive.type("pdb")
    #expect(drive.text != before)
    drive.press("esc")
    #expect(drive.text == before)
  }

  @Test("what is no filter is told and keeps the list; Enter waits until it is one")
  func wrong() {
    var drive = Drive()
    drive.press("3 /")
    drive.type("api sev>=")
    #expect(drive.text.contains("filter, column"))
    #expect(drive.cursorLine.contains("deploy/api"))
    drive.press("enter")
    #expect(drive.status.hasPrefix("/ api sev>="))
    drive.type("high")
    drive.press("enter")
    #expect(drive.lines[0].contains("api sev>=high"))
  }

  @Test("a filter narrows what was gone into, and what names the same key goes to the other one")
  func within() {
    var drive = Drive()
    drive.press("into")
    #expect(drive.lines[0].contains("fleet › prod-weu"))
    drive.press("/")
    drive.type("cluster:stg-weu")
    #expect(drive.lines[0].contains("findings  cluster:stg-weu"))
    #expect(drive.status.hasSuffix("1/4"))
    drive.press("ctrl-u")
    drive.type("sev>=high !cluster:stg-weu")
    drive.press("enter")
    #expect(drive.lines[0].contains("fleet › prod-weu  sev>=high"))
    #expect(drive.status.hasSuffix("1/12"))
    drive.press("esc")
    #expect(drive.lines[0].contains("fleet › prod-weu  "))
  }

  @Test("an empty filter shows all again")
  func empty() {
    var drive = Drive()
    drive.press("3 /")
    drive.type("pdb")
    drive.press("enter / ctrl-u enter")
    #expect(drive.status.hasSuffix("/29"))
  }

  @Test("pasted text is text, whatever it holds")
  func paste() {
    var drive = Drive()
    drive.press("3 /")
    drive.send(.terminal(.paste("pdb\u{1B}[2Jq\n")))
    #expect(drive.status.contains("pdb␛[2Jq"))
    drive.press("esc")
    drive.send(.terminal(.paste("Q")))
    #expect(!drive.dashboard.isFinished)
    #expect(drive.status.contains("pasted text goes into prompts"))
  }

  @Test("clusters are found by name, and by nothing else")
  func fleet() {
    var drive = Drive()
    drive.press("/")
    drive.type("weu !stg")
    drive.press("enter")
    #expect(drive.cursorLine.contains("prod-weu"))
    #expect(!drive.text.contains("stg-weu"))
    drive.press("/ ctrl-u")
    drive.type("sev>=high")
    #expect(drive.text.contains("clusters are found by name"))
    drive.press("ctrl-u")
    drive.type("cluster:*-weu")
    #expect(drive.text.contains("stg-weu"))
    #expect(!drive.text.contains("edge-01"))
  }

  @Test("the dashboard begins with the findings that a filter leaves")
  func option() {
    var options = Dashboard.Options()
    options.filter = "check:seccomp"
    var drive = Drive(options: options)
    #expect(drive.lines[0].contains("findings  check:seccomp"))
    #expect(drive.status.hasSuffix("1/5"))
    drive.press("q")
    #expect(drive.lines[0].contains("fleet"))
  }

  @Test("t goes through the states shown, and says what is hidden")
  func states() {
    var fleet = FakeFleet()
    fleet.set(.suppressed) { $0.check == "pdb" }
    fleet.set(.acknowledged) { $0.check == "seccomp" }
    var drive = Drive(fleet)
    drive.press("3")
    #expect(drive.status.contains("hidden: 5 suppressed"))
    drive.press("t")
    #expect(drive.status.contains("showing open only"))
    #expect(drive.status.hasSuffix("1/19"))
    drive.press("t")
    #expect(drive.status.hasSuffix("1/29"))
    drive.press("G")
    #expect(drive.text.contains("⊘"))
    drive.press("g g t")
    #expect(drive.status.hasSuffix("1/24"))
  }

  @Test("what a list leaves out is named by the words that show it")
  func hidden() {
    var fleet = FakeFleet()
    fleet.set(.suppressed) { $0.check == "pdb" }
    var drive = Drive(fleet)
    drive.press("3 /")
    #expect(drive.text.contains("hidden: state:suppressed 5"))
    drive.type("check:pdb")
    #expect(drive.text.contains("Not listed here; / shows it: state:suppressed 5"))
    drive.type(" state:suppressed")
    #expect(drive.status.hasSuffix("1/5"))
  }

  @Test("a filter that no cluster matches says so, and how to be rid of it")
  func noCluster() {
    var drive = Drive()
    drive.press("/")
    drive.type("nowhere")
    #expect(drive.text.contains("No cluster matches nowhere") && drive.text.contains("Esc drops it."))
    drive.press("enter")
    #expect(drive.text.contains("Esc takes it back, / changes it."))
    drive.press("esc")
    #expect(drive.cursorLine.contains("prod-weu"))
  }
}
