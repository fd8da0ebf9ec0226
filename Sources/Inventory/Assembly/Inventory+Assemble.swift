import Hardening
import TextSafety

extension Inventory {
  /// The workloads of a root: its own, and those below it that are judged beside it. Empty where there is nothing to
  /// judge.
  func assemble(_ root: ObjectReference) -> [Workload] {
    let own = carriers[root]
    if let own, owner(of: own) != nil { return [] }
    let members = self.members(below: root)
    if let own {
      if own.kind == .pod && own.isFinished { return [] }
      return workloads(root, kind: own.kind, holder: own, inferred: false, members: members)
    }
    // A replica set that went, and was not the top owner, leaves pods that name it and belong to its Deployment.
    let belonging = members.filter { member in
      !(member.kind == .pod && member.isFinished) && self.root(of: member).reference == root
    }
    let living = belonging.filter { !$0.isEmptyReplicaSet }
    // Of several templates (a rollout under way) the newest counts; a template before a mere pod. Scaled to zero, it is
    // the newest of all.
    let newest = (living.isEmpty ? belonging : living).max { a, b in
      if (a.kind == .pod) != (b.kind == .pod) { return a.kind == .pod }
      return (a.created, b.reference) < (b.created, a.reference)
    }
    guard let newest else { return [] }
    return workloads(root, kind: self.root(of: newest).kind, holder: newest, inferred: true, members: members)
  }

  private func workloads(
    _ root: ObjectReference, kind: WorkloadKind, holder: Carrier, inferred: Bool, members: [Carrier]
  ) -> [Workload] {
    var additions: [Workload.Addition] = []
    var observed = 0
    let declared = Set(holder.template.containers.map { $0.listedName })
    var added: [UntrustedText: Container] = [:]
    for member in members where member.kind == .pod && !member.isFinished {
      observed += 1
      if member.template == holder.template { continue }
      for container in member.template.containers {
        let name = container.listedName
        if declared.contains(name) || added[name] != nil { continue }
        added[name] = container
        additions.append(Workload.Addition(pod: member.reference, container: container))
      }
    }
    if holder.kind == .pod { observed = max(observed, 1) }
    let workload = Workload(
      reference: root, kind: kind, inferred: inferred, managedBy: Platform.manages(root, holder) ? .platform : .you,
      template: holder.template, podLabels: holder.podLabels, replicas: inferred ? .absent : holder.replicas,
      isNaked: !inferred && holder.kind == .pod && !holder.isStatic, additions: additions, observedPods: observed,
      holder: holder.reference, exceptions: holder.exceptions,
      namesNamespace: holder.namesNamespace, source: holder.source)
    return [workload] + weaker(members, than: holder, of: workload, added)
  }

  /// Those that run with less than their owner's template has: one for each template, a controller before its pods.
  private func weaker(
    _ members: [Carrier], than holder: Carrier, of owner: Workload, _ added: [UntrustedText: Container]
  ) -> [Workload] {
    struct Pair: Hashable {
      var member: ObjectIdentifier
      var base: ObjectIdentifier
      /// Those of the member where it lacks some.
      var labels: [LabelPair]
    }
    var seen: Set<Pair> = []
    var found: [Workload] = []
    for member in members.sorted(by: {
      ($0.kind == .pod ? 1 : 0, $0.reference) < ($1.kind == .pod ? 1 : 0, $1.reference)
    })
    where member.reference != holder.reference && !member.isFinished && !member.isEmptyReplicaSet {
      // What its direct owner has is told of that one, or is no less than what the top owner has.
      let direct = self.owner(of: member).flatMap { carriers[$0.reference] }
      let base = direct.flatMap { $0.isFinished || $0.isEmptyReplicaSet ? nil : $0 } ?? holder
      let lacksLabels = !base.podLabels.allSatisfy { member.podLabels.value(of: $0.key) == $0.value }
      let pair = Pair(
        member: ObjectIdentifier(member.template), base: ObjectIdentifier(base.template),
        labels: lacksLabels ? member.podLabels : [])
      guard seen.insert(pair).inserted else { continue }
      let isSame = member.template == base.template
      guard lacksLabels || !isSame && member.template.isWeaker(than: base.template, with: added) else { continue }
      found.append(
        Workload(
          reference: member.reference, kind: member.kind, inferred: false, managedBy: owner.managedBy,
          template: member.template, podLabels: member.podLabels, replicas: .absent, isNaked: false, additions: [],
          observedPods: member.kind == .pod ? 1 : 0, holder: member.reference, exceptions: member.exceptions,
          namesNamespace: member.namesNamespace, source: member.source, owner: owner))
    }
    return found
  }
}
