import Checks
import Hardening
import Inventory
import TextSafety

/// A judged subject of any kind with its verdicts, as reports go through them; boxed, for it is passed on and on.
indirect enum SubjectHandle: Sendable {
  case container(SubjectRow<ContainerSubject>)
  case workload(WorkloadSubject, Verdicts)
  case volume(SubjectRow<VolumeSubject>)
  /// - Parameter rightsNamespace: for users and groups, where all that they are granted holds, if that is one namespace.
  case object(JudgedUnit, Verdicts, rightsNamespace: UntrustedText? = nil)

  var verdicts: Verdicts {
    switch self {
    case .container(let row): row.verdicts
    case .workload(_, let verdicts), .object(_, let verdicts, _): verdicts
    case .volume(let row): row.verdicts
    }
  }

  var reference: SubjectReference {
    switch self {
    case .container(let row): row.subject.reference
    case .workload(let subject, _): subject.reference
    case .volume(let row): row.subject.reference
    case .object(let unit, _, let namespace): SubjectReference(unit.object, rightsNamespace: namespace)
    }
  }

  /// The workload that the subject is or belongs to.
  var workload: Workload? {
    switch self {
    case .container(let row): row.subject.workload
    case .workload(let subject, _): subject.workload
    case .volume(let row): row.subject.workload
    case .object: nil
    }
  }

  var image: UntrustedText {
    if case .container(let row) = self { row.subject.container.image.known ?? "" } else { "" }
  }

  func labels(in inventory: Inventory) -> SubjectLabels {
    var labels = workload?.podLabels ?? []
    if case .object(let unit, _, _) = self, unit.kind == .namespace {
      labels = inventory.namespaces[unit.object.name]?.labels ?? []
    }
    return SubjectLabels(labels.map { ($0.key, $0.value) })
  }

  func managedBy(in inventory: Inventory) -> ManagedBy {
    switch self {
    case .container(let row): row.subject.workload.managedBy
    case .workload(let subject, _): subject.workload.managedBy
    case .volume(let row): row.subject.workload.managedBy
    case .object(let unit, _, _): inventory.managedBy(unit)
    }
  }
}

extension Assessment {
  /// All subjects, in the order of reports: by kind of subject, then namespace and name.
  var handles: [SubjectHandle] {
    var all: [SubjectHandle] = []
    let rows = workloads.values.sorted { $0.workload.reference < $1.workload.reference }
    all.reserveCapacity(rows.count * 4 + objects.count)
    for row in rows {
      all.append(.workload(row.workload.subject, row.verdicts))
      all += row.containers.map { .container($0) }
      all += row.volumes.map { .volume($0) }
    }
    let order = Dictionary(uniqueKeysWithValues: judge.objects.enumerated().map { ($1.kind, $0) })
    let sorted = objects.sorted { a, b in
      let places = (order[a.key.kind] ?? 0, order[b.key.kind] ?? 0)
      return places.0 == places.1 ? a.key.object < b.key.object : places.0 < places.1
    }
    all += sorted.map { unit, verdicts in
      .object(
        unit, verdicts, rightsNamespace: unit.kind == .grantee ? inventory.rightsNamespace(of: unit.object) : nil)
    }
    return all
  }
}

extension Judge {
  /// The index among all checks of each position of a row's verdicts.
  func positions(of handle: SubjectHandle) -> [Int] {
    switch handle {
    case .container: containers.positions
    case .workload: workloads.positions
    case .volume: volumes.positions
    case .object(let unit, _, _): checks(on: unit.kind)?.positions ?? []
    }
  }

  /// The change that mends a failed verdict.
  func remedy(for handle: SubjectHandle, at position: Int, _ facts: ClusterFacts) -> Patch? {
    switch handle {
    case .container(let row): containers.remedy(at: position, row.subject, facts)
    case .workload(let subject, _): workloads.remedy(at: position, subject, facts)
    case .volume(let row): volumes.remedy(at: position, row.subject, facts)
    case .object(let unit, _, _): checks(on: unit.kind)?.remedy(at: position, unit.object, facts)
    }
  }
}

extension CheckTable {
  func remedy(at position: Int, _ subject: S, _ facts: any Facts) -> Patch? {
    let entry = entry(at: position)
    // A remedy that needs what is missing cannot be had; the finding stands without one.
    do { return try entry.check.remedy(subject, facts, entry.parameters) } catch { return nil }
  }
}
