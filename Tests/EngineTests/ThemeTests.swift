import Foundation
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("Theme files")
struct ThemeTests {
  private func errors(_ text: String) -> [String] {
    ThemeReader(text, file: "mine.yaml", themes: ["dark", "light"]).errors.map { $0.text.safe.description }
  }

  /// A folder of theme files that is gone when `body` is done.
  private func withThemes(_ files: [String: String], _ body: (ThemeFiles) throws -> Void) throws {
    let top = FileManager.default.temporaryDirectory.appendingPathComponent("bulwark-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: top) }
    let folder = top.appendingPathComponent("bulwark/themes")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    try body(ThemeFiles.find(in: ["XDG_CONFIG_HOME": top.path]))
  }

  @Test("the themes that are built in are correct and have every role", arguments: ThemeFiles.builtIn.keys.sorted())
  func builtIn(name: String) {
    let (theme, errors) = ThemeFiles(folder: "/nonexistent").read(name)
    #expect(errors.isEmpty)
    #expect(theme.looks.keys.sorted() == ThemeReader.allRoles)
    #expect(theme.terminal != .terminal)
  }

  @Test("colours and styles are read as they are written")
  func reading() {
    let text = """
      roles:
        text: {color: "#0a0B0c", background: 17, style: [bold, underline]}
        error: {color: bright-red, color16: red, style: none, style16: dim, mono: reverse}
        rule: {color: default, color16: 8}
      """
    let reader = ThemeReader(text, file: "mine.yaml", themes: [])
    #expect(reader.errors.isEmpty)
    #expect(reader.looks["text"]?.color == .rgb(red: 10, green: 11, blue: 12))
    #expect(reader.looks["text"]?.background == .index(17))
    #expect(reader.looks["text"]?.attributes == [.bold, .underline])
    #expect(reader.looks["error"]?.color == .index(9))
    #expect(reader.looks["error"]?.attributes == [])
    #expect(reader.looks["error"]?.attributes16 == [.dim])
    #expect(reader.looks["error"]?.monochrome == [.reverse])
    #expect(reader.looks["rule"]?.color == .terminal)
    #expect(reader.looks["rule"]?.color16 == .index(8))
  }

  @Test("what is wrong is named with its line and what to do")
  func wrong() {
    let text = """
      extends: drak
      roles:
        eror: {color: red}
        text:
          color: #d0d0d0
          style: bold
        rule: {color: purple, color16: 200, styl: bold}
        key: {style: [bold, blink]}
        header: 3
      colour: red
      """
    let expected = [
      "mine.yaml:1: extends names no theme (one of dark, light)",
      "mine.yaml:3: no role is called eror (did you mean error?)",
      "mine.yaml:5: color is empty (write a colour in quotes, for `#` begins a comment: \"#d0d0d0\")",
      "mine.yaml:7: color is no colour (\"#rrggbb\", 0 to 255, default or black, red,",
      "mine.yaml:7: color16 is none of sixteen colours (default or black, red,",
      "mine.yaml:7: styl is no key here (did you mean style",
      "mine.yaml:8: style is no style (none or bold, underline, reverse, dim, italic)",
      "mine.yaml:9: header is not a map (indent its keys below it)",
      "mine.yaml:10: colour is no key here",
    ]
    let found = errors(text)
    #expect(found.count == expected.count, "\(found)")
    for (line, beginning) in zip(found, expected) { #expect(line.hasPrefix(beginning)) }
    #expect(errors("").isEmpty)
    #expect(errors("- a").count == 1)
    #expect(errors("{").count == 1)
    #expect(errors("roles: {}\n---\nroles: {}").count == 1)
  }

  @Test("a person's theme adds to the one that it extends, and goes before a built-in one of its name")
  func own() throws {
    let files = [
      "mine.yaml": "extends: light\nroles:\n  error: {color: 9}\n",
      "bare.yaml": "roles:\n  error: {color: 9}\n",
      "dark.yaml": "extends: dark\nroles:\n  error: {color: 10}\n",
      "loop.yaml": "extends: pool\n", "pool.yaml": "extends: loop\n", "self.yaml": "extends: self\n",
      "not a name.yaml": "", ".yaml": "", "notes.txt": "",
    ]
    try withThemes(files) { themes in
      #expect(
        themes.names == [
          "bare", "dark", "deuteranopia", "high-contrast", "light", "loop", "mine", "pool", "self", "tritanopia",
        ])
      let light = ThemeFiles(folder: "/nonexistent").read("light").theme
      let mine = themes.read("mine")
      #expect(mine.errors.isEmpty)
      #expect(mine.theme.looks["error"]?.color == .index(9))
      #expect(mine.theme.looks["text"] == light.looks["text"])
      #expect(mine.theme.terminal == light.terminal)
      // A theme that extends none extends the person's own dark.
      #expect(themes.read("bare").theme.looks.count == ThemeReader.allRoles.count)
      #expect(themes.read("dark").theme.looks["error"]?.color == .index(10))
      #expect(themes.read("dark").errors.isEmpty)
      for name in ["loop", "pool", "self"] { #expect(themes.read(name).errors.count == 1) }
      #expect(themes.read("../dark").errors.count == 1)
    }
  }

  @Test("the configuration names a theme that there is")
  func settings() throws {
    try withThemes(["mine.yaml": ""]) { themes in
      let names = themes.names
      let good = SettingsReader("dashboard: {theme: mine}", file: "c", themes: names)
      #expect(good.errors.isEmpty && good.settings.theme == "mine")
      let wrong = SettingsReader("dashboard: {theme: drak}", file: "c", themes: names)
      #expect(wrong.errors.map(\.text) == ["c:1: no theme is called drak (did you mean dark?)"])
      #expect(wrong.settings.theme == "dark")
    }
  }
}
