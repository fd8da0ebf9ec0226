import Documents
import Hardening
import TextSafety

/// What admission controllers say of images.
extension FieldReader {
  mutating func allowedRepositories(_ root: Node, usesStars: Bool) -> AllowedRepositories {
    let path = FieldPath().appending(usesStars ? "spec.parameters.allowedImages" : "spec.parameters.repos")
    let node = root["spec"]?["parameters"]?[usesStars ? "allowedImages" : "repos"]
    let entries = list(node, path, of: "a list of strings") { element, index, _ -> AllowedRepositories.Entry? in
      element.text.map { AllowedRepositories.Entry(text: $0, path: path.appending(element: "", index: index)) }
    }
    return AllowedRepositories(entries: entries, usesStars: usesStars)
  }

  /// The rules of a policy that verify signatures and refuse what has none. Rules that hold under conditions which are
  /// not read here are left out: what they verify cannot be said.
  func imageVerifications(_ root: Node, _ object: ObjectReference) -> [ImageVerification] {
    switch (object.group, object.kind) {
    case ("kyverno.io", _): kyvernoVerifications(root, namespace: object.namespace)
    case ("policies.kyverno.io", _): imageValidatingPolicy(root, namespace: object.namespace)
    case ("policy.sigstore.dev", _): sigstorePolicy(root)
    default: ratifyVerification(root)
    }
  }

  private func patterns(_ node: Node?, starsEndAtSlashes: Bool = false) -> [ImagePattern] {
    (node?.elements.compactMap(\.text) ?? []).map { ImagePattern($0, starsEndAtSlashes: starsEndAtSlashes) }
  }

  private func kyvernoVerifications(_ root: Node, namespace: UntrustedText) -> [ImageVerification] {
    let enforcesAll = root["spec"]?["validationFailureAction"]?.text?.lowercasedASCII == "enforce"
    var found: [ImageVerification] = []
    for rule in root["spec"]?["rules"]?.elements.map({ $0 }) ?? [] {
      guard let checks = rule["verifyImages"], rule["preconditions"] == nil else { continue }
      guard let include = scope(rule["match"]), include.holdsPods, let exclude = scope(rule["exclude"]) else {
        continue
      }
      if exclude.holdsPods, exclude.namespaces.isEmpty { continue }
      let own = namespace.isEmpty ? include.namespaces : [ImagePattern(namespace)]
      for check in checks.elements {
        let action = check["failureAction"]?.text?.lowercasedASCII
        guard action.map({ $0 == "enforce" }) ?? enforcesAll, check["required"]?.bool != false else { continue }
        found.append(
          ImageVerification(
            images: patterns(check["imageReferences"]), skipped: patterns(check["skipImageReferences"]),
            namespaces: own, excludedNamespaces: exclude.namespaces))
      }
    }
    return found
  }

  /// What a rule of Kyverno matches, by namespace; nil where other conditions are part of it.
  private func scope(_ node: Node?) -> (holdsPods: Bool, namespaces: [ImagePattern])? {
    guard let node, node.kind == .map else { return (false, []) }
    let filters = [node["any"], node["all"]].compactMap { $0 }.flatMap { $0.elements.map { $0 } }
    guard filters.count == 1 || (filters.isEmpty && node["resources"] != nil) else { return nil }
    let filter = filters.first ?? node
    guard let resources = filter["resources"], filter["subjects"] == nil, filter["roles"] == nil,
      filter["clusterRoles"] == nil
    else { return nil }
    let known: Set<UntrustedText> = ["kinds", "namespaces", "operations"]
    guard resources.members.allSatisfy({ known.contains($0.key) }) else { return nil }
    let kinds = resources["kinds"]?.elements.compactMap(\.text) ?? []
    let holdsPods = kinds.contains { $0 == "Pod" || $0 == "*" || $0.hasSuffix("/Pod") }
    return (holdsPods, patterns(resources["namespaces"]))
  }

  private func imageValidatingPolicy(_ root: Node, namespace: UntrustedText) -> [ImageVerification] {
    let spec = root["spec"]
    let denies = spec?["validationActions"]?.elements.contains { $0.equals("Deny") } ?? false
    guard denies, spec?["matchConditions"] == nil, spec?["matchConstraints"]?["namespaceSelector"] == nil,
      spec?["matchConstraints"]?["objectSelector"] == nil
    else { return [] }
    let images = spec?["matchImageReferences"]?.elements.compactMap { $0["glob"]?.text } ?? []
    return [
      ImageVerification(
        images: images.map { ImagePattern($0) }, skipped: [],
        namespaces: namespace.isEmpty ? [] : [ImagePattern(namespace)], excludedNamespaces: [])
    ]
  }

  private func sigstorePolicy(_ root: Node) -> [ImageVerification] {
    let spec = root["spec"]
    let authorities = spec?["authorities"]?.elements.map { $0 } ?? []
    guard spec?["mode"]?.equals("warn") != true, !authorities.isEmpty, spec?["match"] == nil,
      authorities.allSatisfy({ $0["static"] == nil })
    else { return [] }
    let globs = spec?["images"]?.elements.compactMap { $0["glob"]?.text } ?? []
    return [
      ImageVerification(
        images: globs.map { ImagePattern($0, starsEndAtSlashes: true) }, skipped: [], namespaces: [],
        excludedNamespaces: [], namespaceLabel: LabelPair(key: "policy.sigstore.dev/include", value: "true"))
    ]
  }

  /// Gatekeeper with Ratify.
  private func ratifyVerification(_ root: Node) -> [ImageVerification] {
    let spec = root["spec"]
    guard spec?["enforcementAction"]?.equals("deny") ?? true else { return [] }
    let match = spec?["match"]
    guard match?["labelSelector"] == nil, match?["namespaceSelector"] == nil else { return [] }
    return [
      ImageVerification(
        images: [ImagePattern("*")], skipped: [], namespaces: patterns(match?["namespaces"]),
        excludedNamespaces: patterns(match?["excludedNamespaces"]))
    ]
  }
}
