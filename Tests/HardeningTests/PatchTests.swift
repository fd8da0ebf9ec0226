import Hardening
import Testing
import TextSafety

@Suite("Patches become operations of RFC 6902")
struct PatchTests {
  private let container = FieldPath.podSpec.appending("containers").appending(element: "web", index: 0)

  private func written(_ operations: [JSONPatchOperation]) -> [UntrustedText] {
    operations.map { operation in
      let value: UntrustedText = operation.value.map { " \($0.text)" } ?? ""
      return "\(operation.op.rawValue) \(operation.path)\(value)"
    }
  }

  @Test("what is there is not made again")
  func present() {
    let patch = Patch.set(container.appending("securityContext.privileged"), false)
    let operations = patch.expanded(pod: ["spec", "template"]) { _ in true }
    #expect(
      written(operations) == [
        "test /spec/template/spec/containers/0/name web",
        "add /spec/template/spec/containers/0/securityContext/privileged false",
      ])
  }

  @Test("what is missing on the way is added once, with all in it: an empty map would take away what came since")
  func missing() {
    let drop = container.appending("securityContext.capabilities.drop")
    let patch = Patch([
      .add(drop.appendingEnd(), "ALL"), .add(container.appending("securityContext.privileged"), false),
      .add(container.appending("securityContext.capabilities.add"), ["CHOWN"]),
    ])
    let operations = patch.expanded { $0.components.count <= container.components.count }
    #expect(
      operations == [
        JSONPatchOperation(op: .test, path: "/spec/containers/0/name", value: "web"),
        JSONPatchOperation(
          op: .add, path: "/spec/containers/0/securityContext",
          value: ["capabilities": ["drop": ["ALL"], "add": ["CHOWN"]], "privileged": false]),
      ])
  }

  @Test("a patch of an object without the pod's metadata makes the metadata too")
  func metadata() {
    let annotation = FieldPath.podMetadata.appending("annotations").appending(member: "a/b")
    let operations = Patch.set(annotation, "x").expanded(pod: ["spec", "template"]) { _ in false }
    #expect(
      operations == [
        JSONPatchOperation(op: .add, path: "/spec/template/metadata", value: ["annotations": ["a/b": "x"]])
      ])
  }

  @Test("an element without a name is guarded by what shows the failure there, where it is shown as it stands")
  func unnamed() {
    let list = FieldPath().appending("rules")
    func operations(_ evidence: FieldValue) -> [UntrustedText] {
      let first = list.appending(element: "", index: 0)
      return written(
        Patch([.add(first.appending("verbs"), ["get"])])
          .expanded(evidence: [Evidence(first.appending("verbs"), evidence)]) { _ in true })
    }
    #expect(operations(["*"]) == ["test /rules/0/verbs [*]", "add /rules/0/verbs [get]"])
    #expect(operations(.absent) == ["add /rules/0/verbs [get]"])
  }

  @Test("removing needs nothing to be made")
  func removing() {
    let patch = Patch([.remove(FieldPath.podSpec.appending("hostAliases"))])
    #expect(written(patch.expanded { _ in false }) == ["remove /spec/hostAliases"])
  }
}
