import Foundation
import TestSupport
import Testing
import TextSafety

@testable import TerminalKit

@Suite("Keys")
struct KeyTests {
  private func keys(_ bytes: String) -> [String] { keys(Array(bytes.utf8)) }

  private func keys(_ bytes: [UInt8]) -> [String] {
    var decoder = KeyDecoder()
    let events = decoder.feed(bytes) + decoder.flush()
    return events.map { event in
      switch event {
      case .key(let key): key.name
      case .paste(let text): "paste:\(text.safe.description)"
      case .resize: "resize"
      case .mouse(let mouse): "mouse:\(mouse.x),\(mouse.y)"
      }
    }
  }

  @Test(
    "a name gives a key, and the key its name",
    arguments: [
      "j", "G", "?", "/", "-", "^", "ctrl-d", "ctrl-z", "alt-x", "ctrl-alt-x", "shift-tab", "pgup", "pgdn", "home",
      "end",
      "enter", "esc", "tab", "backspace", "del", "ins", "space", "ctrl-space", "f1", "f12", "ctrl-left",
      "ctrl-shift-up",
      "é", "日", "ctrl-\\", "ctrl-]",
    ])
  func names(name: String) throws {
    #expect(try #require(Key(name)).name == name)
  }

  @Test("clicks and the wheel come with their place; other buttons, moves and letting go are nothing")
  func mouse() {
    var decoder = KeyDecoder()
    func feed(_ text: String) -> [Event] { decoder.feed(Array(text.utf8)) }
    #expect(feed("\u{1B}[<0;1;1M") == [.mouse(Mouse(.click, x: 0, y: 0))])
    #expect(feed("\u{1B}[<64;300;40M") == [.mouse(Mouse(.wheelUp, x: 299, y: 39))])
    #expect(feed("\u{1B}[<69;3;4M") == [.mouse(Mouse(.wheelDown, x: 2, y: 3))], "with Shift")
    for other in ["<0;1;1m", "<2;1;1M", "<32;1;1M", "<0;0;1M", "<0;1M", "<0;1;1;1M", "<;;M", "<M"] {
      #expect(feed("\u{1B}[" + other).isEmpty, "\(other)")
    }
    #expect(feed("j") == [.key(Key("j"))], "nothing of them is typed")
    var clicks = ClickCounter()
    let (click, now) = (Event.mouse(Mouse(.click, x: 3, y: 4)), ContinuousClock.now)
    #expect(clicks.count(click, at: now) == click)
    #expect(clicks.count(click, at: now + .milliseconds(200)) == .mouse(Mouse(.doubleClick, x: 3, y: 4)))
    #expect(clicks.count(click, at: now + .milliseconds(300)) == click, "a third is a first")
    #expect(clicks.count(click, at: now + .seconds(1)) == click)
    #expect(clicks.count(.mouse(Mouse(.click, x: 3, y: 5)), at: now + .seconds(1)) == .mouse(Mouse(.click, x: 3, y: 5)))
  }

