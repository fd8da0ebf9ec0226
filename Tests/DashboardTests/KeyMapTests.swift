import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Keys as a person wants them")
struct KeyMapTests {
  private func settings(_ preset: UntrustedText = "k9s", _ bindings: (String, [UntrustedText])...) -> KeySettings {
    var settings = KeySettings()
    (settings.preset, settings.presetLine) = (preset, 2)
    settings.bindings = bindings.enumerated().map { index, binding in
      KeySettings.Binding(action: UntrustedText(binding.0), keys: binding.1, line: 10 + index)
    }
    return settings
  }

  /// The mistakes as `line: why`.
  private func mistakes(_ settings: KeySettings) -> [String] {
    KeyMap.make(settings).mistakes.map { "\($0.line): \($0.why.safe.description)" }
  }

  private func drive(_ settings: KeySettings) -> Drive {
    var options = Dashboard.Options()
    options.keys = KeyMap.make(settings).map
    return Drive(size: Size(width: 160, height: 45), options: options)
  }

  @Test("no preset has a key for two things, and each has the way out", arguments: KeyMap.presetNames)
  func presets(_ name: String) {
    let (map, mistakes) = KeyMap.make(settings(UntrustedText(name)))
    #expect(mistakes.isEmpty)
    #expect(map.actions.map(\.id) == ActionTable.all.map(\.id))
    #expect(map[.suspend] == "^z" && map[.interrupt] == "^c")
    #expect(map.actions.allSatisfy { !$0.keys.isEmpty })
  }

  @Test("the vim preset goes back with ctrl-o, does again with ctrl-r, folds with zc, quits with ZZ")
  func vim() {
    var drive = drive(settings("vim"))
    drive.press("3 a u ctrl-r")
    #expect(drive.status.contains("u undo"))
    drive.press("b c z o j z c")
    #expect(drive.cursorLine.contains("▹"))
    drive.press("ctrl-o")
    #expect(drive.text.contains("VERSION"))
    drive.press("Z Z")
    #expect(drive.dashboard.isFinished)
  }

  @Test("a binding takes the place of the preset's keys, on screen too: hints, help, palette, sentences")
  func bind() {
    var drive = drive(settings("k9s", ("acknowledge", ["A", "f2"]), ("undo", ["ctrl-t"]), ("filter", ["g f"])))
    drive.press("3")
    #expect(drive.status.contains("A ack"))
    #expect(drive.status.contains("^t undo"))
    #expect(drive.text.contains("gf shows it") || !drive.text.contains("/ shows it"))
    drive.press("a")
    #expect(drive.status.contains("a does nothing here · A ack"))
    drive.press("f2")
    #expect(drive.status.contains("· ^t undo"))
    drive.press("A")
    #expect(drive.status.contains("it is acknowledged already: r reopens it"))
    drive.press("?")
    #expect(drive.text.contains("A F2"))
    drive.press("esc g f")
    drive.type("pdb")
    drive.press("enter")
    #expect(drive.dashboard.place.view.filter.kept == "pdb")
    drive.press("g g :")
    drive.type("undo")
    #expect(drive.text.contains("^t"))
  }

  @Test("an action without a key is still there by its name")
  func unbound() {
    var drive = drive(settings("k9s", ("acknowledge", []), ("reopen", [])))
    drive.press("3 a")
    #expect(drive.status.contains("a does nothing here"))
    drive.press(":")
    drive.type("ack")
    drive.press("enter")
    #expect(drive.status.contains("acknowledged 1 finding"))
    drive.press(":")
    drive.type("ack")
    drive.press("enter")
    #expect(drive.status.contains(":reopen reopens it"))
  }

  @Test("what cannot be is told with its line, and then the keys are those of the table")
  func mistakes() {
    #expect(mistakes(settings("emacs")) == ["2: no preset of keys is called emacs"])
    #expect(mistakes(settings("k9s", ("acknowlege", ["a"]))) == ["10: no action is called acknowlege"])
    #expect(mistakes(settings("k9s", ("sort", ["hyper-x"]))) == ["10: no key is called 'hyper-x'"])
    #expect(mistakes(settings("k9s", ("suspend", ["x"]))) == ["10: suspend keeps its key"])
    #expect(mistakes(settings("k9s", ("undo", ["a"]))) == ["10: undo: a is the key of acknowledge too"])
    #expect(
      mistakes(settings("k9s", ("undo", ["g x"]), ("sort", ["g"]))).contains {
        $0.hasPrefix("11: sort: g and g") && $0.hasSuffix("begin alike")
      })
    #expect(mistakes(settings("k9s", ("undo", ["ctrl-c"]))).count == 1)
    #expect(KeyMap.make(settings("k9s", ("undo", ["a"]))).map[.undo] == "u")
    #expect(mistakes(settings("k9s", ("acknowledge", ["A"]), ("undo", ["a"]))).isEmpty, "what was given up is free")
    #expect(mistakes(settings("k9s", ("next", ["a"]))).isEmpty, "views that share no key may use it twice")
    let near = KeyMap.make(settings("k9s", ("acknowlege", ["a"]))).mistakes.first?.next
    #expect(near?.matches { $0.contains("acknowledge") } == true)
  }

  @Test("names from outside are shown harmless in what is told")
  func hostile() {
    let lines = mistakes(settings("\u{1B}[2J", ("a\u{202E}b", ["\u{7}"]), ("sort", ["\u{1B}x"])))
    #expect(lines.count == 3)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
  }

  @Test("Docs/Keys.md has every action by its name, with the keys of the table")
  func documented() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: folder.appendingPathComponent("Docs/Keys.md"), encoding: .utf8)
    for action in ActionTable.all {
      let keys = action.keys.map { chord in "`" + chord.map(\.name).joined(separator: " ") + "`" }.joined(
        separator: " ")
      let line = "| `\(action.id.name)` | \(keys) | \(action.help.description) |"
      #expect(text.contains(line), "\(line)")
    }
  }
}
