package import TextSafety

/// Names one Kubernetes object: group without version (`apps`, `` for the core group), kind, namespace (empty for
/// what has none), name.
@frozen
package struct ObjectReference: Hashable, Sendable, Codable {
  package var group: UntrustedText
  package var kind: UntrustedText
  package var namespace: UntrustedText
  package var name: UntrustedText

  package init(group: UntrustedText, kind: UntrustedText, namespace: UntrustedText = "", name: UntrustedText) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  // Spelled out, so that tables of other modules need not go through witnesses: every object passes here ten times.
  @inlinable
  package static func == (a: ObjectReference, b: ObjectReference) -> Bool {
    a.name == b.name && a.namespace == b.namespace && a.kind == b.kind && a.group == b.group
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(namespace)
    hasher.combine(kind)
    hasher.combine(group)
  }

  /// `apps/Deployment payments/api`, as evidence names objects.
  package var text: UntrustedText {
    let kindText: UntrustedText = group.isEmpty ? kind : "\(group)/\(kind)"
    return namespace.isEmpty ? "\(kindText) \(name)" : "\(kindText) \(namespace)/\(name)"
  }
}

extension ObjectReference: Comparable {
  /// By namespace, kind, name, group.
  package static func < (a: ObjectReference, b: ObjectReference) -> Bool {
    if a.namespace != b.namespace { return a.namespace < b.namespace }
    if a.kind != b.kind { return a.kind < b.kind }
    if a.name != b.name { return a.name < b.name }
    return a.group < b.group
  }
}

/// Names what a check judged: an object, and the part of it.
package struct SubjectReference: Hashable, Sendable, Codable {
  package var object: ObjectReference
  /// The container's name; nil where the subject is no container.
  package var container: UntrustedText?
  /// An ephemeral container: its name is chosen anew each time, so the fingerprint says `ephemeral` instead.
  package var isEphemeral: Bool
  /// What tells several findings of one check on one object apart: a volume's name, a port, a right.
  package var discriminator: UntrustedText?
  /// The object is known from the owner references of its pods only.
  package var inferred: Bool
  /// Where a user's or group's rights hold, if that is one namespace alone. No part of what names the subject.
  package var rightsNamespace: UntrustedText?

  package init(
    _ object: ObjectReference, container: UntrustedText? = nil, isEphemeral: Bool = false,
    discriminator: UntrustedText? = nil, inferred: Bool = false, rightsNamespace: UntrustedText? = nil
  ) {
    self.object = object
    self.container = container
    self.isEphemeral = isEphemeral
    self.discriminator = discriminator
    self.inferred = inferred
    self.rightsNamespace = rightsNamespace
  }
}

extension SubjectReference: Comparable {
  package static func < (a: SubjectReference, b: SubjectReference) -> Bool {
    if a.object != b.object { return a.object < b.object }
    if a.container != b.container { return (a.container ?? "") < (b.container ?? "") }
    return (a.discriminator ?? "") < (b.discriminator ?? "")
  }
}
