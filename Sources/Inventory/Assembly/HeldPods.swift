import Hardening
import TextSafety

/// Which of the policies that no label chooses hold which workloads. Each policy is tried on all of them at once: where
/// thousands hold none, or others, nobody tries every pair.
struct HeldPods: Sendable {
  struct Side: Sendable {
    /// By workload, places in the list of the policies' groups, in order; of very many the first hundred.
    fileprivate(set) var groups: [[UInt32]]
    /// The workloads of which it is not known whether others hold them.
    fileprivate(set) var unsure: NumberSet
  }

  let pods: PodIndex
  private let ingress: Side
  private let egress: Side

  /// - Parameter counts: what a policy has to do to its pods.
  init(
    _ pods: PodIndex, by policies: PolicyTable.Unselective, passing: Set<UntrustedText>,
    _ counts: (NetworkPolicy.Side) -> Bool
  ) {
    self.pods = pods
    ingress = HeldPods.side(.ingress, pods, policies, passing, counts)
    egress = HeldPods.side(.egress, pods, policies, passing, counts)
  }

  subscript(direction: TrafficDirection) -> Side { direction == .ingress ? ingress : egress }

  private static func side(
    _ direction: TrafficDirection, _ pods: PodIndex, _ policies: PolicyTable.Unselective,
    _ passing: Set<UntrustedText>, _ counts: (NetworkPolicy.Side) -> Bool
  ) -> Side {
    let count = pods.workloads.count
    var side = Side(groups: Array(repeating: [], count: count), unsure: NumberSet(below: count))
    // Those of which more may be told.
    var open = NumberSet(allBelow: count)
    for (place, group) in policies[direction].enumerated() where !passing.contains(group.outline.tier) {
      var met = NumberSet(below: count)
      for section in group.outline.sections.known ?? [] where counts(section.side(direction)) {
        let answer = pods.reach(of: section.pods)
        met.formUnion(answer.met)
        side.unsure.formUnion(answer.unsure)
      }
      met.formIntersection(open)
      for number in met {
        side.groups[number].append(UInt32(place))
        if side.groups[number].count == FirstMembers.told { open.remove(number) }
      }
    }
    return side
  }
}
