package import Hardening
package import Inventory

/// All checks, by what they judge; the lists are generated from the files of the areas' folders.
package struct Registry: Sendable {
  package var containers: [Check<ContainerSubject>] = []
  package var workloads: [Check<WorkloadSubject>] = []
  package var volumes: [Check<VolumeSubject>] = []
  package var namespaces: [Check<NamespaceSubject>] = []
  package var budgets: [Check<BudgetSubject>] = []
  package var nodes: [Check<NodeSubject>] = []

  /// What all checks say of themselves, by area and name.
  package var infos: [CheckInfo] {
    var all = containers.map(\.info)
    all += workloads.map(\.info)
    all += volumes.map(\.info)
    all += namespaces.map(\.info)
    all += budgets.map(\.info)
    all += nodes.map(\.info)
    for position in all.indices { all[position].documentation = Registry.documentation[all[position].id] ?? "" }
    return all.sorted { ($0.area.rawValue, $0.id) < ($1.area.rawValue, $1.id) }
  }
}