  @Test("people write keys in more than one way")
  func aliases() {
    #expect(Key("^d") == Key("ctrl-d"))
    #expect(Key("Ctrl-D") == Key("ctrl-d"))
    #expect(Key("PageDown") == Key("pgdn"))
    #expect(Key("ctrl-i") == Key("tab"))
    #expect(Key("ctrl-m") == Key("enter"))
    for wrong in ["", "jj", "ctrl-", "f0", "f25", "shift-a", "hyper-x", "ff", "\u{1B}"] { #expect(Key(wrong) == nil) }
  }

  @Test("what terminals send is the key that was pressed")
  func sequences() {
    let expected: [(String, String)] = [
      ("a", "a"), ("\u{1}", "ctrl-a"), ("\u{0}", "ctrl-space"), ("\r", "enter"), ("\n", "ctrl-j"), ("\t", "tab"),
      ("\u{7F}", "backspace"), ("\u{8}", "backspace"), ("\u{1F}", "ctrl-_"), ("é", "é"), ("日", "日"), ("𝄞", "𝄞"),
      ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5C", "ctrl-right"), ("\u{1B}[1;3D", "alt-left"),
      ("\u{1B}[H", "home"), ("\u{1B}OH", "home"), ("\u{1B}[1~", "home"), ("\u{1B}[7~", "home"), ("\u{1B}[4~", "end"),
      ("\u{1B}[5~", "pgup"), ("\u{1B}[6;5~", "ctrl-pgdn"), ("\u{1B}[3~", "del"), ("\u{1B}[2~", "ins"),
      ("\u{1B}OP", "f1"), ("\u{1B}[11~", "f1"), ("\u{1B}[[A", "f1"), ("\u{1B}[1;2P", "shift-f1"), ("\u{1B}[24~", "f12"),
      ("\u{1B}[Z", "shift-tab"), ("\u{1B}x", "alt-x"), ("\u{1B}é", "alt-é"), ("\u{1B}\u{7F}", "alt-backspace"),
      ("\u{1B}\r", "alt-enter"), ("\u{1B}[13;2u", "shift-enter"), ("\u{1B}[97;5u", "ctrl-a"),
      ("\u{1B}[27;5;9~", "ctrl-tab"),
      ("\u{1B}[5^", "ctrl-pgup"), ("\u{1B}[5$", "shift-pgup"), ("\u{1B}[a", "shift-up"), ("\u{1B}Oa", "ctrl-up"),
      ("\u{1B}\u{1B}[A", "alt-up"), ("\u{1B}OM", "enter"), ("\u{1B}Ow", "7"), ("\u{1B}", "esc"), ("\u{1B}[", "alt-["),
      ("\u{1B}O", "alt-O"), ("\u{1B}]", "alt-]"),
    ]
    for (bytes, name) in expected { #expect(keys(bytes) == [name], "\(bytes.debugDescription)") }
    #expect(keys("\u{1B}\u{1B}") == ["esc", "esc"])
    #expect(keys("\u{1B}\u{1B}j") == ["esc", "alt-j"])
    #expect(keys("jk\u{1B}[Bq") == ["j", "k", "down", "q"])
  }

  @Test("sequences that nobody knows are swallowed whole")
  func unknown() {
    let sequences = [
      "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[12;40R", "\u{1B}[<0;10;10m", "\u{1B}[M !!",
      "\u{1B}[I", "\u{1B}[O", "\u{1B}]0;rm -rf /\u{7}", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}Pq#0\u{1B}\\",
      "\u{1B}_secret\u{1B}\\", "\u{1B}^x\u{1B}\\", "\u{1B}[38;5;1m", "\u{1B}[99~", "\u{1B}[1;1;1;1A",
      "\u{1B}[999999999999u",
      "\u{1B}[55555u", "\u{1B}[57344u", "\u{1B}[2J", "\u{1B}[31\u{18}", "\u{1B}[201~",
      "\u{1B}[" + String(repeating: "1;", count: 5000) + "A", "\u{1B}[200\u{D}", "\u{9B}",
      "\u{85}", "\u{E000}".isEmpty ? "" : "\u{1B}[1\u{7}",
    ]
    for sequence in sequences { #expect(keys(sequence + "j") == ["j"], "\(sequence.debugDescription)") }
  }

  @Test("bytes that are no UTF-8 type nothing, and the next key counts")
  func malformed() {
    let bytes: [[UInt8]] = [
      [0x80], [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
      [0xE6, 0x97],
      [0xF0, 0x9F, 0x98],
    ]
    for part in bytes { #expect(keys(part + [0x6A]) == ["j"], "\(part)") }
  }

  @Test("a paste is text and nothing else")
  func paste() {
    #expect(keys("\u{1B}[200~q\rx\u{3}\u{1B}[A\u{1B}[201~j") == ["paste:q␊x␃␛[A", "j"])
    #expect(keys("\u{1B}[200~\u{1B}[201~j") == ["j"])
    // The terminal died in the middle.
    #expect(keys("\u{1B}[200~half") == ["paste:half"])
    let long = String(repeating: "x", count: KeyDecoder.pasteLimit + 1000)
    #expect(keys("\u{1B}[200~\(long)\u{1B}[201~j").map(\.utf8.count) == [KeyDecoder.pasteLimit + 6, 1])
  }

  @Test("an escape waits for what belongs to it, in whatever parts it comes")
  func parts() {
    var decoder = KeyDecoder()
    #expect(decoder.patience == nil)
    for byte in "\u{1B}[1;5".utf8 { #expect(decoder.feed([byte]).isEmpty) }
    #expect(decoder.patience != nil)
    #expect(decoder.feed("C".utf8) == [.key(Key(.right, .ctrl))])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.flush() == [.key(Key(.escape))])
    #expect(decoder.flush().isEmpty)
  }

  @Test("whatever comes, the decoder comes to rest and knows the next key", arguments: 0..<50)
  func fuzz(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces: [[UInt8]] = [
      [0x1B], [0x5B], [0x4F], [0x5D], [0x50], [0x3B], [0x31], [0x7E], [0x18], [0x07], [0x5C], [0x24], [0x4D],
      Array("\u{1B}[200~".utf8), Array("\u{1B}[201~".utf8), Array("\u{1B}[1;".utf8),
    ]
    var decoder = KeyDecoder()
    for _ in 0..<400 {
      let part =
        Bool.random(using: &random)
        ? pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: .min ... .max, using: &random)]
      for case .key(let key) in decoder.feed(part) {
        if case .rune(let rune) = key.code { #expect(rune.value >= 0x20 && !(0x7F...0x9F).contains(rune.value)) }
      }
      if Int.random(in: 0..<20, using: &random) == 0 { _ = decoder.flush() }
    }
    _ = decoder.flush()
    #expect(decoder.feed("j".utf8) == [.key(Key("j" as Unicode.Scalar))])
  }

  private static var corpus: [URL] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fuzz/corpus/keys")
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).sorted { $0.path < $1.path }
  }

  @Test("the fuzzer's seeds are decoded alike in one part and in many", arguments: corpus)
  func replay(file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    var (whole, parts) = (KeyDecoder(), KeyDecoder())
    let expected = whole.feed(bytes) + whole.flush()
    #expect(bytes.flatMap { parts.feed([$0]) } + parts.flush() == expected)
  }
}
