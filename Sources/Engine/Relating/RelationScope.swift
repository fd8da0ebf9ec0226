import Hardening
import Inventory
import TextSafety

/// Which pods and what makes them a question about one object needs; of other kinds it needs all. A cluster has far more
/// of these than of anything else.
enum RelationScope: Hashable, Sendable {
  case none
  /// Of one namespace, and the ingress controllers of the whole cluster, through which what leads there is reached.
  case namespace(UntrustedText)
  case all

  init(_ object: ObjectReference) {
    switch object.kind {
    case "ClusterRole", "ClusterRoleBinding", "User", "Group": self = .none
    case "Namespace": self = .namespace(object.name)
    // Routes lead into other namespaces.
    case let kind where kind.hasSuffix("Route"): self = .all
    default: self = object.namespace.isEmpty ? .all : .namespace(object.namespace)
    }
  }

  func keeps(_ object: DecodedObject) -> Bool {
    guard case .carrier(let carrier) = object.content else { return true }
    switch self {
    case .none: return false
    case .all: return true
    case .namespace(let name): return carrier.reference.namespace == name || carrier.servesEntries
    }
  }
}

extension Carrier {
  fileprivate var servesEntries: Bool {
    if IngressController(labels: podLabels) != nil { return true }
    return template.containers.contains { container in
      container.image.known.map { IngressController(image: $0, labels: []) != nil } ?? false
    }
  }
}
