import Testing
import TextSafety

@testable import TerminalKit

@Suite("Line editor")
struct LineEditorTests {
  private func edit(_ text: UntrustedText, _ keys: String...) -> UntrustedText {
    var editor = LineEditor(text)
    for name in keys { if let key = Key(name) { _ = editor.handle(key) } }
    return editor.text
  }

  private func row(_ editor: LineEditor, width: Int) -> (text: String, cursor: Int?) {
    var surface = Surface(Size(width: width + 2, height: 1))
    surface.put("[", x: 0, y: 0, .text)
    surface.put("]", x: width + 1, y: 0, .text)
    editor.draw(into: &surface, x: 1, y: 0, width: width, placeholder: "filter")
    return (surface.textLines[0], surface.cursor?.x)
  }

  @Test("a chosen text gives way to what is typed or pasted, and stays where one moves in it")
  func chosen() {
    func edit(_ keys: String...) -> UntrustedText {
      var editor = LineEditor("30 d", isChosen: true)
      for name in keys { if let key = Key(name) { _ = editor.handle(key) } }
      return editor.text
    }
    #expect(edit("6", "w") == "6w")
    #expect(edit("left", "x") == "30 xd")
    #expect(edit("end", "x") == "30 dx")
    #expect(edit("backspace") == "")
    var editor = LineEditor("30 d", isChosen: true)
    editor.insert("never")
    #expect(editor.text == "never")
    editor.choose()
    #expect(editor.isChosen)
    editor.replace(with: "")
    editor.choose()
    #expect(!editor.isChosen, "there is nothing to choose")
  }

  @Test("readline's keys do what they do in a shell")
  func keys() {
    #expect(edit("sev>=high ns:kube", "ctrl-w") == "sev>=high ")
    #expect(edit("one two  three", "alt-b", "alt-b", "ctrl-k") == "one ")
    #expect(edit("one two", "ctrl-a", "alt-f", "ctrl-u") == " two")
    #expect(edit("abc", "home", "del", "x", "end", "y") == "xbcy")
    #expect(edit("abc", "left", "backspace", "ctrl-d") == "a")
    #expect(edit("one two", "ctrl-w", "ctrl-a", "ctrl-y") == "twoone ")
    #expect(edit("one two", "ctrl-a", "alt-d", "alt-d") == "")
    #expect(edit("", "backspace", "del", "left", "right", "ctrl-y", "ctrl-w") == "")
  }

  @Test("letters with marks are one, and a mark joins the letter before it")
  func marks() {
    #expect(edit("cafe\u{301}s", "left", "backspace") == "cafs")
    var editor = LineEditor("e")
    _ = editor.handle(Key("\u{301}" as Unicode.Scalar))
    _ = editor.handle(Key("x" as Unicode.Scalar))
    #expect(editor.text == "e\u{301}x")
    _ = editor.handle(Key(.left))
    _ = editor.handle(Key(.backspace))
    #expect(editor.text == "x")
  }

  @Test("other keys are left to the caller")
  func others() {
    var editor = LineEditor("x")
    for name in ["enter", "esc", "tab", "shift-tab", "up", "down", "f1", "ctrl-c", "ctrl-r", "alt-x"] {
      #expect(Key(name).map { editor.handle($0) } == false, "\(name)")
    }
    #expect(editor.text == "x")
  }

  @Test("a paste stays one line, is shown harmless, and ends at the limit")
  func paste() {
    var editor = LineEditor("a")
    editor.insert("b\nc\td\r\ne\u{1B}[2J")
    #expect(editor.text == "ab c d e\u{1B}[2J")
    #expect(row(editor, width: 20).text == "[ab c d e␛[2J        ]")
    editor.insert(UntrustedText(String(repeating: "x", count: 100_000)))
    #expect(editor.text.matches { $0.count == LineEditor.limit })
  }

  @Test("the cursor is always seen, whatever the width")
  func scrolling() {
    var editor = LineEditor("sev>=high ns:日本語")
    #expect(row(editor, width: 30).cursor == 20)
    let narrow = row(editor, width: 8)
    #expect(narrow.text == "[:日本語 ]")
    #expect(narrow.cursor == 8)
    for _ in 0..<30 { _ = editor.handle(Key(.left)) }
    #expect(row(editor, width: 8) == ("[sev>=hig]", 1))
    #expect(row(LineEditor(), width: 8) == ("[filter  ]", 1))
    for width in 1...20 { #expect(row(LineEditor("日本語日本語"), width: width).cursor ?? 0 <= width) }
  }
}
