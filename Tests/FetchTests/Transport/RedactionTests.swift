import Foundation
import Testing
import TextSafety

@testable import Fetch

@Suite("Redaction")
struct RedactionTests {
  private static let token = "planted+token/with=signs&5f2c_zz"

  private func redaction(_ token: String = token) throws -> Redaction {
    Redaction(
      Credential(token: Secret(token)),
      try Target(Endpoint(server: "https://a.example"), environment: ProxyEnvironment([:])))
  }

  @Test("a token is written over as it is, percent-encoded and in base64, wherever it stands")
  func forms() throws {
    let redaction = try redaction()
    func encoded(_ text: String) -> [String] {
      let base64 = Data(text.utf8).base64EncodedString()
      return [base64, base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")]
    }
    let all = CharacterSet.alphanumerics
    var forms = [Self.token]
    for allowed in [all, all.union(CharacterSet(charactersIn: "-._~")), .urlQueryAllowed, .urlPathAllowed] {
      let form = try #require(Self.token.addingPercentEncoding(withAllowedCharacters: allowed))
      forms += [form, form.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }]
    }
    for form in forms {
      #expect(redaction.clean("say \(form)!").hasSuffix("•••!"))
      #expect(!redaction.clean("say \(form)!").contains("planted"))
    }
    for before in ["", "x", "xy", "Bearer ", "user:"] {
      for form in encoded(before + Self.token) + encoded(before + Self.token + "\n and more") {
        let clean = redaction.clean("[\(form)]")
        #expect(clean.contains("•••"))
        // A letter at each end may stand for parts of its neighbours.
        #expect(clean.count <= form.count - Self.token.utf8.count * 4 / 3 + 3 + 2 + 2)
      }
    }
  }

  @Test("a token that was cut short is one too, and its first letters are none")
  func beginnings() throws {
    let redaction = try redaction()
    for count in 12..<Self.token.count {
      #expect(redaction.clean("say \(Self.token.prefix(count))…") == "say •••…")
    }
    #expect(redaction.clean("planted flowers") == "planted flowers")
    #expect(try self.redaction("abc").clean("abc") == "abc")
    #expect(try self.redaction("abcd").clean("abcd abc") == "••• abc")
  }

  @Test("long texts are cut by bytes, never within a secret or a character, and in no time")
  func cut() throws {
    let redaction = try redaction()
    func clean(_ text: String, _ most: Int = 300) -> String { redaction.clean(UntrustedText(text), most: most).text }
    #expect(clean("short") == "short")
    #expect(clean(String(repeating: "x", count: 400)) == String(repeating: "x", count: 300) + "…")
    #expect(clean(String(repeating: "é", count: 400), 301) == String(repeating: "é", count: 150) + "…")
    // One letter with twenty million bytes of marks on it.
    let marks = "a" + String(repeating: "\u{301}", count: 10 << 20)
    #expect(clean(marks).utf8.count <= 300 + 3)
    for place in 250..<310 {
      #expect(!clean(String(repeating: "x", count: place) + Self.token).contains("plant"))
    }
    // The window ends within one of many.
    for shift in 0..<40 {
      let text = String(repeating: " ", count: shift) + String(repeating: Self.token, count: 3000)
      #expect(!clean(text, 1 << 20).contains("plant"))
    }
  }
}
