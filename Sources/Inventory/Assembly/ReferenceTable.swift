package import Hardening
package import TextSafety

/// Objects of several kinds that are used alike, by reference.
package struct ReferenceTable<Value: Sendable>: Sendable {
  private var byNamespace: [UntrustedText: [ObjectReference: Value]] = [:]

  package init() {}

  package subscript(object: ObjectReference) -> Value? {
    get { byNamespace[object.namespace]?[object] }
    set {
      // Every object of an input passes here with nil for the kinds that it is not of: that must cost nothing.
      if newValue == nil, byNamespace[object.namespace] == nil { return }
      byNamespace[object.namespace, default: [:]][object] = newValue
      if byNamespace[object.namespace]?.isEmpty == true { byNamespace[object.namespace] = nil }
    }
  }

  package var isEmpty: Bool { byNamespace.isEmpty }

  /// The objects of a namespace, or with an empty one those of the cluster, in no order.
  package func inNamespace(_ namespace: UntrustedText) -> [ObjectReference: Value] { byNamespace[namespace] ?? [:] }

  package var namespaces: some Sequence<UntrustedText> { byNamespace.keys }
}
