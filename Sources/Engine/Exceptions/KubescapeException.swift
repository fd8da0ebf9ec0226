import Documents
import Hardening
import TextSafety

/// kubescape's exceptions: `posturePolicies` on `resources`, each an alternative.
enum KubescapeException {
  static func read(_ root: Node, _ item: Int, _ found: inout ForeignExceptions) {
    let name = root["name"]?.scalar ?? ""
    let place: UntrustedText = name.isEmpty ? "item \(item + 1)" : "\(name)"
    var ids: [UntrustedText] = []
    for policy in root["posturePolicies"]?.elements ?? root.elements {
      if let id = policy["controlID"]?.scalar, !id.isEmpty {
        ids.append(id)
      } else {
        found.refuse(place, "a policy of it names no controlID")
      }
    }
    if ids.isEmpty { return }
    let reason = root["reason"]?.scalar ?? name
    let resources = root["resources"].map { Array($0.elements) } ?? []
    for resource in resources {
      guard let objects = pattern(resource["attributes"]) else {
        found.refuse(place, "it goes by labels, clusters or expressions, which no rule here can")
        continue
      }
      found.exceptions.append(
        ForeignException(
          tool: .kubescape, ids: ids, objects: objects.isAny ? nil : objects, reason: reason, place: place))
    }
    if resources.isEmpty {
      found.exceptions.append(ForeignException(tool: .kubescape, ids: ids, reason: reason, place: place))
    }
  }

  /// nil where they say more than a pattern can.
  private static func pattern(_ attributes: Node?) -> ObjectPattern? {
    var pattern = ObjectPattern()
    for (key, value) in attributes.members {
      guard let expression = value.scalar, let text = glob(expression) else { return nil }
      let part: UntrustedText? = text == "*" ? nil : text
      switch key {
      case "kind": pattern.kind = part
      case "namespace": pattern.namespace = part
      case "name": pattern.name = part
      default: if part != nil { return nil }
      }
    }
    return pattern
  }

  /// A regular expression that stands for a text, its beginning or anything; nil for others.
  private static func glob(_ expression: UntrustedText) -> UntrustedText? {
    var isWhole = true
    let text = expression.map { text in
      var text = text
      if text.hasPrefix("^") { text.removeFirst() }
      if text.hasSuffix("$") { text.removeLast() }
      text = text.replacing(".*", with: "*")
      isWhole = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.*:/".contains($0) }
      return text
    }
    return isWhole && !text.isEmpty ? text : nil
  }
}

extension Node? {
  /// Nothing where there is no map.
  fileprivate var members: [(key: UntrustedText, value: Node)] { map { Array($0.members) } ?? [] }
}
