package import Checks
import Hardening
import Inventory

/// Judges subjects by all checks of the plan. Full and incremental scans call the same functions.
package struct Judge: Sendable {
  package let plan: CheckPlan
  let containers: CheckTable<ContainerSubject>
  let workloads: CheckTable<WorkloadSubject>
  let volumes: CheckTable<VolumeSubject>
  /// The checks on objects, in the order of their kinds.
  let objects: [any ObjectChecks]
  private let byKind: [SubjectKind: Int]

  package init(_ registry: Registry, _ plan: CheckPlan) {
    self.plan = plan
    containers = CheckTable(registry.containers, plan)
    workloads = CheckTable(registry.workloads, plan)
    volumes = CheckTable(registry.volumes, plan)
    let tables = registry.objects.map { Judge.table($0, plan) }
    objects = SubjectKind.allCases.compactMap { kind in tables.first { $0.kind == kind } }
    byKind = Dictionary(objects.enumerated().map { ($1.kind, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func table<List: ObjectCheckList>(_ list: List, _ plan: CheckPlan) -> any ObjectChecks {
    CheckTable(CheckList(list.checks), plan)
  }

  /// The checks on one kind of object; nil where there are none.
  func checks(on kind: SubjectKind) -> (any ObjectChecks)? { byKind[kind].map { objects[$0] } }

  /// All facts that are read to judge workloads.
  var readOfWorkloads: Set<FactName> { containers.reads.union(workloads.reads).union(volumes.reads) }

  /// All verdicts on a workload. One that is judged beside its owner has those that the owner has not. Where `altered` is
  /// given, only checks that read one of those facts are judged again; the others keep what `old` says.
  ///
  /// - Parameter owners: what was judged of the last owner, of the same facts: thousands of pods may have one.
  func judge(
    _ workload: Workload, _ facts: any Facts, _ shapes: inout ShapeCache, _ owners: inout OwnerCache,
    old: WorkloadRow? = nil, altered: Set<FactName>? = nil
  ) -> WorkloadRow {
    guard let owner = workload.owner else {
      // What it lacked while it was judged beside an owner is no old verdict.
      return judgeAll(workload, facts, &shapes, old?.workload.owner == nil ? old : nil, altered)
    }
    let verdicts = owners.verdicts(on: owner) { judgeAll(owner, facts, &shapes, nil, nil) }
    return judgeAll(workload, facts, &shapes, nil, nil).without(verdicts)
  }

  private func judgeAll(
    _ workload: Workload, _ facts: any Facts, _ shapes: inout ShapeCache, _ old: WorkloadRow?,
    _ altered: Set<FactName>?
  ) -> WorkloadRow {
    let shape = shapes.verdicts(of: workload, by: self, facts)
    var row = WorkloadRow(workload)
    row.verdicts.shared = shape.workload
    row.verdicts.own = CheckTable.judge(workloads.own, workload.subject, facts, old?.verdicts.own, altered)
    for (index, subject) in workload.containers.enumerated() {
      let isTemplate = index < shape.containers.count
      let previous = old.flatMap { $0.containers.first { $0.subject == subject } }
      row.containers.append(
        SubjectRow(
          subject: subject,
          verdicts: Verdicts(
            shared: isTemplate ? shape.containers[index] : CheckTable.judge(containers.shape, subject, facts),
            own: CheckTable.judge(containers.own, subject, facts, previous?.verdicts.own, altered))))
    }
    for (index, subject) in workload.volumes.enumerated() {
      let previous = old.flatMap { $0.volumes.first { $0.subject == subject } }
      row.volumes.append(
        SubjectRow(
          subject: subject,
          verdicts: Verdicts(
            shared: shape.volumes[index],
            own: CheckTable.judge(volumes.own, subject, facts, previous?.verdicts.own, altered))))
    }
    return row
  }
}

/// What was judged of an owner whose pods are judged beside it: the last one, for those of one owner come together.
struct OwnerCache {
  private var last: (reference: ObjectReference, verdicts: OwnerVerdicts)?
  /// How often an owner was judged.
  private(set) var judged = 0

  mutating func verdicts(on owner: Workload, judge: () -> WorkloadRow) -> OwnerVerdicts {
    if let last, last.reference == owner.reference { return last.verdicts }
    judged += 1
    let verdicts = OwnerVerdicts(judge())
    last = (owner.reference, verdicts)
    return verdicts
  }
}

/// Verdicts that follow from pod templates alone, by template. Holds the templates, so that identity says equality.
struct ShapeCache: Sendable {
  struct Shape: Sendable {
    var template: PodTemplate
    var workload: [Judgement]
    var containers: [[Judgement]]
    var volumes: [[Judgement]]
  }

  private var shapes: [ObjectIdentifier: Shape] = [:]

  mutating func verdicts(of workload: Workload, by judge: Judge, _ facts: any Facts) -> Shape {
    let key = ObjectIdentifier(workload.template)
    if let known = shapes[key] { return known }
    let shape = Shape(
      template: workload.template,
      workload: CheckTable.judge(judge.workloads.shape, workload.subject, facts),
      containers: workload.template.containers.map {
        CheckTable.judge(judge.containers.shape, ContainerSubject(workload, $0), facts)
      },
      volumes: workload.volumes.map { CheckTable.judge(judge.volumes.shape, $0, facts) })
    shapes[key] = shape
    return shape
  }

  mutating func add(_ others: ShapeCache) { shapes.merge(others.shapes) { known, _ in known } }

  /// Changes what was judged, by something that says the same.
  mutating func update(_ body: (inout [Judgement]) -> Void) {
    shapes = shapes.mapValues { shape in
      var shape = shape
      body(&shape.workload)
      for index in shape.containers.indices { body(&shape.containers[index]) }
      for index in shape.volumes.indices { body(&shape.volumes[index]) }
      return shape
    }
  }

  /// Forgets templates that nothing uses any more, once they are many.
  mutating func prune(to inventory: Inventory) {
    guard shapes.count > 64 + 2 * inventory.workloads.count else { return }
    let used = Set(inventory.workloads.values.map { ObjectIdentifier($0.template) })
    shapes = shapes.filter { used.contains($0.key) }
  }
}
