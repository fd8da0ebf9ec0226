import Checks
import Hardening
import Inventory
import TextSafety

/// A judged subject of any kind with its verdicts, as reports go through them.
enum SubjectHandle: Sendable {
  case container(SubjectRow<ContainerSubject>)
  case workload(WorkloadSubject, Verdicts)
  case volume(SubjectRow<VolumeSubject>)
  case namespace(SubjectRow<NamespaceSubject>)
  case budget(SubjectRow<BudgetSubject>)
  case node(SubjectRow<NodeSubject>)

  var verdicts: Verdicts {
    switch self {
    case .container(let row): row.verdicts
    case .workload(_, let verdicts): verdicts
    case .volume(let row): row.verdicts
    case .namespace(let row): row.verdicts
    case .budget(let row): row.verdicts
    case .node(let row): row.verdicts
    }
  }

  var reference: SubjectReference {
    switch self {
    case .container(let row): row.subject.reference
    case .workload(let subject, _): subject.reference
    case .volume(let row): row.subject.reference
    case .namespace(let row): row.subject.reference
    case .budget(let row): row.subject.reference
    case .node(let row): row.subject.reference
    }
  }

  /// The workload that the subject is or belongs to.
  var workload: Workload? {
    switch self {
    case .container(let row): row.subject.workload
    case .workload(let subject, _): subject.workload
    case .volume(let row): row.subject.workload
    case .namespace, .budget, .node: nil
    }
  }

  var image: UntrustedText {
    if case .container(let row) = self { row.subject.container.image.known ?? "" } else { "" }
  }

  var managedBy: ManagedBy {
    if let workload { return workload.managedBy }
    let reference = reference.object
    let namespace = reference.kind == "Namespace" ? reference.name : reference.namespace
    return Platform.manages(namespace: namespace, labels: []) ? .platform : .you
  }
}

extension Assessment {
  /// All subjects, in the order of reports: by kind of subject, then namespace and name.
  var handles: [SubjectHandle] {
    var all: [SubjectHandle] = []
    let rows = workloads.values.sorted { $0.workload.reference < $1.workload.reference }
    all.reserveCapacity(rows.count * 4)
    for row in rows {
      all.append(.workload(row.workload.subject, row.verdicts))
      all += row.containers.map { .container($0) }
      all += row.volumes.map { .volume($0) }
    }
    all += namespaces.values.sorted { $0.subject.name < $1.subject.name }.map { .namespace($0) }
    all += budgets.values.sorted { $0.subject.object < $1.subject.object }.map { .budget($0) }
    all += nodes.values.sorted { $0.subject.object < $1.subject.object }.map { .node($0) }
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
    case .namespace: namespaces.positions
    case .budget: budgets.positions
    case .node: nodes.positions
    }
  }

  /// The change that mends a failed verdict.
  func remedy(for handle: SubjectHandle, at position: Int, _ facts: any Facts) -> Patch? {
    switch handle {
    case .container(let row): containers.remedy(at: position, row.subject, facts)
    case .workload(let subject, _): workloads.remedy(at: position, subject, facts)
    case .volume(let row): volumes.remedy(at: position, row.subject, facts)
    case .namespace(let row): namespaces.remedy(at: position, row.subject, facts)
    case .budget(let row): budgets.remedy(at: position, row.subject, facts)
    case .node(let row): nodes.remedy(at: position, row.subject, facts)
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
