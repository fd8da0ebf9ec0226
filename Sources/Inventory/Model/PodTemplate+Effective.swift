package import Hardening
package import TextSafety

/// A field's value as it holds for a container, and where it is set.
package struct Effective<Value: Sendable>: Sendable {
  package var value: Value
  package var path: FieldPath
}

extension PodTemplate {
  /// The path of the pod's own security context.
  package static let securityContextPath = FieldPath.podSpec.appending("securityContext")

  /// What holds for a container: its own value, else the pod's. `name` is the field's path below `securityContext`.
  package func effective<Value>(
    _ field: KeyPath<SecurityContext, Field<Value>>, _ name: StaticString, for container: Container
  ) throws(Missing) -> Effective<Value>? {
    if let value = try container.content.securityContext[keyPath: field].get() {
      return Effective(value: value, path: container.path.appending("securityContext").appending(name))
    }
    if let value = try content.securityContext[keyPath: field].get() {
      return Effective(value: value, path: PodTemplate.securityContextPath.appending(name))
    }
    return nil
  }

  /// All values that are set: the container's own, then the pod's, whether it holds for the container or not.
  package func settings<Value>(
    _ field: KeyPath<SecurityContext, Field<Value>>, _ name: StaticString, for container: Container
  ) throws(Missing) -> [Effective<Value>] {
    var all: [Effective<Value>] = []
    if let value = try container.content.securityContext[keyPath: field].get() {
      all.append(Effective(value: value, path: container.path.appending("securityContext").appending(name)))
    }
    if let value = try content.securityContext[keyPath: field].get() {
      all.append(Effective(value: value, path: PodTemplate.securityContextPath.appending(name)))
    }
    return all
  }

  /// The value of an annotation that is kept; nil where it is not set.
  package func annotation(_ key: UntrustedText) -> UntrustedText? {
    content.annotations.first { $0.key == key }?.value
  }
}
