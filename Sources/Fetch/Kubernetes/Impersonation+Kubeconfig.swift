import Documents
import TextSafety

extension Impersonation {
  /// As whom a user of a kubeconfig acts (`as`, `as-uid`, `as-groups`, `as-user-extra`); nil where they are nobody else.
  static func read(_ entry: KubeconfigEntry, of what: UntrustedText) throws(FetchError) -> Impersonation? {
    func wrong(_ why: UntrustedText) -> FetchError {
      FetchError(.configuration, what: what, why: why, next: "correct \(UntrustedText(entry.file.path))")
    }
    func texts(_ node: Node?, _ key: UntrustedText) throws(FetchError) -> [UntrustedText] {
      guard let node, !node.isNull else { return [] }
      let texts = node.elements.compactMap(\.text)
      guard node.kind == .list, texts.count == node.count else { throw wrong("its \(key) is no list of texts") }
      return texts
    }
    let groups = try texts(entry.node["as-groups"], "as-groups")
    let id = entry.text("as-uid")
    var extra: [Extra] = []
    if let node = entry.node["as-user-extra"], !node.isNull {
      guard node.kind == .map else { throw wrong("its as-user-extra is no map of lists") }
      for (key, value) in node.members {
        extra.append(Extra(key: key, values: try texts(value, "as-user-extra")))
      }
    }
    guard let user = entry.text("as") else {
      guard id == nil, groups.isEmpty, extra.isEmpty else {
        throw wrong("it acts with a uid, groups or extra of somebody whom no \"as\" names; kubectl refuses that too")
      }
      return nil
    }
    guard let impersonation = Impersonation(user: user, uid: id, groups: groups, extra: extra) else {
      throw wrong("it acts as somebody (as) whose name is blank, or who has control characters in what is said of them")
    }
    return impersonation
  }
}
