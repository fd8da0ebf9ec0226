import Foundation
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

  /// The shells of this machine that people paste into; sh is always there.
  private let shells = ["/bin/sh"] + ["bash", "dash", "zsh", "ksh", "fish"].compactMap { Program.find($0) }

  @Test("words arrive as they are, in every shell that is here")
  func arrive() throws {
    let line = try #require(ShellQuoting.commandLine(words))
    for shell in shells { #expect(try arrived(line, in: shell) == bytes(words), "\(shell)") }
  }

  @Test("words with what a screen cannot show have no form, nor has a line with one of them")
  func unshowable() {
    let odd: [UntrustedText] = [
      "\u{1B}[31m", "a\nb", "tab\t", "\r", "\u{202E}x", "\u{200B}", "e\u{301}", "\u{1B}7", "\u{7F}0", "'\u{1B}'",
      "\\\u{1B}\\", "\u{E0041}", "\u{85}1", "\u{FEFF}", "\0",
    ]
    for word in odd {
      #expect(ShellQuoting.quote(word) == nil)
      #expect(ShellQuoting.commandLine(["kubectl", word]) == nil)
    }
  }

  @Test("thousands of others arrive as they are or have no form, and what is shown is what is copied")
  func random() throws {
    var random = RandomText(seed: 40)
    var words: [UntrustedText] = []
    for step in 0..<2000 {
      let word = UntrustedText(step % 2 == 0 ? random.markup() : random.text(8))
      guard let quoted = ShellQuoting.quote(word) else { continue }
      #expect(!quoted.description.unicodeScalars.contains { Sanitizer.mustBeShown($0) })
      words.append(word)
    }
    #expect(words.count > 500)
    for shell in shells {
      for start in stride(from: 0, to: words.count, by: 200) {
        let some = Array(words[start..<min(start + 200, words.count)])
        let line = try #require(ShellQuoting.commandLine(some))
        #expect(try arrived(line, in: shell) == bytes(some), "\(shell)")
      }
    }
  }

  @Test("no word of quotes, backslashes and commands runs anything, in any shell that is here")
  func escaping() throws {
    let folder = try TemporaryFolder()
    let parts = ["'", "\\", "\"", "$'", "\n", ";", "$(", ")", "`", "|", "touch \(folder.path)/x", " ", "&", "\u{1B}"]
    var seed = SeededGenerator(seed: 7)
    for shell in shells {
      for _ in 0..<40 {
        let words = (0..<20).map { _ in
          UntrustedText(
            (0..<Int.random(in: 1...8, using: &seed)).map { _ in parts.randomElement(using: &seed) ?? "'" }.joined())
        }
        let some = words.filter { ShellQuoting.quote($0) != nil }
        let line = try #require(ShellQuoting.commandLine(some))
        #expect(try arrived(line, in: shell) == bytes(some), "\(shell)")
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
  }

  @Test("plain words are left alone, for people read them")
  func plain() {
    for word in ["kubectl", "-n", "deployments.apps", "a_b-c/d:e@f,g+h%i=j", "v1.30"] {
      #expect(ShellQuoting.quote(UntrustedText(word))?.description == word)
    }
    #expect(ShellQuoting.commandLine(["kubectl", "patch", "a b"])?.description == "kubectl patch 'a b'")
  }
}
