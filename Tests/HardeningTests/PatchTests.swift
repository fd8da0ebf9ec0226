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
    #expect(written(operations) == ["add /spec/template/spec/containers/0/securityContext/privileged false"])
  }

  @Test("maps and lists that are missing on the way are made first, each by an operation of its own, once")
  func missing() {
    let drop = container.appending("securityContext.capabilities.drop")
    let patch = Patch([
      .add(drop.appendingEnd(), "ALL"), .add(container.appending("securityContext.privileged"), false),
    ])
    let operations = patch.expanded { $0.components.count <= container.components.count }
    #expect(
      written(operations) == [
        "add /spec/containers/0/securityContext {}", "add /spec/containers/0/securityContext/capabilities {}",
        "add /spec/containers/0/securityContext/capabilities/drop []",
        "add /spec/containers/0/securityContext/capabilities/drop/- ALL",
        "add /spec/containers/0/securityContext/privileged false",
      ])
  }

  @Test("a patch of an object without the pod's metadata makes the metadata too")
  func metadata() {
    let annotation = FieldPath.podMetadata.appending("annotations").appending(member: "a/b")
    let operations = Patch.set(annotation, "x").expanded(pod: ["spec", "template"]) { _ in false }
    #expect(
      written(operations) == [
        "add /spec/template/metadata {}", "add /spec/template/metadata/annotations {}",
        "add /spec/template/metadata/annotations/a~1b x",
      ])
  }

  @Test("removing needs nothing to be made")
  func removing() {
    let patch = Patch([.remove(FieldPath.podSpec.appending("hostAliases"))])
    #expect(written(patch.expanded { _ in false }) == ["remove /spec/hostAliases"])
  }
}
