import Export
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("kubectl lines, in a shell with a kubectl that prints what it gets")
struct KubectlLineTests {
  /// The arguments that a real kubectl would see.
  private func arguments(_ line: SafeText, shell: String) throws -> [UntrustedText] {
    let folder = try TemporaryFolder()
    try folder.write("kubectl", "#!/bin/sh\nprintf '%s\\0' \"$@\"\n")
    let path = "\(folder.path):/usr/bin:/bin"
    let outcome = try Program.shell(
      "chmod +x \(folder.path)/kubectl\nPATH=\(path)\n\(line.description)", with: shell)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.text.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map {
      UntrustedText(String($0))
    }
  }

  private let operations = [
    JSONPatchOperation(op: .add, path: "/metadata/labels/a~1b", value: "it's \"x\" $HOME `id` \\ \u{202E}"),
    JSONPatchOperation(op: .remove, path: "/spec/hostPID"),
    JSONPatchOperation(op: .add, path: "/spec/x", value: ["n": 1, "l": [true, .null]]),
  ]

  @Test("the object and the patch arrive as they are, from sh")
  func plain() throws {
    let line = try #require(KubectlLine.patch(Samples.api, operations))
    #expect(
      try arguments(line, shell: "/bin/sh") == [
        "patch", "deployment.apps", "-n", "payments", "--type=json", "-p", UntrustedText(KubectlLine.json(operations)),
        "api",
      ])
  }

  @Test("hostile names are words like others, and none is an option")
  func hostile() throws {
    let bash = try #require(Program.find("bash"))
    let names: [UntrustedText] = [
      "it's", "$(id)", "a b", "a\nb", "--all", "-n", "\u{1B}[2J", "é", "=x", "~", "'", "-\u{301}",
    ]
    for name in names {
      let object = ObjectReference(group: "g\(name)", kind: "Widget", namespace: "n\(name)", name: name)
      let line = try #require(KubectlLine.patch(object, operations))
      let words = try arguments(line, shell: bash)
      #expect(words.last == name && words.contains("n\(name)") && words.contains("widget.g\(name)"))
      if name.hasPrefix("-") { #expect(words.dropLast().last == "--") }
    }
  }

  @Test("the core group has no suffix, cluster-wide objects no namespace, and what cannot be patched no line")
  func kinds() throws {
    let namespace = ObjectReference(group: "", kind: "Namespace", name: "shop")
    let line = try #require(KubectlLine.patch(namespace, [JSONPatchOperation(op: .remove, path: "/a")]))
    #expect(line.description == "kubectl patch namespace --type=json -p '[{\"op\":\"remove\",\"path\":\"/a\"}]' shop")
    for kind in ["Pod", "Job"] as [UntrustedText] {
      #expect(KubectlLine.patch(ObjectReference(group: "", kind: kind, namespace: "n", name: "x"), operations) == nil)
    }
    #expect(KubectlLine.patch(ObjectReference(group: "", kind: "Service", name: ""), operations) == nil)
  }
}
