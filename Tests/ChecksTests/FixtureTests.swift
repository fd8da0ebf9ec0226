import Checks
import Foundation
import Hardening
import Inventory
import Testing
import TextSafety

extension FieldValue {
  /// The objects that a manifest makes: itself, or the items of a List.
  fileprivate var created: [FieldValue] {
    guard self["kind"] == "List", case .list(let items)? = self["items"] else { return [self] }
    return items
  }
}

@Suite("Every check against its fixtures")
struct FixtureTests {
  @Test("each says what its name promises", arguments: Fixture.all.filter { $0.kind != "fixed" })
  func verdicts(fixture: Fixture) throws {
    let verdicts = judge(try fixture.read(), only: fixture.check, parameters: fixture.parameters).map(
      \.judgement.verdict)
    #expect(!verdicts.isEmpty, "nothing was judged")
    switch fixture.kind {
    case "fails": #expect(verdicts.contains(.fail))
    case "passes": #expect(verdicts.contains(.pass) && !verdicts.contains(.fail) && !verdicts.contains(.unknown))
    case "na": #expect(verdicts.allSatisfy { $0 == .notApplicable })
    case "unknown": #expect(verdicts.contains(.unknown))
    default: Issue.record("\(fixture.kind) is no kind of fixture")
    }
  }

  @Test("remedies make of the failing objects the fixed ones", arguments: Fixture.all.filter { $0.kind == "fails" })
  func remedies(fixture: Fixture) throws {
    let objects = try fixture.read()
    let patches = judge(objects, only: fixture.check, parameters: fixture.parameters).compactMap(\.patch)
    let fixed = fixture.sibling("fixed")
    guard !patches.isEmpty else {
      #expect(!FileManager.default.fileExists(atPath: fixed.url.path), "a fixed object without a remedy")
      return
    }
    var trees = objects.trees
    for patch in patches {
      for manifest in patch.manifest?.created ?? [] { trees.append((patch.object, manifest.sorted)) }
      if patch.operations.isEmpty { continue }
      let position = try #require(trees.firstIndex { $0.reference == patch.object })
      for operation in patch.operations { trees[position].tree = try trees[position].tree.applying(operation) }
    }
    let expected = try fixed.read()
    #expect(trees.map { $0.tree.sorted } == expected.trees.map(\.tree))
    let left = judge(expected, only: fixture.check, parameters: fixture.parameters).map(\.judgement.verdict)
    #expect(!left.contains(.fail) && !left.contains(.unknown))
  }

  /// Checks that objects can only pass: what would fail them is in no input yet.
  private static let neverFail: Set<CheckID> = ["egress-firewall", "image-signed"]

  @Test("every check has failing and passing fixtures, and every folder a check")
  func complete() {
    let checks = Set(Registry.all.infos.map(\.id))
    // Without a parameter it is not applicable: ParameterTests try it.
    for check in checks where check != "limit-above-max" {
      for kind in ["fails", "passes"] {
        if kind == "fails", FixtureTests.neverFail.contains(check) { continue }
        let count = Fixture.all.count { $0.check == check && $0.kind == kind }
        #expect(count >= 2, "\(check) has \(count) fixtures of kind \(kind)")
      }
    }
    #expect(Set(Fixture.all.map(\.check)).isSubset(of: checks))
  }
}
