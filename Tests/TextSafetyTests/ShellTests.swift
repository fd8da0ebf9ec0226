import TestSupport
import Testing
import TextSafety

@Suite("Command lines to copy, in real shells")
struct ShellTests {
  /// What a shell makes of words: each as it arrives at a program.
  private func arrived(_ line: SafeText, in shell: String) throws -> [[UInt8]] {
    let outcome = try Program.shell("printf '%s\\0' \(line.description)", with: shell)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { Array($0) }
  }

  private func bytes(_ words: [UntrustedText]) -> [[UInt8]] {
    words.map { word in word.parsed { Array($0.utf8) } ?? [] }
  }

  private let words: [UntrustedText] = [
    "plain", "", " ", "a b", "it's", "'", "''", "\"", "$HOME", "$(id)", "`id`", "a\\b", "\\", "*", "?", "~", "#x", "!x",
    "a;b", "a&b", "a|b", "<x>", "(x)", "{a,b}", "[ab]", "-n", "--", "=ls", "a=b", "{\"op\":\"add\"}", "é漢", "%s", "^x",
  ]

  @Test("words arrive as they are at programs started by sh")
  func posix() throws {
    #expect(try arrived(ShellQuoting.commandLine(words), in: "/bin/sh") == bytes(words))
  }

  @Test("words with what a screen cannot show arrive as they are too, in shells that know $'…'")
  func escapes() throws {
    let bash = try #require(Program.find("bash"))
    let odd: [UntrustedText] = [
      "\u{1B}[31m", "a\nb", "tab\t", "\r", "\u{202E}x", "\u{200B}", "e\u{301}", "\u{1B}7", "\u{7F}0", "'\u{1B}'",
      "\\\u{1B}\\", "\u{E0041}", "\u{85}1", "\u{FEFF}",
    ]
    #expect(try arrived(ShellQuoting.commandLine(words + odd), in: bash) == bytes(words + odd))
    for word in odd {
      #expect(SafeText(UntrustedText(ShellQuoting.quote(word).description)) == ShellQuoting.quote(word))
    }
  }

  @Test("so do thousands of others, and the line that is shown is the line that is copied")
  func random() throws {
    let bash = try #require(Program.find("bash"))
    var random = RandomText(seed: 40)
    var words: [UntrustedText] = []
    for step in 0..<2000 {
      let text = step % 2 == 0 ? random.markup() : random.text(8)
      words.append(UntrustedText(text.unicodeScalars.contains("\0") ? "x" : text))
    }
    for start in stride(from: 0, to: words.count, by: 200) {
      let some = Array(words[start..<start + 200])
      let line = ShellQuoting.commandLine(some)
      #expect(try arrived(line, in: bash) == bytes(some))
      #expect(!line.description.unicodeScalars.contains { Sanitizer.mustBeShown($0) })
    }
  }

  @Test("plain words are left alone, for people read them")
  func plain() {
    for word in ["kubectl", "-n", "deployments.apps", "a_b-c/d:e@f,g+h%i=j", "v1.30"] {
      #expect(ShellQuoting.quote(UntrustedText(word)).description == word)
    }
    #expect(ShellQuoting.commandLine(["kubectl", "patch", "a b"]).description == "kubectl patch 'a b'")
  }
}
