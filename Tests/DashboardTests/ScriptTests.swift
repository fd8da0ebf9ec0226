import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Scripts: what a person does, written down")
struct ScriptTests {
  @Test("keys by name, text to type and to paste, sizes, remarks")
  func events() throws {
    let script = try Script("# begin\nj  ctrl-d G\r\n\ntype a :\npaste b  c\nresize 80x24\n")
    #expect(
      script.events == [
        .key(Key("j")), .key(Key(.rune("d"), .ctrl)), .key(Key("G")), .key(Key("a")), .key(Key(" ")), .key(Key(":")),
        .paste("b  c"), .resize(Size(width: 80, height: 24)),
      ])
  }

  @Test(
    "what cannot be understood is named with its line",
    arguments: [
      ("j\nfoo", 2, "foo"), ("resize 80", 1, "80"), ("\n\nj ctrl-", 3, "ctrl-"),
    ])
  func mistakes(_ text: String, line: Int, word: String) {
    let mistake = #expect(throws: Script.Mistake.self) { try Script(text) }
    #expect(mistake?.line == line)
    #expect(mistake?.why.contains(word) == true)
  }
}
