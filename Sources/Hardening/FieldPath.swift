package import TextSafety

/// The way to a field inside an object: `spec.template.spec.containers[web].securityContext.privileged`.
///
/// List elements go by name as far as they have one, and know their index too: people read names, a JSON Patch
/// (RFC 6902) needs indexes. A path may begin at the pod's `spec`, wherever the object's kind keeps it, so that workloads
/// of different kinds share one judgement of one template.
package struct FieldPath: Hashable, Sendable, Codable {
  package enum Component: Hashable, Sendable, Codable {
    case member(UntrustedText)
    /// An element of a list. The name is empty where elements have none.
    case element(name: UntrustedText, index: Int)
    /// JSON Patch's `-`: behind the last element.
    case end
  }

  package enum Root: Hashable, Sendable, Codable {
    case object
    /// The pod's metadata and spec: of the object itself, or of its template.
    case pod
  }

  package var root: Root
  package var components: [Component]

  package init(_ root: Root = .object, _ components: [Component] = []) {
    self.root = root
    self.components = components
  }

  /// A path below the pod's `spec`.
  package static let podSpec = FieldPath(.pod, [.member("spec")])
  /// A path below the pod's `metadata`.
  package static let podMetadata = FieldPath(.pod, [.member("metadata")])

  /// Dotted members below this path: `path.appending("securityContext.runAsUser")`.
  package func appending(_ members: StaticString) -> FieldPath {
    var path = self
    members.withUTF8Buffer { text in
      for part in text.split(separator: UInt8(ascii: ".")) {
        path.components.append(.member(UntrustedText(utf8: UnsafeBufferPointer(rebasing: part))))
      }
    }
    return path
  }

  package func appending(member name: UntrustedText) -> FieldPath {
    var path = self
    path.components.append(.member(name))
    return path
  }

  package func appending(element name: UntrustedText, index: Int) -> FieldPath {
    var path = self
    path.components.append(.element(name: name, index: index))
    return path
  }

  package func appendingEnd() -> FieldPath {
    var path = self
    path.components.append(.end)
    return path
  }

  /// The path from the object's own root, given where its kind keeps the pod (`[spec, template]`).
  package func resolved(pod prefix: [StaticString]) -> FieldPath {
    guard root == .pod else { return self }
    var members: [Component] = []
    members.reserveCapacity(prefix.count + components.count)
    for member in prefix { members.append(.member(UntrustedText(member.description))) }
    members += components
    return FieldPath(.object, members)
  }

  /// The path as people read it; elements without a name show their index.
  package var text: UntrustedText {
    var text = UntrustedText.Interpolation(literalCapacity: 64, interpolationCount: 0)
    for component in components {
      switch component {
      case .member(let name):
        if name.isEmpty || !name.matches({ $0.utf8.allSatisfy(FieldPath.isPlain) }) {
          text.appendLiteral("[\"")
          text.appendInterpolation(name)
          text.appendLiteral("\"]")
        } else {
          if !text.isEmpty { text.appendLiteral(".") }
          text.appendInterpolation(name)
        }
      case .element(let name, let index):
        text.appendLiteral("[")
        if name.isEmpty { text.appendInterpolation(index) } else { text.appendInterpolation(name) }
        text.appendLiteral("]")
      case .end: text.appendLiteral("[+]")
      }
    }
    return UntrustedText(stringInterpolation: text)
  }

  /// The path as JSON Pointer (RFC 6901).
  package var pointer: UntrustedText { pointer(pod: []) }

  /// The pointer of the path from the object's own root, see `resolved`.
  package func pointer(pod prefix: [StaticString]) -> UntrustedText {
    var text = UntrustedText.Interpolation(literalCapacity: 64, interpolationCount: 0)
    if root == .pod {
      for member in prefix {
        text.appendLiteral("/")
        text.appendLiteral(member.description)
      }
    }
    for component in components {
      text.appendLiteral("/")
      switch component {
      case .member(let name): text.appendInterpolation(FieldPath.pointerEscaped(name))
      case .element(_, let index): text.appendInterpolation(index)
      case .end: text.appendLiteral("-")
      }
    }
    return UntrustedText(stringInterpolation: text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95 || byte == 45
      || byte == 47
  }

  private static func pointerEscaped(_ name: UntrustedText) -> UntrustedText {
    guard name.contains("~") || name.contains("/") else { return name }
    return name.map { text in
      var escaped = ""
      for character in text.unicodeScalars {
        switch character {
        case "~": escaped += "~0"
        case "/": escaped += "~1"
        default: escaped.unicodeScalars.append(character)
        }
      }
      return escaped
    }
  }
}
