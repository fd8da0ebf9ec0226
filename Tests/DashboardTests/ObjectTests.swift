import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The object in its file, and the person's editor")
struct ObjectTests {
  @Test("d shows the document with its lines' numbers, the finding's one marked and on the screen; q goes back")
  func object() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("into d")
    #expect(drive.lines[0].contains("› payments.yaml:17"))
    #expect(drive.lines.contains { $0.contains("▸ 17          privileged: true") })
    drive.press("G")
    #expect(drive.text.contains("hostile: ␛[2J"), "what stands in a file is shown and never sent")
    #expect(drive.text.contains("60"))
    drive.press("q")
    #expect(drive.lines[0].contains("fleet › prod-weu"))
  }

  @Test("the crumbs are the way that was come, the nearest part of it where there is no room, and the hints what helps")
  func crumbs() {
    var drive = Drive(size: Size(width: 120, height: 24))
    drive.press("into d")
    #expect(drive.lines[0].contains("fleet › prod-weu › deploy/api [web] › payments.yaml:17"))
    #expect(drive.status.contains("/ search   e edit   Backspace out"))
    drive.press("q enter d")
    #expect(drive.lines[0].contains("prod-weu › payments › deploy/api › payments.yaml:17"))
    drive.press("q enter d")
    #expect(drive.lines[0].contains("deploy/api [web] › privileged › payments.yaml:17"))
    drive.resize(Size(width: 50, height: 24))
    #expect(drive.lines[0].contains("… › privileged › payments.yaml:17"))
  }

  @Test("/ searches the text, n and N go from place to place, Esc forgets it")
  func search() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("into d n")
    #expect(drive.status.contains("next: nothing was searched for"))
    drive.press("/")
    drive.type("line5")
    #expect(drive.status.hasSuffix("10 places"), "line5 and line50 to line59 but the hostile one")
    drive.press("enter n")
    #expect(drive.text.contains("line5"))
    drive.press("g g / ctrl-u")
    drive.type("HOSTILE")
    drive.press("enter")
    #expect(drive.text.contains("hostile") && drive.status.hasSuffix("1 place"))
    drive.press("esc")
    #expect(!drive.status.contains("place"))
    #expect(drive.lines[0].contains("payments.yaml:17"))
    drive.press("esc")
    #expect(drive.lines[0].contains("fleet › prod-weu"))
  }

  @Test("e opens the editor at the finding's line, from the list and from the object; then the sources are read again")
  func edit() {
    var drive = Drive()
    drive.press("into e")
    #expect(drive.terminal == [.edit(path: "/manifests/prod/payments.yaml", line: 17)])
    drive.press("d e")
    #expect(drive.terminal.count == 2)
    let asked = drive.fleet.asked.count { $0 == .refresh }
    let read = drive.fleet.asked.count
    drive.send(.edited(nil))
    #expect(drive.fleet.asked.count { $0 == .refresh } == asked + 1)
    #expect(drive.status.contains("reading the sources again"))
    #expect(drive.fleet.asked[read] == .source(drive.fleet.rows[4].row.id), "before the sources are read again")
    drive.send(.edited("emacs: No such file or directory"))
    #expect(drive.status.contains("emacs: No such file"))
    #expect(drive.fleet.asked.count { $0 == .refresh } == asked + 1)
  }

  @Test("what cannot be had says why")
  func failure() {
    var drive = Drive()
    drive.press("into")
    drive.fleet.failure = SessionError(
      .source, Notice(what: "payments.yaml", why: "it is not there any more", next: "", costsCoverage: false))
    drive.press("e")
    #expect(drive.status.contains("payments.yaml: it is not there any more"))
    drive.press("d")
    #expect(drive.text.contains("The object cannot be shown"))
    #expect(drive.text.contains("payments.yaml: it is not there any more"))
  }
}
