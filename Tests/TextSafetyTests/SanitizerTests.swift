import TestSupport
import Testing
import TextSafety

@Suite("The sanitizer")
struct SanitizerTests {
  private func shown(_ raw: String) -> String { SafeText(UntrustedText(raw)).description }

  /// What a text may hold after the sanitizer.
  private func isHarmless(_ text: SafeText) -> Bool {
    text.description.unicodeScalars.allSatisfy { !Sanitizer.mustBeShown($0) }
  }

  @Test("control characters become pictures, one column each")
  func controls() {
    for value in UInt32(0)..<0x20 {
      let text = SafeText(UntrustedText(String(UnicodeScalar(value)!)))
      #expect(text.description.unicodeScalars.map(\.value) == [0x2400 + value])
      #expect(text.width == 1)
    }
    #expect(shown("\u{7F}") == "␡")
    #expect(shown("a\tb\nc\rd\0e") == "a␉b␊c␍d␀e")
  }

  @Test("the C1 controls are named, for some terminals obey them")
  func c1() {
    for value in UInt32(0x80)...0x9F {
      #expect(shown(String(UnicodeScalar(value)!)) == "‹U+00\(String(value, radix: 16, uppercase: true))›")
    }
  }

  @Test(
    "escape sequences stand there as text",
    arguments: [
      ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
      ("\u{1B}]0;title\u{07}x", "␛]0;title␇x"),
      ("\u{1B}]8;;http://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "␛]8;;http://evil.example␛\\link␛]8;;␛\\"),
      ("\u{1B}P$q\"p\u{1B}\\", "␛P$q\"p␛\\"),
      ("\u{1B}_app\u{1B}\\\u{1B}^pm\u{1B}\\\u{1B}Xsos\u{1B}\\", "␛_app␛\\␛^pm␛\\␛Xsos␛\\"),
      ("\u{9B}31m\u{9D}0;t\u{9C}\u{90}q\u{9C}", "‹U+009B›31m‹U+009D›0;t‹U+009C›‹U+0090›q‹U+009C›"),
      ("\u{1B}]52;c;cm0gLXJm\u{07}", "␛]52;c;cm0gLXJm␇"),
      ("back\u{08}\u{08}\u{08}\u{08}gone\rover", "back␈␈␈␈gone␍over"),
    ])
  func sequences(raw: String, expected: String) { #expect(shown(raw) == expected) }

  @Test("what turns the direction of text, and what is invisible, is named")
  func invisible() {
    let scalars: [UInt32] = [
      0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,  // bidi
      0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0x2064,
      0x206A, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1D173, 0xE0100, 0xE01EF,  // no width
      0xE0001, 0xE0020, 0xE0041, 0xE007F,  // tags
      0xA0, 0x1680, 0x2000, 0x2003, 0x200A, 0x202F, 0x205F, 0x2028, 0x2029, 0x2800,  // blanks and separators
      0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0xFFFE, 0xFFFF, 0xFDD0, 0x10FFFF, 0x378, 0x1F3FB,  // no character at all
    ]
    for value in scalars {
      guard let scalar = UnicodeScalar(value) else { continue }
      let hex = String(value, radix: 16, uppercase: true)
      let name = "‹U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)›"
      #expect(shown("a\(scalar)b") == "a\(name)b")
    }
    #expect(shown("user\u{202E}txt.exe") == "user‹U+202E›txt.exe")
    #expect(shown("漢\u{3000}字") == "漢\u{3000}字", "the ideographic space is seen between ideographs")
  }

  @Test("a letter keeps four marks; how many more there were is told")
  func marks() {
    let mark = "\u{301}"
    for count in 0...4 { #expect(shown("e" + String(repeating: mark, count: count)).unicodeScalars.count == count + 1) }
    let flood = SafeText(UntrustedText("e" + String(repeating: mark, count: 10_004) + "x"))
    #expect(flood.description == "e" + String(repeating: mark, count: 4) + "‹+10000›x")
    #expect(flood.width == 10)
    #expect(shown("\u{301}x") == "◌\u{301}x", "a mark with no letter before it")
    #expect(shown("\u{1B}\u{301}") == "␛◌\u{301}", "a mark after what was no letter")
    #expect(shown("\n\u{301}") == "␊◌\u{301}")
    #expect(SafeText(UntrustedText("\u{301}")).width == 1)
  }

  @Test("malformed UTF-8 becomes the replacement character")
  func malformed() {
    let cases: [([UInt8], String)] = [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),  // overlong /
      ([0xE2, 0x82], "\u{FFFD}"),  // truncated €
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),  // a surrogate
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),  // beyond Unicode
      ([0x9B, 0x33, 0x31, 0x6D], "\u{FFFD}31m"),  // CSI of 8-bit terminals
    ]
    for (bytes, expected) in cases {
      let text = bytes.withUnsafeBufferPointer { SafeText(UntrustedText(utf8: $0)) }
      #expect(text.description == expected)
      #expect(text.width == expected.unicodeScalars.count)
    }
  }

  @Test("of any text nothing harmful is left, its width is right, and cleaning again changes nothing")
  func properties() {
    var random = RandomText(seed: 1)
    for _ in 0..<4000 {
      let raw = random.text()
      let text = SafeText(UntrustedText(raw))
      #expect(isHarmless(text), "\(raw.debugDescription)")
      #expect(text.width == text.description.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) })
      #expect(SafeText(UntrustedText(text.description)) == text, "\(raw.debugDescription)")
      #expect(text.isASCII == text.description.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test("cleaning for a few columns gives what cleaning all and cutting gives")
  func fitting() {
    var random = RandomText(seed: 2)
    for _ in 0..<3000 {
      let raw = UntrustedText(random.text(40))
      let columns = random.number(0...30)
      #expect(SafeText(raw, fitting: columns) == SafeText(raw).truncated(to: columns))
    }
    let endless = UntrustedText(String(repeating: "x", count: 1_000_000))
    #expect(SafeText(endless, fitting: 5).description == "xxxx…")
  }

  @Test("a text of several lines is a list of lines")
  func lines() {
    func lines(_ text: String) -> [String] { SafeText.lines(of: UntrustedText(text)).map(\.description) }
    #expect(lines("") == [])
    #expect(lines("a") == ["a"])
    #expect(lines("a\nb\n") == ["a", "b"])
    #expect(lines("a\r\nb\r\n") == ["a", "b"])
    #expect(lines("a\n\n\nb") == ["a", "", "", "b"])
    #expect(lines("a\rb\r") == ["a␍b␍"])
    #expect(lines("a\r\r\nb") == ["a␍", "b"])
    #expect(lines("a\u{2028}b\u{0B}c") == ["a‹U+2028›b␋c"], "only newlines end lines")
  }

  @Test("what is put together is as clean as its parts, and the taint spreads until then")
  func interpolation() {
    let name: UntrustedText = "web\u{1B}"
    let text: SafeText = "\(name): \(3) of \(own: "sev\ten")"
    #expect(text.description == "web␛: 3 of sev␉en")
    #expect(text.width == text.description.unicodeScalars.count)
    #expect((text + "!").description == "web␛: 3 of sev␉en!")
    #expect([text, "x"].joined(separator: ", ").width == text.width + 3)
    let joined: UntrustedText = "\(name)/\(2)"
    #expect(joined == "web\u{1B}/2")
    #expect(SafeText(repeating: "é漢", count: 3).width == 9)
    #expect(SafeText(repeating: "a", count: -1).isEmpty)
  }
}
