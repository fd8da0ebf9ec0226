import Checks
import Hardening
import Inventory
import Testing
import TextSafety

@Suite("The hardened workload")
struct HardenedTests {
  /// Checks that objects can only pass: a route, a registry would have to be asked.
  private static let decidedElsewhere: Set<CheckID> = ["egress-firewall", "image-signed"]

  /// The checks that fail on the objects; records an issue for what is unknown.
  private func fired(
    by workload: HardenedWorkload, parameters: [String: ParameterValue] = [:], _ what: String
  ) throws -> Set<CheckID> {
    let judged = judge(try workload.objects(), parameters: parameters)
    let unknown = judged.filter { $0.judgement.verdict == .unknown }.map(\.check)
    #expect(unknown.isEmpty, "\(what): unknown \(unknown)")
    return Set(judged.filter { $0.judgement.verdict == .fail }.map(\.check))
  }

  @Test("no check fails on it, whatever kind carries its pods", arguments: HardenedWorkload.kinds.map(\.kind))
  func silent(kind: UntrustedText) throws {
    let workload = try HardenedWorkload(as: kind)
    let fired = try fired(by: workload, "\(kind)")
    #expect(fired.isEmpty)
    // As files, which say nothing of nodes and versions, it fails nothing either.
    let judged = judge(try workload.objects(.manifests))
    #expect(judged.filter { $0.judgement.verdict == .fail }.map(\.check).isEmpty)
    #expect(Set(judged.map(\.check)).count > 60)
  }

  @Test("without any one of its fields exactly the checks fail that want it")
  func removals() throws {
    let whole = try HardenedWorkload()
    var expected = Weakening.removals
    for place in whole.places where !Weakening.isIdentity(place) {
      var workload = whole
      try workload.apply(.remove(place))
      let fired = try fired(by: workload, "without \(place)")
      let wanted = Set(expected.removeValue(forKey: place) ?? [])
      #expect(fired == wanted, "without \(place): \(fired.sorted()) not \(wanted.sorted())")
    }
    #expect(expected.isEmpty, "there are no such fields: \(expected.keys.sorted())")
  }

  @Test("weakened in one respect it fails exactly the checks of that respect", arguments: Weakening.all)
  func weakened(weakening: Weakening) throws {
    var workload = try HardenedWorkload(as: weakening.kind)
    for change in weakening.changes { try workload.apply(change) }
    let fired = try fired(by: workload, parameters: weakening.parameters, weakening.description)
    #expect(fired == Set(weakening.fires), "\(fired.sorted())")
  }

  @Test("every check fails in some row of the table, and alone in some where it can")
  func complete() {
    // A conflict takes a second Ingress, which no change of a field makes.
    let rows = Weakening.all.map(\.fires) + Array(Weakening.removals.values)
    let fired = Set(rows.joined())
    for info in Registry.all.infos
    where Weakening.areas.contains(info.area) && !HardenedTests.decidedElsewhere.contains(info.id)
      && info.id != "ingress-host-conflict"
    {
      #expect(fired.contains(info.id), "no row weakens what \(info.id) looks at")
    }
    #expect(fired.isSubset(of: Set(Registry.all.infos.map(\.id))))
  }
}
