import Checks
import Hardening
import Inventory
import Testing
import TextSafety

@testable import Engine

@Suite("Owners of many pods")
struct OwnerCrowdTests {
  @Test("an owner is judged once for all pods that have less than it")
  func once() throws {
    var inventory = Inventory(Completeness(.dump))
    let texts =
      [RandomObject.replicaSet("web-5d9c", namespace: "shop", owner: nil, replicas: 3, uid: 1)]
      + (0..<40).map { number in
        RandomObject.pod("n\(number)", namespace: "shop", owner: "ReplicaSet web-5d9c", isPrivileged: true)
          .replacing("image: \"proxy:1\"", with: "image: \"proxy:\(number)\"")
      }
    for text in texts {
      for object in try decode(text).objects { inventory.load(object) }
    }
    inventory.assembleAll()
    let judge = Judge(Registry.all, CheckPlan(Registry.all))
    let facts = ClusterFacts(inventory)
    let beside = inventory.workloads.values.filter { $0.owner != nil }.sorted { $0.reference < $1.reference }
    #expect(beside.count == 40)
    var (shapes, owners) = (ShapeCache(), OwnerCache())
    for workload in beside {
      let row = judge.judge(workload, facts, &shapes, &owners)
      var (otherShapes, otherOwners) = (ShapeCache(), OwnerCache())
      #expect(row == judge.judge(workload, facts, &otherShapes, &otherOwners))
    }
    #expect(owners.judged == 1)
    // Those of one owner stand together, so that this holds of a whole scan.
    let units = AlteredFacts(everythingIn: inventory, judge).units.filter { $0.kind == .workload }
    #expect(units.count == 41 && inventory.workloads[units[0].object]?.owner == nil)
  }
}
