import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Image references")
struct ImageReferenceTests {
  private static let digest = "sha256:" + String(repeating: "0123456789abcdef", count: 4)

  @Test(
    "have one canonical spelling",
    arguments: [
      ("nginx", "docker.io/library/nginx:latest"),
      ("nginx:1.27", "docker.io/library/nginx:1.27"),
      ("acme/web", "docker.io/acme/web:latest"),
      ("docker.io/nginx", "docker.io/library/nginx:latest"),
      ("index.docker.io/nginx:1", "docker.io/library/nginx:1"),
      ("registry.hub.docker.com/nginx:1", "registry.hub.docker.com/nginx:1"),
      ("localhost/web", "localhost/web:latest"),
      ("localhost:5000/web:2", "localhost:5000/web:2"),
      ("web:5000", "docker.io/library/web:5000"),
      ("registry:5000/web", "registry:5000/web:latest"),
      ("Registry/web", "Registry/web:latest"),
      ("GHCR.io/acme/web:V1", "ghcr.io/acme/web:V1"),
      ("[2001:db8::1]:5000/web", "[2001:db8::1]:5000/web:latest"),
      ("[2001:db8::1]/web:3", "[2001:db8::1]/web:3"),
      ("a--b/c__d/e.f_g", "docker.io/a--b/c__d/e.f_g:latest"),
      ("nginx@\(digest)", "docker.io/library/nginx@\(digest)"),
      ("reg.example/a/b/c:1.0@\(digest)", "reg.example/a/b/c:1.0@\(digest)"),
      ("web@blake3:" + digest.dropFirst(7), "docker.io/library/web@blake3:" + digest.dropFirst(7)),
      ("web@own+alg:ab_=-", "docker.io/library/web@own+alg:ab_=-"),
    ] as [(String, String)])
  func canonical(text: String, expected: String) throws {
    #expect(try ImageReference(UntrustedText(text)).canonical == UntrustedText(expected))
  }

  @Test(
    "that no runtime takes are refused, with the part that is wrong",
    arguments: [
      ("", .name), ("Nginx", .name), ("nginx/", .name), ("/nginx", .name), ("a//b", .name), ("-web", .name),
      ("web-", .name), ("a..b/web", .name), ("a___b", .name), ("a.-b", .name), (" web", .name), ("web ", .name),
      ("https://reg.example/web", .name), ("reg.example:port/web", .name), ("reg_x.example/web", .name),
      ("{{ .Values.image }}", .name), ("<registry>.example/web", .name), ("[::1/web", .name), ("web\u{301}", .name),
      (String(repeating: "a", count: 64), .name), (String(repeating: "b", count: 256), .name),
      ("web:", .tag), ("web:-1", .tag), ("web:a/b:c", .name), ("a/b:c d", .tag),
      ("web:" + String(repeating: "1", count: 129), .tag),
      ("web@", .digest), ("web@sha256:abc", .digest), ("web@sha256:" + String(repeating: "A", count: 64), .digest),
      ("web@\(digest)@\(digest)", .digest), ("web@SHA256:" + digest.dropFirst(7), .digest), ("web@x:", .digest),
      ("web@:aa", .digest), ("web@a+:aa", .digest),
    ] as [(String, ImageReference.Fault)])
  func refused(text: String, fault: ImageReference.Fault) {
    #expect(throws: fault) { try ImageReference(UntrustedText(text)) }
  }

  @Test("are pinned by sha256, sha512 and blake3 alone")
  func pinned() throws {
    let hex = String(repeating: "0123456789abcdef", count: 8)
    for (digest, isPinned) in [
      ("sha256:" + hex.prefix(64), true), ("sha512:" + hex, true), ("sha384:" + hex.prefix(96), false),
      ("md5:" + hex.prefix(32), false), ("sha1:" + hex.prefix(40), false), ("sha256+b64u:abc", false),
      ("blake3:" + hex.prefix(64), true), ("sha2560:" + hex.prefix(64), false),
    ] {
      #expect(try ImageReference(UntrustedText("web:1@\(digest)")).isPinned == isPinned, "\(digest)")
    }
    #expect(try !ImageReference("web:1").isPinned)
    for wrong in ["sha256:" + hex.prefix(63), "sha256:" + hex, "sha512:" + hex.prefix(64)] {
      #expect(throws: ImageReference.Fault.digest) { try ImageReference(UntrustedText("web@\(wrong)")) }
    }
  }

  @Test("lie below an entry by whole parts of the path")
  func below() throws {
    let web = try ImageReference("ghcr.io/acme/web:1")
    for entry in ["ghcr.io", "ghcr.io/", "GHCR.io/acme", "ghcr.io/acme/", "ghcr.io/acme/web"] {
      #expect(web.isBelow(entry), "\(entry)")
    }
    for entry in ["", "/", "ghcr", "ghcr.i", "ghcr.io/acm", "ghcr.io/acme/we", "ghcr.io/acme/web/x", "acme", "io"] {
      #expect(!web.isBelow(entry), "\(entry)")
    }
    let hub = try ImageReference("nginx")
    for entry in ["docker.io", "index.docker.io/library", "library", "nginx", "library/nginx"] {
      #expect(hub.isBelow(entry), "\(entry)")
    }
    #expect(!hub.isBelow("nginxinc"))
    #expect(try ImageReference("acme/web").isBelow("acme"))
    #expect(try !ImageReference("evil.example/acme/web").isBelow("acme"))
  }

  @Test("made of random valid parts come back as those parts, and their canonical form as itself")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<5000 {
      let registry = ["docker.io", "localhost", "localhost:5000", "ghcr.io", "a-1.b.example:443", "[::1]:80"]
        .randomElement(using: &random)
      let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in component(&random) }
      let path = parts.joined(separator: "/")
      let tag = Bool.random(using: &random) ? ["1", "v1.2-rc.3", "_x", "LATEST"].randomElement(using: &random) : nil
      let digest = Bool.random(using: &random) ? ImageReferenceTests.digest : nil
      var text = "\(registry ?? "")/\(path)"
      if let tag { text += ":\(tag)" }
      if let digest { text += "@\(digest)" }
      let read = try ImageReference(UntrustedText(text))
      #expect(read.registry == UntrustedText(registry ?? ""))
      let isOfficial = registry == "docker.io" && parts.count == 1
      #expect(read.repository == UntrustedText(isOfficial ? "library/\(path)" : path))
      #expect(read.tag == tag.map { UntrustedText($0) })
      #expect(read.digest == digest.map { UntrustedText($0) })
      let again = try ImageReference(read.canonical)
      #expect(again.canonical == read.canonical && again.name == read.name)
    }
  }

  @Test("of random bytes are read or refused, and what is read is stable")
  func noise() {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("abAZ09.:/@-_ []sha256\u{301}é")
    var read = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...12, using: &random)
      let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
      guard let reference = try? ImageReference(UntrustedText(text)) else { continue }
      read += 1
      #expect((try? ImageReference(reference.canonical))?.canonical == reference.canonical, "\(text)")
    }
    #expect(read > 100)
  }

  private func component(_ random: inout SeededGenerator) -> String {
    let words = ["a", "web", "9x", "team1"]
    let separators = [".", "_", "__", "-", "---"]
    return (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "a" }
      .joined(separator: separators.randomElement(using: &random) ?? "-")
  }
}
