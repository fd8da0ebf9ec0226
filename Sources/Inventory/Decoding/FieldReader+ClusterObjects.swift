import Documents
import Hardening
import TextSafety

extension FieldReader {
  mutating func namespace(_ root: Node, _ name: UntrustedText) -> NamespaceObject {
    let labels = root["metadata"]?["labels"]
    return NamespaceObject(
      name: name, labels: pairs(labels, FieldPath().appending("metadata.labels")).known ?? [],
      hasLabels: labels?.kind == .map, uid: root["metadata"]?["uid"]?.text ?? "")
  }

  mutating func serviceAccount(_ root: Node) -> ServiceAccount {
    ServiceAccount(
      automountServiceAccountToken: bool(
        root["automountServiceAccountToken"], FieldPath().appending("automountServiceAccountToken")),
      imagePullSecrets: references(root["imagePullSecrets"], FieldPath().appending("imagePullSecrets")))
  }

  mutating func limitRange(_ root: Node, _ name: UntrustedText) -> LimitRange {
    let items = list(root["spec"]?["limits"], FieldPath().appending("spec.limits"), of: "a list of limits") {
      element, _, reader -> LimitRange.Item? in
      guard element.kind == .map else { return nil }
      return LimitRange.Item(
        type: element["type"]?.text ?? "", defaultLimits: reader.keys(element["default"]),
        defaultRequests: reader.keys(element["defaultRequest"]), minimums: reader.keys(element["min"]),
        maximums: reader.keys(element["max"]))
    }
    return LimitRange(name: name, items: items)
  }

  mutating func resourceQuota(_ root: Node, _ name: UntrustedText) -> ResourceQuota {
    let spec = root["spec"]
    var scopes = spec?["scopes"]?.elements.compactMap(\.scalar) ?? []
    for expression in spec?["scopeSelector"]?["matchExpressions"]?.elements.map({ $0 }) ?? [] {
      scopes.append(expression["scopeName"]?.scalar ?? "")
    }
    return ResourceQuota(
      name: name, hard: amounts(spec?["hard"], FieldPath().appending("spec.hard")), scopes: scopes)
  }

  /// The labels of a template's pods. Where the template has none, which the API server refuses, those that its
  /// workload selects.
  mutating func podLabels(_ pod: Node?, selector: Node?) -> [LabelPair] {
    let own = pairs(pod?["metadata"]?["labels"], FieldPath.podMetadata.appending("labels")).known ?? []
    if !own.isEmpty { return own }
    let labels = selector?["matchLabels"] ?? (selector?["matchExpressions"] == nil ? selector : nil)
    return pairs(labels, FieldPath().appending("spec.selector")).known ?? []
  }

  mutating func disruptionBudget(_ root: Node, emptySelectsNothing: Bool) -> DisruptionBudget {
    let spec = root["spec"]
    let path = FieldPath().appending("spec")
    var selector = selector(spec?["selector"], path.appending("selector"))
    if emptySelectsNothing, selector.known?.requirements.isEmpty == true { selector = .absent }
    return DisruptionBudget(
      minAvailable: share(spec?["minAvailable"], path.appending("minAvailable")),
      maxUnavailable: share(spec?["maxUnavailable"], path.appending("maxUnavailable")),
      selector: selector)
  }

  mutating func autoscaler(_ root: Node) -> Autoscaler {
    let spec = root["spec"]
    let path = FieldPath().appending("spec")
    return Autoscaler(
      targetKind: spec?["scaleTargetRef"]?["kind"]?.text ?? "",
      targetName: spec?["scaleTargetRef"]?["name"]?.scalar ?? "",
      minReplicas: integer(spec?["minReplicas"], path.appending("minReplicas")),
      maxReplicas: integer(spec?["maxReplicas"], path.appending("maxReplicas")))
  }

  /// An IntOrString: a count, or a percentage as text.
  private mutating func share(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<Share> {
    guard let node, !node.isNull else { return .absent }
    if let count = node.integer { return .value(.count(count)) }
    if let percent = node.text?.droppingSuffix("%")?.parsed(Int64.init), percent >= 0 {
      return .value(.percent(percent))
    }
    return .malformed(malformed(path(), node, "a count or a percentage"))
  }
}
