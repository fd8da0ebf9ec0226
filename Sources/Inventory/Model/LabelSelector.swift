package import TextSafety

/// A label selector (meta/v1 LabelSelector): all of its requirements must hold; an empty one selects everything.
package struct LabelSelector: Hashable, Sendable {
  package struct Requirement: Hashable, Sendable {
    package var key: UntrustedText
    /// In, NotIn, Exists or DoesNotExist. An unknown operator selects nothing.
    package var operation: UntrustedText
    package var values: [UntrustedText]
  }

  package var requirements: [Requirement]

  package init(_ requirements: [Requirement]) { self.requirements = requirements }

  package func selects(_ labels: [LabelPair]) -> Bool {
    requirements.allSatisfy { requirement in
      let value = labels.last { $0.key == requirement.key }?.value
      switch requirement.operation {
      case "In": return value.map(requirement.values.contains) ?? false
      case "NotIn": return value.map { !requirement.values.contains($0) } ?? true
      case "Exists": return value != nil
      case "DoesNotExist": return value == nil
      default: return false
      }
    }
  }
}
