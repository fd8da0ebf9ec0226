package import TextSafety

/// Objects of one kind by namespace and name.
package struct ObjectTable<Value: Sendable>: Sendable {
  private var byNamespace: [UntrustedText: [UntrustedText: Value]] = [:]

  package init() {}

  package subscript(namespace: UntrustedText, name: UntrustedText) -> Value? {
    get { byNamespace[namespace]?[name] }
    set {
      byNamespace[namespace, default: [:]][name] = newValue
      if byNamespace[namespace]?.isEmpty == true { byNamespace[namespace] = nil }
    }
  }

  /// The objects of a namespace in order of their names.
  package func inNamespace(_ namespace: UntrustedText) -> [(name: UntrustedText, value: Value)] {
    (byNamespace[namespace] ?? [:]).sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  package var namespaces: some Sequence<UntrustedText> { byNamespace.keys }

  /// All objects, in order of namespace and name.
  package var all: [(namespace: UntrustedText, name: UntrustedText, value: Value)] {
    byNamespace.keys.sorted().flatMap { namespace in
      inNamespace(namespace).map { (namespace: namespace, name: $0.name, value: $0.value) }
    }
  }
}
