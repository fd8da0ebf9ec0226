import Hardening
import Inventory
import Session
import TextSafety

extension Relations {
  /// Which policies hold what a workload takes in and sends.
  func policies(of workload: Workload) -> Section {
    do throws(Missing) {
      return section(try facts.get(ClusterFact.coverage, workload.subject), from: workload.namespace) {
        $0 == .ingress
          ? "nothing holds it: whoever reaches it may connect" : "nothing holds it: it may connect anywhere"
      }
    } catch { return Section(.policies, "what holds its traffic is unknown", .unknown, [Relations.unknown(error)]) }
  }

  /// What denies by default in a namespace.
  func policies(ofNamespace namespace: UntrustedText) -> Section {
    do throws(Missing) {
      return section(try facts.get(ClusterFact.defaultDeny, NamespaceSubject(namespace)), from: namespace) { _ in
        "nothing is denied by default: pods that no policy selects are open"
      }
    } catch { return Section(.policies, "what holds its traffic is unknown", .unknown, [Relations.unknown(error)]) }
  }

  private func section(
    _ coverage: PolicyCoverage, from namespace: UntrustedText, none: (TrafficDirection) -> UntrustedText
  ) -> Section {
    var lines: [Line] = []
    var states: [UntrustedText] = []
    var isOpen = false
    var isUnsure = false
    for direction in TrafficDirection.allCases {
      let side = coverage[direction]
      let name: UntrustedText = direction == .ingress ? "in" : "out"
      if !side.policies.isEmpty {
        states.append("held by policies")
        lines += Relations.first(
          side.policies.map { Line(name, "\(Relations.short($0, from: namespace)) holds it", object: $0) },
          of: "policies")
      } else if let missing = side.missing {
        (isUnsure, states) = (true, states + ["unknown"])
        lines.append(Line(name, missing.text, .unknown))
      } else if isPartial {
        (isUnsure, states) = (true, states + ["unknown"])
        lines.append(
          Line(name, "no policy was read that holds it, and a part of the source could not be read", .unknown))
      } else {
        (isOpen, states) = (true, states + ["open"])
        lines.append(Line(name, none(direction), .notable))
      }
    }
    let summary: UntrustedText =
      states[0] == states[1]
      ? "incoming and outgoing traffic \(states[0])" : "incoming traffic \(states[0]), outgoing \(states[1])"
    return Section(
      .policies, summary, isOpen ? .notable : isUnsure ? .unknown : .plain, lines)
  }

  /// The workloads that a policy applies to.
  func policies(ofPolicy policy: ObjectReference) -> Section {
    let (found, isUnsure) = inventory.workloads(selectedBy: policy)
    let unsure =
      isUnsure ? [Line("unknown", "whether it applies to others: what it selects by was not read", .unknown)] : []
    let doubts = unsure + doubts(.pods)
    let summary: UntrustedText =
      found.isEmpty
      ? "applies to no workload that was read" : "applies to \(Relations.count(found.count, "workload", "workloads"))"
    return Section(
      .policies, summary, doubts.isEmpty ? .plain : .unknown,
      lines(found, from: policy.namespace, "it applies to") + doubts)
  }
}
