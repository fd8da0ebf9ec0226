import Testing

@testable import TerminalKit

@Suite("The person's editor")
struct EditorTests {
  private func words(_ environment: [String: String], line: Int = 12) -> [String] {
    Editor("/a file.yaml", line: line, environment: environment).words
  }

  @Test("is VISUAL, else EDITOR, else vi, and goes to the line where it can")
  func choice() {
    #expect(words([:]) == ["vi", "+12", "/a file.yaml"])
    #expect(words(["EDITOR": "nano"]) == ["nano", "+12", "/a file.yaml"])
    #expect(words(["EDITOR": "nano", "VISUAL": "code --wait"]) == ["code", "--wait", "/a file.yaml"])
    #expect(words(["EDITOR": "/usr/bin/nvim -u NONE"]) == ["/usr/bin/nvim", "-u", "NONE", "+12", "/a file.yaml"])
    #expect(words(["VISUAL": "  ", "EDITOR": ""]) == ["vi", "+12", "/a file.yaml"])
    #expect(words([:], line: 0) == ["vi", "/a file.yaml"])
  }
}
