package import TextSafety

/// Objects by what their kind, namespace and name look like: how other tools' exceptions name them.
package struct ObjectPattern: Hashable, Sendable, Codable {
  /// `*` is any text; nil is any.
  package var kind: UntrustedText?
  package var namespace: UntrustedText?
  package var name: UntrustedText?

  package init(kind: UntrustedText? = nil, namespace: UntrustedText? = nil, name: UntrustedText? = nil) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  package var isAny: Bool { kind == nil && namespace == nil && name == nil }

  /// - Parameter scope: the namespace that the object is in.
  package func matches(_ object: ObjectReference, in scope: UntrustedText) -> Bool {
    func holds(_ pattern: UntrustedText?, _ text: UntrustedText) -> Bool {
      pattern.map { TextPattern(parts: $0.split("*")).matches(text) } ?? true
    }
    return holds(kind, object.kind) && holds(namespace, scope) && holds(name, object.name)
  }

  /// `Deployment payments/api-*`
  package var text: UntrustedText {
    let place: UntrustedText = "\(namespace ?? "*")/\(name ?? "*")"
    return "\(kind ?? "*") \(place)"
  }
}
