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

  mutating func roleBinding(_ root: Node, namespace: UntrustedText) -> RoleBinding {
    let grantees = list(root["subjects"], FieldPath().appending("subjects"), of: "a list of subjects") {
      element, _, _ -> RoleBinding.Grantee? in
      guard let kind = element["kind"]?.text, let name = element["name"]?.scalar else { return nil }
      return RoleBinding.Grantee(
        kind: kind, namespace: element["namespace"]?.text ?? (kind == "ServiceAccount" ? namespace : ""), name: name)
    }
    return RoleBinding(
      roleKind: root["roleRef"]?["kind"]?.text ?? "", roleName: root["roleRef"]?["name"]?.scalar ?? "",
      grantees: grantees)
  }

  mutating func limitRange(_ root: Node, _ name: UntrustedText) -> LimitRange {
    let items = list(root["spec"]?["limits"], FieldPath().appending("spec.limits"), of: "a list of limits") {
      element, _, reader -> LimitRange.Item? in
      guard element.kind == .map else { return nil }
      return LimitRange.Item(
        type: element["type"]?.text ?? "", defaultLimits: reader.keys(element["default"]),
        defaultRequests: reader.keys(element["defaultRequest"]), maximums: reader.keys(element["max"]))
    }
    return LimitRange(name: name, items: items)
  }

  mutating func resourceQuota(_ root: Node, _ name: UntrustedText) -> ResourceQuota {
    ResourceQuota(name: name, hard: amounts(root["spec"]?["hard"], FieldPath().appending("spec.hard")))
  }

  mutating func service(_ root: Node) -> Service {
    Service(
      labels: pairs(root["metadata"]?["labels"], FieldPath().appending("metadata.labels")).known ?? [],
      selector: pairs(root["spec"]?["selector"], FieldPath().appending("spec.selector")))
  }

  mutating func disruptionBudget(_ root: Node) -> DisruptionBudget {
    let spec = root["spec"]
    let path = FieldPath().appending("spec")
    return DisruptionBudget(
      minAvailable: share(spec?["minAvailable"], path.appending("minAvailable")),
      maxUnavailable: share(spec?["maxUnavailable"], path.appending("maxUnavailable")),
      selector: selector(spec?["selector"], path.appending("selector")))
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
