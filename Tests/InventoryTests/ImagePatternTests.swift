import Hardening
import Inventory
import TestSupport
import Testing
import TextSafety

@Suite("Patterns and addresses")
struct ImagePatternTests {
  @Test(
    "stars stand for any text, or for none of slashes where a policy says so",
    arguments: [
      ("*", "a/b:1", true, false), ("**", "a/b:1", true, true), ("a/*", "a/b", true, true),
      ("a/*", "a/b/c", true, false),
      ("a/**", "a/b/c", true, true), ("*/b", "a/b", true, true), ("a?c", "abc", true, true),
      ("a?c", "ac", false, false),
      ("", "", true, true), ("", "a", false, false), ("a*b*c", "a-b-b-c", true, true), ("a*b*c", "a-c", false, false),
      ("a", "A", false, false), ("**/x", "a/b/x", true, true), ("a**", "a", true, true),
    ] as [(String, String, Bool, Bool)])
  func stars(pattern: String, text: String, anywhere: Bool, within: Bool) {
    #expect(ImagePattern(UntrustedText(pattern)).matches(UntrustedText(text)) == anywhere)
    #expect(ImagePattern(UntrustedText(pattern), starsEndAtSlashes: true).matches(UntrustedText(text)) == within)
  }

  @Test("a pattern matches what filling in its stars makes, and long ones end soon")
  func filled() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in word(&random) }
      let text = parts.reduce("") { text, part in text + part + word(&random) }
      let pattern = parts.map { $0 + "*" }.joined()
      #expect(ImagePattern(UntrustedText(pattern)).matches(UntrustedText(text)), "\(pattern) \(text)")
    }
    let long = String(repeating: "*a", count: 400) + "b"
    #expect(!ImagePattern(UntrustedText(long)).matches(UntrustedText(String(repeating: "a", count: 2000))))
  }

  private func word(_ random: inout SeededGenerator) -> String {
    String((0..<Int.random(in: 0...3, using: &random)).compactMap { _ in "ab/".randomElement(using: &random) })
  }

  @Test("images of Docker Hub match by each of their names")
  func hub() throws {
    let image = try ImageReference("nginx:1.27")
    for pattern in [
      "docker.io/library/nginx*", "index.docker.io/library/*", "nginx:*", "library/nginx:1.27", "*nginx*",
    ] {
      #expect(ImagePattern(UntrustedText(pattern)).matches(image), "\(pattern)")
    }
    #expect(!ImagePattern("docker.io/nginx").matches(image))
  }

  @Test("private addresses, and blocks within blocks")
  func addresses() {
    for text in ["10.0.0.1", "172.31.255.1", "192.168.0.1", "100.64.0.1", "127.0.0.1", "169.254.1.1", "fd00::1", "::1"]
    {
      #expect(NetworkAddress.isPrivate(UntrustedText(text)), "\(text)")
    }
    for text in ["172.32.0.1", "192.0.2.1", "100.128.0.1", "10.0.0", "10.0.0.256", "2001:db8::1", "", "1O.0.0.1"] {
      #expect(!NetworkAddress.isPrivate(UntrustedText(text)), "\(text)")
    }
    for (inner, outer) in [
      ("203.0.113.7", "203.0.113.0/24"), ("203.0.113.0/25", "203.0.113.0/24"), ("1.2.3.4/8", "0.0.0.0/0"),
    ] {
      #expect(NetworkAddress.isWithin(UntrustedText(inner), UntrustedText(outer)), "\(inner) \(outer)")
    }
    for (inner, outer) in [
      ("203.0.112.0/23", "203.0.113.0/24"), ("203.0.114.1", "203.0.113.0/24"), ("x", "0.0.0.0/0"),
      ("1.2.3.4/33", "0.0.0.0/0"),
    ] {
      #expect(!NetworkAddress.isWithin(UntrustedText(inner), UntrustedText(outer)), "\(inner) \(outer)")
    }
  }
}
