import Export
import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("kubectl lines, in shells with a kubectl that prints what it gets")
struct KubectlLineTests {
  private let shells = ["/bin/sh"] + ["bash", "dash", "zsh", "ksh"].compactMap { Program.find($0) }

  /// The arguments that a real kubectl would see, and then what else the line writes.
  private func words(_ line: SafeText, shell: String) throws -> [UntrustedText] {
    let outcome = try Program.shell("kubectl() { printf '%s\\0' \"$@\"; }\n\(line.description)", with: shell)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(shell): \(outcome.errors)")
    return outcome.text.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map {
      UntrustedText(String($0))
    }
  }

  private let container = FieldPath.podSpec.appending("containers").appending(element: "web", index: 0)

  private func operations(_ patch: Patch, exists: Bool = true) -> [JSONPatchOperation] {
    patch.expanded(pod: ["spec", "template"]) { exists || $0.components.count <= container.components.count }
  }

  @Test("a built-in workload is merged by its containers' names: what else it has stays")
  func strategic() throws {
    let patch = Patch([
      .add(container.appending("securityContext.privileged"), false),
      .add(container.appending("securityContext.capabilities.drop"), ["ALL"]),
    ])
    for exists in [true, false] {
      let line = try #require(KubectlLine.patch(Samples.api, operations(patch, exists: exists)))
      #expect(
        line.description == "kubectl patch deployment.apps -n payments --type strategic -p '{\"spec\":{\"template\":{"
          + "\"spec\":{\"containers\":[{\"name\":\"web\",\"securityContext\":{"
          + "\"privileged\":false,\"capabilities\":{\"drop\":[\"ALL\"]}"
          + "}}]}}}}' api")
    }
  }

  @Test("a kind of others is patched by JSON Patch that tests what it meets, whole maps only where there are none")
  func custom() throws {
    let rollout = ObjectReference(group: "argoproj.io", kind: "Rollout", namespace: "n", name: "web")
    let patch = Patch.set(container.appending("securityContext.privileged"), false)
    let line = try #require(KubectlLine.patch(rollout, operations(patch, exists: false)))
    #expect(
      line.description == "kubectl patch rollout.argoproj.io -n n --type json -p '["
        + "{\"op\":\"test\",\"path\":\"/spec/template/spec/containers/0/name\",\"value\":\"web\"},"
        + "{\"op\":\"test\",\"path\":\"/spec/template/spec/containers/0/securityContext\",\"value\":null},"
        + "{\"op\":\"add\",\"path\":\"/spec/template/spec/containers/0/securityContext\",\"value\":{\"privileged\":false}}"
        + "]' web")
    let plain = try #require(
      KubectlLine.patch(rollout, operations(.set(FieldPath.podSpec.appending("hostPID"), false))))
    #expect(plain.description.contains("--type merge -p '{\"spec\":{\"template\":{\"spec\":{\"hostPID\":false}}}}'"))
  }

  @Test("elements of lists that do not merge by name are tested and taken out one by one")
  func elements() throws {
    let added = container.appending("securityContext.capabilities.add").appending(element: "", index: 1)
    let patch = Patch([.remove(added)])
    let expanded = patch.expanded(evidence: [Evidence(added, "SYS_ADMIN")]) { _ in true }
    let line = try #require(KubectlLine.patch(Samples.api, expanded))
    #expect(line.description.contains("--type json"))
    #expect(line.description.contains("capabilities/add/1\",\"value\":\"SYS_ADMIN\"},{\"op\":\"remove\""))
  }

  @Test("members that go are nulls of the merge")
  func removed() throws {
    let line = try #require(
      KubectlLine.patch(Samples.api, [JSONPatchOperation(op: .remove, path: "/spec/template/spec/hostAliases")]))
    #expect(
      line.description.contains("--type strategic -p '{\"spec\":{\"template\":{\"spec\":{\"hostAliases\":null}}}}'"))
  }

  @Test("labels and annotations go by kubectl's own verbs, and no other label is touched")
  func metadata() throws {
    let shop = ObjectReference(group: "", kind: "Namespace", name: "shop")
    let label = FieldPath().appending("metadata.labels").appending(member: "pod-security.kubernetes.io/enforce")
    for exists in [true, false] {
      let line = try #require(
        KubectlLine.patch(shop, Patch.set(label, "baseline").expanded { exists || $0.components.count < 2 }))
      #expect(
        line.description
          == "kubectl label namespace --overwrite shop pod-security.kubernetes.io/enforce=baseline")
    }
    let service = ObjectReference(group: "", kind: "Service", namespace: "a", name: "x")
    let annotations = FieldPath().appending("metadata.annotations")
    let both = Patch([.add(annotations.appending(member: "a/b"), "it's"), .remove(annotations.appending(member: "c"))])
    let line = try #require(KubectlLine.patch(service, both.expanded { _ in true }))
    #expect(
      try words(line, shell: "/bin/sh") == ["annotate", "service", "-n", "a", "--overwrite", "x", "a/b=it's", "c-"])
    // What kubectl would take for something else is left to a patch.
    for key in ["a=b", "a-", "-a", "a b"] as [UntrustedText] {
      let odd = try #require(
        KubectlLine.patch(service, Patch.set(annotations.appending(member: key), "x").expanded { _ in true }))
      #expect(odd.description.hasPrefix("kubectl patch service"))
    }
  }

  /// Texts that would like to run a program: `touch FILE`.
  private func payloads(_ file: String) -> [String] {
    let run = "touch \(file)"
    return [
      "'; \(run); '", "\\'; \(run); \\'", "$(\(run))", "`\(run)`", "\"; \(run); \"", "\n\(run)\n", "a\n'; \(run); '",
      "\\\n'; \(run) #", "' \\\n; \(run) '", "\u{1B}'; \(run); '", "x'\\''; \(run); '", "\r\(run)\r", "| \(run)",
      "--token=x; \(run)", "-f", "é'; \(run); '", "\u{202E}'; \(run); '", "\\", "'", "a\\", "\\u0027; \(run);",
    ]
  }

  @Test("no name, namespace, container, label or value gets out of its word, in any shell that is here")
  func breakingOut() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/run"
    var lines = 0
    for payload in payloads(file).map({ UntrustedText($0) }) {
      let named = FieldPath.podSpec.appending("containers").appending(element: payload, index: 0)
      let patches = [
        Patch.set(named.appending("securityContext.privileged"), false),
        Patch.set(container.appending("image"), .string(payload)),
        Patch.set(FieldPath().appending("metadata.labels").appending(member: payload), .string(payload)),
        Patch.set(FieldPath().appending("metadata.labels").appending(member: "a"), .string(payload)),
      ]
      let objects = [
        ObjectReference(group: "apps", kind: "Deployment", namespace: "n", name: payload),
        ObjectReference(group: "apps", kind: "Deployment", namespace: payload, name: "x"),
        ObjectReference(group: "apps", kind: payload, namespace: "n", name: "x"),
        ObjectReference(group: payload, kind: "Widget", namespace: "n", name: "x"),
        Samples.api, ObjectReference(group: "argoproj.io", kind: "Rollout", namespace: "n", name: "x"),
      ]
      for object in objects {
        for patch in patches {
          let operations = patch.expanded(pod: ["spec", "template"]) { _ in true }
          let remediation = Remediation(text: "", operations: operations, manifest: ["kind": .string(payload)])
          for line in [KubectlLine.patch(object, operations), KubectlLine.mend(remediation, of: object)] {
            guard let line else { continue }
            #expect(!line.description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
            lines += 1
            for shell in shells { _ = try words(line, shell: shell) }
          }
        }
      }
    }
    #expect(lines > 100 && !FileManager.default.fileExists(atPath: file))
  }

  @Test("what the server lets nobody call so has no line but a sentence; odd names of roles are words like others")
  func names() throws {
    let remove = [JSONPatchOperation(op: .remove, path: "/spec/x")]
    for name in ["a\nb", "\u{1B}[2J", "é", "a/b", "a%b", ".", ""] as [UntrustedText] {
      let object = ObjectReference(group: "", kind: "Service", namespace: "n", name: name)
      #expect(KubectlLine.patch(object, remove) == nil)
      let text = KubectlLine.text(of: Remediation(text: "Do it.", operations: remove), for: object)
      #expect(text.hasPrefix("Do it. There is no line to copy"))
    }
    for name in ["it's", "$(id)", "a b", "--all", "-n", "=x", "~", "'", "system:x", "a\\b"] as [UntrustedText] {
      let object = ObjectReference(group: "rbac.authorization.k8s.io", kind: "Role", namespace: "n", name: name)
      let line = try #require(KubectlLine.patch(object, remove))
      for shell in shells {
        let words = try words(line, shell: shell)
        #expect(words.last == name)
        if name.hasPrefix("-") { #expect(words.dropLast().last == "--") }
      }
    }
  }

  @Test("the core group has no suffix, cluster-wide objects no namespace, and what cannot be patched no line")
  func kinds() throws {
    let namespace = ObjectReference(group: "", kind: "Namespace", name: "shop")
    let remove = [JSONPatchOperation(op: .remove, path: "/a")]
    let line = try #require(KubectlLine.patch(namespace, remove))
    #expect(line.description == "kubectl patch namespace --type strategic -p '{\"a\":null}' shop")
    for kind in ["Pod", "Job"] as [UntrustedText] {
      let object = ObjectReference(group: "", kind: kind, namespace: "n", name: "x")
      #expect(KubectlLine.patch(object, remove) == nil)
      #expect(
        KubectlLine.text(of: Remediation(text: "Do it.", operations: remove), for: object)
          == "Do it. Pods that run cannot be changed so: change the manifest and create it anew.")
    }
  }
}
