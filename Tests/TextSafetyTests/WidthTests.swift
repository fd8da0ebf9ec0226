import Foundation
import Testing
import TextSafety

@Suite("Display width")
struct WidthTests {
  @Test("every scalar that passes the sanitizer is as wide as glibc's wcwidth says, by which ncurses moves its cursor")
  func glibc() throws {
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    // The headers show it to X/Open programs only.
    let symbol = try #require(dlsym(nil, "wcwidth"))
    let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (UInt32) -> Int32).self)
    var wrong: [String] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), !Sanitizer.mustBeShown(scalar) else { continue }
      let width = wcwidth(value)
      if DisplayWidth.of(scalar) != Int(width) {
        wrong.append("U+\(String(value, radix: 16, uppercase: true)) \(DisplayWidth.of(scalar)) not \(width)")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20))")
  }

  @Test("letters, ideographs, emoji and marks")
  func samples() {
    #expect(DisplayWidth.of("a") == 1 && DisplayWidth.of("é") == 1 && DisplayWidth.of("─") == 1)
    #expect(DisplayWidth.of("漢") == 2 && DisplayWidth.of("한") == 2 && DisplayWidth.of("ｱ") == 1)
    #expect(DisplayWidth.of("\u{1F600}") == 2 && DisplayWidth.of("\u{3000}") == 2)
    #expect(DisplayWidth.of("\u{301}") == 0 && DisplayWidth.of("\u{11A8}") == 0 && DisplayWidth.of("\u{20E3}") == 0)
  }
}
