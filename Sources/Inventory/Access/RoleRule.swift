package import Hardening
package import TextSafety

/// One rule of a role (rbac/v1 PolicyRule).
package struct RoleRule: Hashable, Sendable {
  package var verbs: [UntrustedText]
  package var groups: [UntrustedText]
  /// `pods`, `pods/exec`, `*`, `*/scale`.
  package var resources: [UntrustedText]
  /// The objects that it is about; empty: all of them.
  package var names: [UntrustedText]
  /// Paths of the API server that are no resources.
  package var urls: [UntrustedText]

  package init(
    verbs: [UntrustedText] = [], groups: [UntrustedText] = [], resources: [UntrustedText] = [],
    names: [UntrustedText] = [], urls: [UntrustedText] = []
  ) {
    self.verbs = verbs
    self.groups = groups
    self.resources = resources
    self.names = names
    self.urls = urls
  }
}

/// A resource of the API, with its subresource where there is one: `pods/exec`.
package struct APIResource: Hashable, Sendable {
  package var group: UntrustedText
  package var name: UntrustedText
  /// `*/exec`, as rules may name it; nil where there is no subresource.
  private let anyParent: UntrustedText?
  /// A RoleBinding can grant it: it lives in namespaces. A Namespace itself counts as living in itself.
  package var isNamespaced: Bool

  package init(_ name: UntrustedText, group: UntrustedText = "", isNamespaced: Bool = true) {
    self.group = group
    self.name = name
    self.isNamespaced = isNamespaced
    let parts = name.split("/")
    anyParent = parts.count == 2 ? "*/\(parts[1])" : nil
  }

  fileprivate func isNamed(by rule: UntrustedText) -> Bool { rule == "*" || rule == name || rule == anyParent }
}

/// What is asked of rights: any of these verbs on any of these resources.
package struct AccessPattern: Hashable, Sendable {
  package var verbs: [UntrustedText]
  package var resources: [APIResource]
  /// Objects that count by themselves: a rule for some names grants the pattern only where it names one of these.
  package var names: Set<UntrustedText>

  package init(_ verbs: [UntrustedText], _ resources: [APIResource], names: Set<UntrustedText> = []) {
    self.verbs = verbs
    self.resources = resources
    self.names = names
  }
}

extension RoleRule {
  /// The first resource of the pattern that the rule lets somebody act on, and a verb that does so, as Kubernetes'
  /// authorizer matches them; nil where it grants nothing of the pattern.
  package func grants(_ pattern: AccessPattern) -> (verb: UntrustedText, resource: APIResource)? {
    if resources.isEmpty { return nil }
    let anyVerb = verbs.contains("*")
    guard let verb = pattern.verbs.first(where: { anyVerb || verbs.contains($0) }) else { return nil }
    if !names.isEmpty, !names.contains(where: pattern.names.contains) { return nil }
    let anyGroup = groups.contains("*")
    let found = pattern.resources.first { resource in
      (anyGroup || groups.contains(resource.group)) && resources.contains { resource.isNamed(by: $0) }
    }
    return found.map { (verb, $0) }
  }

  /// Whether the rule allows a verb on a path that is no resource: `/metrics`.
  package func grants(_ verb: UntrustedText, url: UntrustedText) -> Bool {
    guard verbs.contains("*") || verbs.contains(verb) else { return false }
    return urls.contains { own in
      own == "*" || own == url
        || own.hasSuffix("*") && own.matches { own in url.matches { $0.hasPrefix(own.dropLast()) } }
    }
  }

  /// Everything there is: all groups, resources and names, and all verbs, by `*` or one by one.
  package var grantsEverything: Bool {
    groups.contains("*") && resources.contains("*") && names.isEmpty
      && (verbs.contains("*") || RoleRule.standardVerbs.allSatisfy(verbs.contains))
  }

  /// The verbs of resources that change or show objects; `deletecollection` is left to `delete`.
  static let standardVerbs: [UntrustedText] = ["get", "list", "watch", "create", "update", "patch", "delete"]
}

/// A rule with the role that holds it: an aggregated role's rules are held by others.
package struct SourcedRule: Hashable, Sendable {
  package var rule: RoleRule
  package var role: ObjectReference
  /// Index in `rules`.
  package var index: Int

  package init(_ rule: RoleRule, _ role: ObjectReference, _ index: Int) {
    self.rule = rule
    self.role = role
    self.index = index
  }

  package var path: FieldPath { FieldPath().appending("rules").appending(element: "", index: index) }
}
