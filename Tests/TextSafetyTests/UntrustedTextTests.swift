import Foundation
import Testing
import TextSafety

@Suite("Untrusted text, and secrets")
struct UntrustedTextTests {
  @Test("texts are equal when their bytes are, whatever Unicode calls equivalent")
  func equality() {
    let composed = UntrustedText("caf\u{E9}")
    let decomposed = UntrustedText("cafe\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(UntrustedText("q\u{323}\u{307}") != UntrustedText("q\u{307}\u{323}"), "as many bytes, and as equivalent")
    #expect(UntrustedText("caf\u{E9}") == composed)
    #expect(UntrustedText("") == UntrustedText("") && UntrustedText("a") != UntrustedText("b"))
  }

  @Test("they are ordered by their bytes, and order and equality agree")
  func order() {
    var random = RandomText(seed: 7)
    var texts = (0..<200).map { _ in UntrustedText(random.text(4)) }
    texts += ["caf\u{E9}", "cafe\u{301}", "a", "", "Z"]
    for a in texts {
      for b in texts { #expect((a == b) == (!(a < b) && !(b < a))) }
    }
    #expect((["b", "a", "é", "Z", "aa", ""] as [UntrustedText]).sorted() == ["", "Z", "a", "aa", "b", "é"])
  }

  @Test("parts and changes stay untrusted")
  func parts() {
    let text: UntrustedText = "a/b//c"
    #expect(text.split("/") == ["a", "b", "", "c"])
    #expect(UntrustedText("").split("/") == [""])
    #expect(UntrustedText("KubeÉ").lowercasedASCII == "kubeÉ")
    #expect(UntrustedText("api-7f9c").droppingSuffix("-7f9c") == "api")
    #expect(UntrustedText("-7f9c").droppingSuffix("-7f9c") == nil)
    #expect(UntrustedText("api").droppingSuffix("-x") == nil)
    #expect(UntrustedText("12").parsed { Int($0) } == 12)
  }

  @Test("a part is found by its bytes, at the start, in the middle, at the end, and only whole")
  func byteParts() {
    let text: UntrustedText = "aab/~a"
    for part in ["", "a", "aa", "aab", "ab/", "~a", "aab/~a"] { #expect(text.contains(part), "\(part)") }
    for part in ["b~", "aaa", "~aa", "aab/~ab", "/a"] { #expect(!text.contains(part), "\(part)") }
    #expect(!UntrustedText("").contains("a") && UntrustedText("").contains(""))
  }

  @Test("a mark over a character hides none from those who look for it")
  func marks() {
    let text: UntrustedText = "-\u{301}x/\u{301}y"
    #expect(text.hasPrefix("-") && text.contains("/") && text.hasSuffix("\u{301}y"))
    #expect(text.split("/") == ["-\u{301}x", "\u{301}y"])
    #expect(UntrustedText("web-\u{301}").droppingSuffix("\u{301}") == "web-")
  }

  @Test("they survive JSON")
  func codable() throws {
    var random = RandomText(seed: 8)
    for _ in 0..<200 {
      let texts = [UntrustedText(random.text())]
      #expect(try JSONDecoder().decode([UntrustedText].self, from: JSONEncoder().encode(texts)) == texts)
    }
  }

  @Test("a secret prints as dots, reflects as nothing, and refuses to be encoded")
  func secret() throws {
    let secret = Secret("hunter2")
    var dumped = ""
    dump([secret], to: &dumped)
    for text in ["\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("hunter2") && text.contains("•••"), "\(text)")
    }
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(throws: Secret.NotCodable.self) { try JSONEncoder().encode([secret]) }
    #expect(throws: Secret.NotCodable.self) { try JSONDecoder().decode([Secret].self, from: Data(#"["a"]"#.utf8)) }
    #expect(secret == Secret("hunter2" as UntrustedText) && secret != Secret("hunter3") && secret != Secret("hunter"))
    #expect(secret.reveal { $0.count } == 7 && !secret.isEmpty && Secret("").isEmpty)
  }
}
