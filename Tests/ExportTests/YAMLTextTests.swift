import Hardening
import Testing
import TextSafety

@testable import Export

@Suite("Remedies as YAML")
struct YAMLTextTests {
  private func text(_ value: FieldValue) -> [String] { YAMLText.lines(value).map(\.description) }

  @Test("maps and lists stand in blocks, empty ones do not")
  func blocks() {
    let value: FieldValue = .map([
      .init("spec", .map([.init("containers", .list([.map([.init("name", "web"), .init("tty", false)])]))])),
      .init("none", .map([])), .init("list", .list([])), .init("gone", .null),
      .init("nested", .list([.list([.integer(1), .string("a b")])])),
    ])
    #expect(
      text(value) == [
        "spec:", "  containers:", "    - name: web", "      tty: false", "none: {}", "list: []", "gone: null",
        "nested:", "  - - 1", "    - \"a b\"",
      ])
  }

  @Test(
    "text that a reader could take for something else is quoted",
    arguments: [
      ("true", "\"true\""), ("No", "\"No\""), ("1e3", "\"1e3\""), ("0x1", "\"0x1\""), ("", "\"\""), ("~", "\"~\""),
      ("a: b", "\"a: b\""), ("- x", "\"- x\""), ("#", "\"#\""), ("a\"\\b", "\"a\\\"\\\\b\""), ("/data", "/data"),
      ("a/b.c-d_e", "a/b.c-d_e"), ("*", "\"*\""), ("2026-01-01", "\"2026-01-01\""),
    ])
  func quoting(_ pair: (String, String)) { #expect(text(.string(UntrustedText(pair.0))) == [pair.1]) }

  @Test("what acts on terminals or breaks lines is escaped, in keys too")
  func hostile() {
    let hostile = UntrustedText("a\u{1B}[2J\n\u{202E}\u{1F600}\u{85}")
    let line = text(.map([.init(hostile, .string(hostile))]))
    #expect(line.count == 1)
    #expect(line[0].utf8.allSatisfy { (0x20...0x7E).contains($0) })
    #expect(line[0].contains("\\u001B[2J\\u000A\\u202E\\U0001F600\\u0085"))
  }

  @Test("operations become the fields to change where containers are tested by name, else a JSON Patch")
  func operations() {
    let path: UntrustedText = "/spec/template/spec/containers/0"
    let own = ObjectReference(group: "apps", kind: "Deployment", namespace: "a", name: "b")
    let merge = Remediation(
      text: "",
      operations: [
        JSONPatchOperation(op: .test, path: "\(path)/name", value: "web"),
        JSONPatchOperation(op: .replace, path: "\(path)/tty", value: false),
      ])
    #expect(YAMLText.lines(merge, of: own).map(\.description).contains("          tty: false"))
    let list = Remediation(text: "", operations: [JSONPatchOperation(op: .remove, path: "/spec/hosts/0")])
    #expect(
      YAMLText.lines(list, of: own).map(\.description) == [
        "# JSON Patch (RFC 6902)", "- op: remove", "  path: /spec/hosts/0",
      ])
    #expect(YAMLText.lines(Remediation(text: "think"), of: own).isEmpty)
  }
}
