import Testing

@testable import TerminalKit

@Suite("What a terminal can show, by its name and the person's word")
struct TerminalKindTests {
  @Test(
    "colours: the fewest that name and terminfo say, and none where NO_COLOR says so",
    arguments: [
      ("xterm-256color", 256, ColorDepth.palette), ("xterm-16color", 256, .sixteen), ("xterm-8color", 256, .eight),
      ("xterm-mono", 256, .monochrome), ("linux", 8, .eight), ("vt100", 0, .monochrome), ("xterm-16color", 8, .eight),
      ("xterm-direct", 1 << 24, .direct),
    ])
  func depth(_ terminal: (name: String, colors: Int, depth: ColorDepth)) {
    #expect(NcursesTerminal.depth(of: terminal.name, colors: terminal.colors, [:]) == terminal.depth)
    #expect(NcursesTerminal.depth(of: terminal.name, colors: terminal.colors, ["NO_COLOR": "1"]) == .monochrome)
  }

  @Test("ASCII alone where the locale was chosen so, or the terminal knows no more")
  func ascii() {
    #expect(NcursesTerminal.wantsASCII(["LANG": "C"]))
    #expect(NcursesTerminal.wantsASCII(["LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"]))
    #expect(NcursesTerminal.wantsASCII(["TERM": "vt100", "LANG": "C.UTF-8"]))
    #expect(!NcursesTerminal.wantsASCII(["TERM": "linux"]), "no locale was chosen")
    #expect(!NcursesTerminal.wantsASCII(["LANG": "C", "LC_ALL": "C.UTF-8"]))
    #expect(!NcursesTerminal.wantsASCII(["TERM": "xterm", "LANG": "C.UTF-8", "LC_CTYPE": ""]))
  }
}
