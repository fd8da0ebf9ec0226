import Hardening
import TextSafety

/// What leads from outside to pods.
extension ClusterFact {
  /// The Service as its object has it.
  package static let service = Fact<ServiceSubject, Service>(
    "service", needs: [.services],
    touched: { change in
      if change.isEverything { return .all }
      return change.concerns("Service") ? .only(change.object.map { [ServiceSubject($0)] } ?? []) : .nothing
    },
    raw: { subject, inventory throws(Missing) in
      guard let service = inventory.services[subject.object.namespace, subject.object.name] else {
        throw Missing(.services, .sourceAbsent)
      }
      return service
    })

  /// The Ingress as its object has it; nil where the subject is of the Gateway API.
  package static let ingress = Fact<IngressSubject, Ingress?>(
    "ingress", needs: [.ingresses],
    touched: { change in
      if change.isEverything { return .all }
      guard let object = change.object, change.isEntry, object.kind != "Service" else { return .nothing }
      return .only([IngressSubject(object)])
    },
    raw: { subject, inventory throws(Missing) in inventory.entries.ingresses[subject.object] })

  /// Hosts and paths that other Ingresses serve as well.
  package static let hostConflicts = Fact<IngressSubject, [HostConflict]>(
    "hostConflicts", needs: [.ingresses],
    touched: { change in
      change.isEverything || change.concerns("Ingress", group: "networking.k8s.io") ? .all : .nothing
    },
    raw: { subject, inventory throws(Missing) in
      let found = try HostConflict.all(of: subject.object, inventory)
      if found.isEmpty { try inventory.completeness.require(.ingresses) }
      return found
    })

  /// How an entry leads from outside to workloads; nil for a workload that a Service leads to.
  package static let exposure = Fact<EntrySubject, Exposure?>(
    "exposure", needs: [.services, .ingresses, .gateways, .routes, .referenceGrants, .pods],
    touched: { touchedEntries($0) },
    raw: { subject, inventory throws(Missing) in try Exposure(of: subject.object, inventory) })

  /// Backends and selectors that lead to nothing.
  package static let backends = Fact<EntrySubject, BackendReach>(
    "backends", needs: [.services, .ingresses, .gateways, .routes, .referenceGrants, .pods],
    touched: { change in
      if let object = change.object, object.isCustom { return .namespace(object.namespace) }
      return touchedEntries(change)
    },
    raw: { subject, inventory throws(Missing) in try BackendReach(of: subject.object, inventory) })

  /// What ingress-nginx takes over from annotations.
  package static let snippets = Fact<EntrySubject, SnippetUse>(
    "snippets", needs: [.ingresses, .configMaps, .pods],
    touched: { change in
      if change.isEverything || change.entryNamespaces == nil { return .all }
      let objects = (change.workloads + change.removed).map(\.reference) + [change.isEntry ? change.object : nil]
      return .only(objects.compactMap { $0.map(EntrySubject.init) })
    },
    raw: { subject, inventory throws(Missing) in try SnippetUse(of: subject.object, inventory) })

  private static func touchedEntries(_ change: Change) -> Touched<EntrySubject> {
    if change.isEverything { return .all }
    return change.entryNamespaces.map { $0.isEmpty ? .nothing : .namespaces($0) } ?? .all
  }

  /// The facts of this file.
  static let entryFacts: [AnyFact] = [
    AnyFact(service), AnyFact(ingress), AnyFact(hostConflicts), AnyFact(exposure), AnyFact(backends), AnyFact(snippets),
  ]
}

extension Change {
  /// The object is a Service, an Ingress, a Gateway or a route.
  fileprivate var isEntry: Bool {
    guard let object else { return false }
    return object.group == "gateway.networking.k8s.io" || concerns("Service")
      || concerns("Ingress", group: "networking.k8s.io")
  }
}
