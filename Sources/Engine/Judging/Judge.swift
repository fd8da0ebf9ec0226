package import Checks
import Hardening
import Inventory

/// Judges subjects by all checks of the plan. Full and incremental scans call the same functions.
package struct Judge: Sendable {
  package let plan: CheckPlan
  let containers: CheckTable<ContainerSubject>
  let workloads: CheckTable<WorkloadSubject>
  let volumes: CheckTable<VolumeSubject>
  let namespaces: CheckTable<NamespaceSubject>
  let budgets: CheckTable<BudgetSubject>
  let nodes: CheckTable<NodeSubject>

  package init(_ registry: Registry, _ plan: CheckPlan) {
    self.plan = plan
    containers = CheckTable(registry.containers, plan)
    workloads = CheckTable(registry.workloads, plan)
    volumes = CheckTable(registry.volumes, plan)
    namespaces = CheckTable(registry.namespaces, plan)
    budgets = CheckTable(registry.budgets, plan)
    nodes = CheckTable(registry.nodes, plan)
  }

  /// All verdicts on a workload. Where `altered` is given, only checks that read one of those facts are judged again;
  /// the others keep what `old` says.
  func judge(
    _ workload: Workload, _ facts: any Facts, _ shapes: inout ShapeCache, old: WorkloadRow? = nil,
    altered: Set<FactName>? = nil
  ) -> WorkloadRow {
    let shape = shapes.verdicts(of: workload, by: self, facts)
    var row = WorkloadRow(workload)
    row.verdicts.shared = shape.workload
    row.verdicts.own = judge(workloads.own, workload.subject, facts, old?.verdicts.own, altered)
    for (index, subject) in workload.containers.enumerated() {
      let isTemplate = index < shape.containers.count
      let previous = old.flatMap { $0.containers.first { $0.subject == subject } }
      row.containers.append(
        SubjectRow(
          subject: subject,
          verdicts: Verdicts(
            shared: isTemplate ? shape.containers[index] : CheckTable.judge(containers.shape, subject, facts),
            own: judge(containers.own, subject, facts, previous?.verdicts.own, altered))))
    }
    for (index, subject) in workload.volumes.enumerated() {
      let previous = old.flatMap { $0.volumes.first { $0.subject == subject } }
      row.volumes.append(
        SubjectRow(
          subject: subject,
          verdicts: Verdicts(
            shared: shape.volumes[index], own: judge(volumes.own, subject, facts, previous?.verdicts.own, altered))))
    }
    return row
  }

  /// Judges by each check, or only by those that read an altered fact where an old verdict exists for the others.
  func judge<S>(
    _ entries: [CheckTable<S>.Entry], _ subject: S, _ facts: any Facts, _ old: [Judgement]?, _ altered: Set<FactName>?
  ) -> [Judgement] {
    guard let old, let altered, old.count == entries.count else { return CheckTable.judge(entries, subject, facts) }
    return entries.enumerated().map { position, entry in
      entry.check.reads.contains(where: altered.contains)
        ? CheckTable.judge(entry, subject, facts) : old[position]
    }
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

  /// Forgets templates that nothing uses any more, once they are many.
  mutating func prune(to inventory: Inventory) {
    guard shapes.count > 64 + 2 * inventory.workloads.count else { return }
    let used = Set(inventory.workloads.values.map { ObjectIdentifier($0.template) })
    shapes = shapes.filter { used.contains($0.key) }
  }
}
