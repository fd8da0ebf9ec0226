import Documents
import Hardening
import TextSafety

/// Kyverno's PolicyException: policies excepted for what `match` selects.
enum KyvernoException {
  static func read(_ root: Node, _ found: inout ForeignExceptions) {
    let name = root["metadata"]?["name"]?.scalar ?? ""
    let place: UntrustedText = "PolicyException \(name), line \(root.line)"
    let spec = root["spec"]
    var ids: [UntrustedText] = []
    for exception in spec?["exceptions"]?.items ?? [] {
      guard let policy = exception["policyName"]?.scalar, !policy.isEmpty else { continue }
      // `namespace/policy` is a policy of one namespace.
      ids.append(policy.split("/").last ?? policy)
    }
    guard !ids.isEmpty else { return found.refuse(place, "it names no policy") }
    let annotations = root["metadata"]?["annotations"]
    let reason =
      annotations?["policies.kyverno.io/description"]?.scalar ?? annotations?["kyverno.io/reason"]?.scalar ?? name
    if spec?["conditions"] != nil || spec?["podSecurity"] != nil || spec?["images"] != nil {
      return found.refuse(place, "it has conditions, controls or images, which no rule here can")
    }
    let match = spec?["match"]
    // All of one alternative is that alternative.
    let all = match?["all"]?.items ?? []
    let alternatives = match?["any"]?.items ?? (all.count == 1 ? all : [])
    if alternatives.isEmpty { return found.refuse(place, "its match has no alternatives under any") }
    for alternative in alternatives {
      guard let resources = alternative["resources"], alternative["subjects"] == nil,
        !resources.members.contains(where: { !["kinds", "namespaces", "names", "name", "operations"].contains($0.key) })
      else {
        found.refuse(place, "it goes by labels or users, which no rule here can")
        continue
      }
      for pattern in patterns(resources) {
        found.exceptions.append(
          ForeignException(
            tool: .kyverno, ids: ids, objects: pattern.isAny ? nil : pattern, reason: reason, place: place))
      }
    }
  }

  /// One pattern for each kind, namespace and name.
  private static func patterns(_ resources: Node) -> [ObjectPattern] {
    func choices(_ texts: [UntrustedText]?) -> [UntrustedText?] {
      guard let texts, !texts.isEmpty else { return [nil] }
      return texts.map { $0 == "*" ? nil : $0 }
    }
    // Policies on pods are made to hold for what makes pods.
    let kinds = resources["kinds"]?.texts?.map { kind -> UntrustedText in
      let kind = kind.split("/").last ?? kind
      return kind == "Pod" ? "*" : kind
    }
    let names = choices(resources["names"]?.texts ?? resources["name"]?.texts)
    return choices(kinds).flatMap { kind in
      choices(resources["namespaces"]?.texts).flatMap { namespace in
        names.map { ObjectPattern(kind: kind, namespace: namespace, name: $0) }
      }
    }
  }
}

extension Node {
  fileprivate var items: [Node]? { kind == .list ? Array(elements) : nil }
}
