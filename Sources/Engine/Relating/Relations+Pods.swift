import Hardening
import Inventory
import Session
import TextSafety

extension Relations {
  /// Owner, replicas, pods, budgets and autoscaler of a workload.
  func pods(of workload: Workload) -> Section {
    var lines: [Line] = []
    var states: [UntrustedText] = []
    if let owner = workload.owner {
      lines.append(
        Line("owner", "\(Relations.short(owner.reference)) vouches for less than it has", object: owner.reference))
    }
    var isCounted = false
    do throws(Missing) {
      let range = try facts.get(ClusterFact.replicas, workload.subject)
      if let minimum = range.minimum {
        isCounted = true
        let most: UntrustedText = range.maximum.map { " to \($0)" } ?? ""
        states.append("\(minimum)\(most) \(minimum == 1 && range.maximum == nil ? "replica" : "replicas")")
        if let autoscaler = range.autoscaler {
          lines.append(
            Line("replicas", "\(minimum)\(most), as \(Relations.short(autoscaler)) decides", object: autoscaler))
        } else {
          lines.append(Line("replicas", "\(minimum)"))
        }
      }
    } catch { lines.append(Line("replicas", error.text, .unknown)) }
    if let words = Relations.words(workload.kind) { states.append(words) }
    if workload.observedPods > 0 {
      let pods = Relations.count(workload.observedPods, "pod", "pods")
      states.append("\(pods) running")
      lines.append(Line("pods", "\(pods) of it in the source"))
    }
    if workload.kind == .pod {
      states.append(workload.isStatic ? "a static pod" : workload.isNaked ? "a pod by itself" : "a pod")
      if workload.isStatic { lines.append(Line("owner", "its node, which runs it from a file")) }
      if workload.isNaked { lines.append(Line("owner", "none: when it is gone, nobody makes another", .notable)) }
    }
    let budgets = inventory.budgets(selecting: workload)
    lines += Relations.first(
      budgets.map { Line("budget", "\(Relations.short($0)) limits how many may be missing", object: $0) }, of: "budgets"
    )
    // What is not counted by replicas has no use for one.
    if budgets.isEmpty, isCounted {
      let doubts = doubts(.disruptionBudgets)
      lines +=
        doubts.isEmpty
        ? [Line("budget", "none: nothing limits how many may be missing at once")]
        : doubts.map { Line("budget", $0.says, .unknown) }
    }
    return Section(.pods, Relations.joined(states), .plain, lines)
  }

  /// How many pods there are of what is not counted by replicas; nil for the rest.
  private static func words(_ kind: WorkloadKind) -> UntrustedText? {
    switch kind {
    case .daemonSet: "a pod on each node that it chooses"
    case .cronJob: "pods at the times of its schedule"
    case .job: "pods until it is done"
    default: nil
    }
  }

  /// The workloads that run as an account; none for users and groups.
  func runningAs(_ grantee: ObjectReference) -> [Section] {
    guard grantee.kind == "ServiceAccount" else { return [] }
    do throws(Missing) {
      let found = try facts.get(ClusterFact.accountWorkloads, GranteeSubject(grantee)).map(\.reference)
      let doubts = doubts(.pods)
      let summary: UntrustedText =
        found.isEmpty
        ? doubts.isEmpty ? "no workload that was read runs as it" : "what runs as it is unknown"
        : "\(Relations.count(found.count, "workload runs", "workloads run")) as it"
      return [
        Section(
          .pods, summary, doubts.isEmpty ? .plain : .unknown,
          lines(found, from: grantee.namespace, "runs as it") + doubts)
      ]
    } catch { return [Section(.pods, "what runs as it is unknown", .unknown, [Relations.unknown(error)])] }
  }

  /// The workloads that a budget selects.
  func pods(of budget: ObjectReference) -> Section {
    do throws(Missing) {
      let reach = try facts.get(ClusterFact.budgetReach, BudgetSubject(budget))
      let all = reach.workloads.map { item -> Line in
        let replicas = item.replicas.map { Relations.count(Int(clamping: $0), "replica", "replicas") } ?? ""
        return Line(Relations.short(item.reference), replicas, object: item.reference)
      }
      let doubts = doubts(.pods)
      return Section(
        .pods, "selects \(Relations.count(reach.count, "workload", "workloads"))", doubts.isEmpty ? .plain : .unknown,
        Relations.first(all, of: "workloads", count: reach.count) + doubts)
    } catch { return Section(.pods, "what it selects is unknown", .unknown, [Relations.unknown(error)]) }
  }

  func pods(ofNamespace namespace: UntrustedText) -> Section {
    let found = inventory.workloads(in: namespace).map(\.reference)
    let doubts = doubts(.pods)
    return Section(
      .pods, Relations.count(found.count, "workload", "workloads"), doubts.isEmpty ? .plain : .unknown,
      lines(found, from: namespace) + doubts)
  }
}
