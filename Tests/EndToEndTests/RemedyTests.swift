import Foundation
import TestSupport
import Testing

@Suite("The lines of a report, run against a cluster that has more than the manifest says")
struct RemedyTests {
  private let manifest = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      replicas: 1
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - {name: web, image: "registry.example/web:1"}
          - {name: log, image: "registry.example/log:1", ports: [{containerPort: 80}]}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop}

    """

  /// The same objects as others changed them since: an operator gave fields, and put a container first.
  private let live = """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"}, "spec":
    {"replicas": 1, "selector": {"matchLabels": {"app": "web"}}, "template": {"metadata": {"labels": {"app": "web"}},
    "spec": {"securityContext": {"fsGroup": 20001}, "containers": [
    {"name": "mesh", "image": "registry.example/mesh:1", "securityContext": {"runAsUser": 1337}},
    {"name": "web", "image": "registry.example/web:1", "env": [{"name": "A", "value": "b"}],
     "securityContext": {"seLinuxOptions": {"level": "s0"}, "capabilities": {"add": ["NET_BIND_SERVICE"]}}},
    {"name": "log", "image": "registry.example/log:1", "ports": [{"containerPort": 80}]}]}}}}
    """

  private func findings(_ file: String, in folder: TemporaryFolder) throws -> [[String: Any]] {
    let outcome = try Program.bulwark("scan", file, "-o", "json", in: folder.path)
    let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    return report?["findings"] as? [[String: Any]] ?? []
  }

  /// `check container`, for findings whose lines the cluster takes.
  private func key(_ finding: [String: Any]) -> String {
    let subject = finding["subject"] as? [String: Any]
    return "\(finding["check"] as? String ?? "") \(subject?["container"] as? String ?? "")"
  }

  /// What the API server makes of a strategic merge, for the lists that the lines go through.
  private func merged(_ old: Any?, _ patch: Any, under name: String) -> Any {
    if let patch = patch as? [String: Any] {
      var result = old as? [String: Any] ?? [:]
      for (key, value) in patch { result[key] = value is NSNull ? nil : merged(result[key], value, under: key) }
      return result
    }
    guard let patch = patch as? [[String: Any]], ["containers", "initContainers", "volumes"].contains(name) else {
      return patch
    }
    var elements = old as? [[String: Any]] ?? []
    for element in patch {
      let place = elements.firstIndex { $0["name"] as? String == element["name"] as? String }
      let new = merged(place.map { elements[$0] }, element, under: "") as? [String: Any] ?? [:]
      if let place { elements[place] = new } else { elements.append(new) }
    }
    return elements
  }

  @Test("lose nothing that it has besides, and hold together, whichever comes first", arguments: [1, 2, 3, 4])
  func merge(order: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.write("web.yaml", manifest)
    var random = SeededGenerator(seed: order)
    let found = try findings("web.yaml", in: folder).filter {
      ($0["subject"] as? [String: Any])?["kind"] as? String == "Deployment"
    }
    var object = try JSONSerialization.jsonObject(with: Data(live.utf8))
    var mended: Set<String> = []
    for finding in found.shuffled(using: &random) {
      guard let line = (finding["remediation"] as? [String: Any])?["kubectl"] as? String,
        line.hasPrefix("kubectl patch deployment.apps")
      else { continue }
      let outcome = try Program.shell("kubectl() { printf '%s\\0' \"$@\"; }\n\(line)")
      let words = outcome.text.split(separator: "\0").map(String.init)
      let type = try #require(words.firstIndex(of: "--type"))
      #expect(words[type + 1] == "strategic", "\(line)")
      let patch = try JSONSerialization.jsonObject(with: Data(words[type + 3].utf8))
      object = merged(object, patch, under: "")
      mended.insert(key(finding))
    }
    #expect(mended.count > 12, "\(mended)")
    let after = try JSONSerialization.data(withJSONObject: object)
    try folder.write("after.json", String(decoding: after, as: UTF8.self))
    let left = try findings("after.json", in: folder).map(key).filter(mended.contains)
    #expect(left.isEmpty)
    let text = String(decoding: after, as: UTF8.self)
    for kept in ["20001", "1337", "s0", "NET_BIND_SERVICE", "mesh"] { #expect(text.contains(kept), "\(kept) was lost") }
  }

  @Test("give the namespace its label, and take none of its others away")
  func labels() throws {
    let folder = try TemporaryFolder()
    try folder.write("web.yaml", manifest)
    let finding = try #require(try findings("web.yaml", in: folder).first { $0["check"] as? String == "psa-labels" })
    let remediation = try #require(finding["remediation"] as? [String: Any])
    #expect(
      remediation["kubectl"] as? String
        == "kubectl label namespace --overwrite shop pod-security.kubernetes.io/enforce=baseline")
  }

  @Test("change a rule of a role only where it is still the one that is meant")
  func rules() throws {
    let folder = try TemporaryFolder()
    let role = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: operator}
      rules:
      - {apiGroups: [""], resources: [configmaps], verbs: [get]}
      - {apiGroups: [apps], resources: [deployments], verbs: ["*"]}

      """
    try folder.write("role.yaml", role)
    let finding = try #require(
      try findings("role.yaml", in: folder).first { $0["check"] as? String == "wildcard-rules" })
    let remediation = try #require(finding["remediation"] as? [String: Any])
    let patch = try #require(remediation["patch"] as? [[String: Any]])
    #expect(patch.map { $0["op"] as? String } == ["test", "add"])
    #expect(patch.map { $0["path"] as? String } == ["/rules/1/verbs", "/rules/1/verbs"])
    #expect(patch.first?["value"] as? [String] == ["*"])
  }

  @Test("deny by default only together with what lets the namespace go on")
  func policies() throws {
    let folder = try TemporaryFolder()
    try folder.write("web.yaml", manifest)
    let policies = try findings("web.yaml", in: folder).filter {
      ($0["check"] as? String ?? "").hasPrefix("netpol-missing") || $0["check"] as? String == "netpol-default-deny"
    }
    #expect(policies.count > 1)
    for finding in policies {
      let remediation = try #require(finding["remediation"] as? [String: Any])
      let line = try #require(remediation["kubectl"] as? String)
      #expect(
        line.contains("kube-system") && line.contains("\"port\":53") && line.contains("\"from\":[{\"podSelector\":{}}]")
      )
      #expect((remediation["text"] as? String ?? "").contains("is cut"))
    }
  }
}
