package import Hardening
package import Inventory

/// All checks, by what they judge; the lists are generated from the files of the areas' folders.
package struct Registry: Sendable {
  package var containers: CheckList<ContainerSubject>
  package var workloads: CheckList<WorkloadSubject>
  package var volumes: CheckList<VolumeSubject>
  /// On objects that are judged each for itself, one list for each kind of subject.
  package var objects: [any ObjectCheckList]

  package init(
    containers: [Check<ContainerSubject>] = [], workloads: [Check<WorkloadSubject>] = [],
    volumes: [Check<VolumeSubject>] = [], objects: [any ObjectCheckList] = []
  ) {
    self.containers = CheckList(containers)
    self.workloads = CheckList(workloads)
    self.volumes = CheckList(volumes)
    self.objects = objects
  }

  package var lists: [any AnyCheckList] { [containers, workloads, volumes] + objects }

  /// What all checks say of themselves, by area and name.
  package var infos: [CheckInfo] {
    var all: [CheckInfo] = []
    var places: [CheckID: Int] = [:]
    // A check on several kinds of subject speaks for itself once.
    for info in lists.flatMap({ Registry.infos(of: $0) }) {
      if let place = places[info.id] {
        all[place].needs = Set(all[place].needs + info.needs).sorted { $0.sortKey < $1.sortKey }
        continue
      }
      places[info.id] = all.count
      all.append(info)
    }
    for position in all.indices { all[position].documentation = Registry.documentation[all[position].id] ?? "" }
    return all.sorted { ($0.area.rawValue, $0.id) < ($1.area.rawValue, $1.id) }
  }

  private static func infos(of list: some AnyCheckList) -> [CheckInfo] { list.checks.map(\.info) }
}
