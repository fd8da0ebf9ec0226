import Documents
import Hardening
import TextSafety

extension FieldReader {
  mutating func role(_ root: Node, isFromServer: Bool) -> Role {
    let rules = list(root["rules"], FieldPath().appending("rules"), of: "a list of rules") {
      element, _, _ -> RoleRule? in
      guard element.kind == .map, let verbs = FieldReader.words(element["verbs"]),
        let groups = FieldReader.words(element["apiGroups"]), let resources = FieldReader.words(element["resources"]),
        let names = FieldReader.words(element["resourceNames"]),
        let urls = FieldReader.words(element["nonResourceURLs"])
      else { return nil }
      return RoleRule(verbs: verbs, groups: groups, resources: resources, names: names, urls: urls)
    }
    return Role(
      rules: rules, aggregation: aggregation(root["aggregationRule"]), labels: labels(root),
      isFromServer: isFromServer)
  }

  private mutating func aggregation(_ node: Node?) -> Field<[LabelSelector]> {
    let path = FieldPath().appending("aggregationRule.clusterRoleSelectors")
    guard let node, !node.isNull else { return .absent }
    return list(node["clusterRoleSelectors"], path, of: "a list of selectors") { element, index, reader in
      reader.selector(element, path.appending(element: "", index: index)).known
    }
  }

  mutating func roleBinding(_ root: Node, namespace: UntrustedText) -> RoleBinding {
    let grantees = list(root["subjects"], FieldPath().appending("subjects"), of: "a list of subjects") {
      element, _, _ -> ObjectReference? in
      guard let kind = element["kind"]?.text, let name = element["name"]?.scalar else { return nil }
      return .grantee(kind: kind, namespace: element["namespace"]?.text ?? namespace, name: name)
    }
    return RoleBinding(
      roleKind: root["roleRef"]?["kind"]?.text ?? "", roleName: root["roleRef"]?["name"]?.scalar ?? "",
      grantees: grantees, labels: labels(root))
  }

  private mutating func labels(_ root: Node) -> [LabelPair] {
    pairs(root["metadata"]?["labels"], FieldPath().appending("metadata.labels")).known ?? []
  }

  /// A list of strings, empty where there is none; nil where there is something else. A number or a boolean is taken as
  /// it is written.
  private static func words(_ node: Node?) -> [UntrustedText]? {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .list else { return nil }
    var words: [UntrustedText] = []
    for element in node.elements {
      guard let word = element.scalar else { return nil }
      words.append(word)
    }
    return words
  }
}
