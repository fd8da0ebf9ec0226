package import Hardening
package import TextSafety

/// Names one object of one cluster, whether something is found wrong with it or not.
package struct ObjectKey: Sendable, Hashable, Codable {
  /// The cluster's id.
  package var cluster: UntrustedText
  package var object: ObjectReference

  package init(cluster: UntrustedText, object: ObjectReference) {
    self.cluster = cluster
    self.object = object
  }
}

/// An object that goes by a name that a person typed.
package struct NamedObject: Sendable, Hashable, Codable {
  package var key: ObjectKey
  /// The cluster's name.
  package var cluster: UntrustedText

  package init(key: ObjectKey, cluster: UntrustedText) {
    self.key = key
    self.cluster = cluster
  }
}
