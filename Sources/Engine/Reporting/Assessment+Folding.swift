import Hardening
import Inventory
import TextSafety

/// A failed verdict that others fold beneath.
struct FoldHead: Sendable {
  /// Index among all checks.
  var check: Int
  /// Position among the verdicts of the subject.
  var position: Int
  var handle: SubjectHandle
}

extension Assessment {
  /// The heads that a failed verdict folds beneath, nearest first: each is what the one before folds beneath by itself.
  /// Reports, scores and the dashboard's table all fold by this.
  func heads(at position: Int, of handle: SubjectHandle) -> [FoldHead] {
    var heads: [FoldHead] = []
    var seen: Set<Int> = [judge.positions(of: handle)[position]]
    var next = head(at: position, of: handle)
    // No check folds beneath itself, which a test holds the catalogue to; a circle would end here all the same.
    while let head = next, seen.insert(head.check).inserted {
      heads.append(head)
      next = self.head(at: head.position, of: head.handle)
    }
    return heads
  }

  /// The nearest head of a failed verdict: the first of its check's `under` that fails on the same object, on a
  /// container of a workload, or on the namespace that a workload is in, and is no less grave there.
  func head(at position: Int, of handle: SubjectHandle) -> FoldHead? {
    let plan = judge.plan
    let check = judge.positions(of: handle)[position]
    if plan.under[check].isEmpty { return nil }
    let judgement = handle.verdicts[position]
    guard judgement.verdict == .fail else { return nil }
    let judged = plan.infos[check].judges
    for above in plan.under[check] {
      for subject in subjects(judgedBy: above, above: handle, of: judged) {
        if let place = judge.positions(of: subject).firstIndex(of: above),
          folds(judgement, by: check, on: handle, beneath: subject.verdicts[place], by: above)
        {
          return FoldHead(check: above, position: place, handle: subject)
        }
      }
    }
    return nil
  }

  /// Whether what fails on a subject may fold beneath what a head's check says.
  private func folds(
    _ judgement: Judgement, by check: Int, on handle: SubjectHandle, beneath head: Judgement, by above: Int
  ) -> Bool {
    guard head.verdict == .fail else { return false }
    let plan = judge.plan
    // Nothing folds beneath what reaches less far.
    if plan.infos[above].isGradedByReach {
      let steps =
        plan.infos[check].isGradedByReach
        ? judgement.steps(below: plan.declared[check]) : Severity.allCases.count
      if head.steps(below: plan.declared[above]) > steps { return false }
    }
    // Nor what holds in one namespace beneath what holds in another.
    if handle.isGrantee, !head.reaches(allOf: judgement) { return false }
    // Nor beneath what is less grave, here or by the configuration.
    return head.severity(of: plan.infos[above]) >= judgement.severity(of: plan.infos[check])
  }

  /// The subjects on which a check may be the head of what is said of a subject.
  private func subjects(judgedBy check: Int, above handle: SubjectHandle, of judged: SubjectKind) -> [SubjectHandle] {
    let kind = judge.plan.infos[check].judges
    if kind == judged { return [handle] }
    if let workload = handle.workload {
      if kind == .namespace { return object(NamespaceSubject(workload.namespace).unit) }
      guard kind == .container, judged == .workload else { return [] }
      return (workloads[workload.reference]?.containers ?? []).map { .container($0) }
    }
    // The same object may be judged as another kind of subject, too.
    return object(JudgedUnit(kind, handle.reference.object))
  }

  private func object(_ unit: JudgedUnit) -> [SubjectHandle] {
    objects[unit].map { [.object(unit, $0)] } ?? []
  }
}

extension SubjectHandle {
  fileprivate var isGrantee: Bool {
    if case .object(let unit, _, _) = self { unit.kind == .grantee } else { false }
  }
}

extension Judgement {
  /// Whether it holds wherever another does, by the bindings that show it.
  fileprivate func reaches(allOf other: Judgement) -> Bool {
    let own = boundNamespaces
    return own.contains("") || other.boundNamespaces.isSubset(of: own)
  }
}
