package import Hardening
import TextSafety

/// What leads to a workload, and how far from outside that is reached.
package struct Leading: Sendable {
  package var entry: ObjectReference
  /// Why it cannot be said is a failure.
  package var exposure: Result<Exposure, Missing>

  package init(entry: ObjectReference, exposure: Result<Exposure, Missing>) {
    (self.entry, self.exposure) = (entry, exposure)
  }
}

extension Inventory {
  /// What leads to a workload: Services that select its pods, what leads to those, and the workload itself where it takes
  /// ports of its nodes; each kind in order.
  package func entries(leadingTo workload: ObjectReference) -> [Leading] {
    let namespace = workload.namespace
    let services = self.services.inNamespace(namespace).map { service($0.name, in: namespace) }
      .filter { !selection.workloads(of: $0, among: [workload]).isEmpty }
    let names = Set(services.map(\.name))
    var found = services + leading(into: namespace) { names.contains($0) }
    if workloads[workload]?.isEntry == true { found.append(workload) }
    return found.compactMap { leading($0) }.filter { leading in
      // A route that may not send there, or that no Gateway takes in, leads nowhere.
      guard leading.entry.kind.hasSuffix("Route"), case .success(let exposure) = leading.exposure else { return true }
      return exposure.workloads.contains(workload) || exposure.workloads.count >= FirstMembers.told
    }
  }

  /// The routes that name a Gateway as one of their parents, in order, whether it takes them in or not.
  package func routes(naming gateway: ObjectReference) -> [ObjectReference] {
    entries.routes.namespaces.flatMap { namespace in
      entries.routes.inNamespace(namespace).filter { $1.parents.contains { $0.object == gateway } }.map(\.key)
    }.sorted()
  }

  /// What leads to a Service beside itself, in order.
  package func entries(leadingToService service: ObjectReference) -> [Leading] {
    leading(into: service.namespace) { $0 == service.name }.compactMap { leading($0) }
  }

  private func service(_ name: UntrustedText, in namespace: UntrustedText) -> ObjectReference {
    ObjectReference(group: "", kind: "Service", namespace: namespace, name: name)
  }

  /// Ingresses and routes that name a Service of the namespace.
  private func leading(into namespace: UntrustedText, _ isMeant: (UntrustedText) -> Bool) -> [ObjectReference] {
    func leads(_ backends: some Sequence<Backend>) -> Bool {
      backends.contains { backend in
        if case .service(namespace, let name, _) = backend.kind { isMeant(name) } else { false }
      }
    }
    let ingresses = entries.ingresses.inNamespace(namespace).filter { _, ingress in
      leads((ingress.rules.known ?? []).flatMap(\.routes).map(\.backend) + [ingress.defaultBackend].compactMap { $0 })
    }
    let routes = entries.routes.namespaces.flatMap { other in
      entries.routes.inNamespace(other).filter { leads($1.backends.known ?? []) }.map(\.key)
    }
    return ingresses.map(\.key).sorted() + routes.sorted()
  }

  private func leading(_ entry: ObjectReference) -> Leading? {
    do throws(Missing) {
      guard let exposure = try Exposure(of: entry, self) else { return nil }
      return Leading(entry: entry, exposure: .success(exposure))
    } catch { return Leading(entry: entry, exposure: .failure(error)) }
  }

  /// How the programs among the workloads that serve Ingresses and Gateways are reached; empty where there are none.
  package func entriesOfControllers() -> [Leading] {
    let controllers = entryWorkloads.filter { workloads[$0]?.ingressController != nil }
    var found: [ObjectReference] = []
    for namespace in Set(controllers.map(\.namespace)).sorted() {
      found += services.inNamespace(namespace).map { service($0.name, in: namespace) }
        .filter { !selection.workloads(of: $0, among: controllers).isEmpty }
    }
    return (found + controllers.sorted()).compactMap { leading($0) }
  }

  /// The workloads that a network policy applies to, in order; and whether it may be others too.
  package func workloads(selectedBy policy: ObjectReference) -> (found: [ObjectReference], isUnsure: Bool) {
    guard let sections = networkPolicies[policy]?.sections.known else { return ([], true) }
    var found: [ObjectReference] = []
    var isUnsure = false
    let namespaces = policy.namespace.isEmpty ? Array(workloadsByNamespace.keys) : [policy.namespace]
    for workload in namespaces.flatMap({ workloads(in: $0) }) {
      let answers = sections.map { identity(of: workload).meets($0.pods) }
      if answers.contains(true) {
        found.append(workload.reference)
      } else if answers.contains(nil) {
        isUnsure = true
      }
    }
    return (found.sorted(), isUnsure)
  }

  /// The disruption budgets that select the pods of a workload, in order; those whose selectors cannot be read are left
  /// out.
  package func budgets(selecting workload: Workload) -> [ObjectReference] {
    judgedObjects.list(.disruptionBudget, namespace: workload.namespace).filter { budget in
      disruptionBudgets[budget.namespace, budget.name]?.selector.known?.selects(workload.podLabels) ?? false
    }
  }

  /// A binding's role and the grantees; nil where there is no such binding.
  package func binding(_ reference: ObjectReference) -> RoleBinding? { access.bindings[reference] }

  /// Whether an object is in the input that is no workload and goes by its own name.
  package func holds(_ object: ObjectReference) -> Bool {
    source(of: object) != nil || access.isGrantee(object) || object.kind == "Namespace" && hasNamespace(object.name)
  }
}
