import Testing
import TextSafety

@testable import Hardening

@Suite("The evidence hash")
struct EvidenceHashTests {
  private let subject = SubjectReference(
    ObjectReference(group: "apps", kind: "Deployment", namespace: "x", name: "api"), container: "web")

  private func path(_ index: Int, name: UntrustedText = "web") -> FieldPath {
    FieldPath().appending("spec.template.spec.containers").appending(element: name, index: index)
      .appending("securityContext.privileged")
  }

  private func pod(_ name: UntrustedText) -> ObjectReference {
    ObjectReference(group: "", kind: "Pod", namespace: "x", name: name)
  }

  @Test("stays where nothing but order, indexes, counts and given names change")
  func stable() {
    let a = Evidence(path(0), true)
    let b = Evidence(FieldPath().appending("spec.hostPID"), .list(["x", "y"]))
    let hash = [a, b].hash(of: subject)
    #expect([b, a].hash(of: subject) == hash)
    #expect([a, a, b].hash(of: subject) == hash)
    #expect([Evidence(path(3), true), b].hash(of: subject) == hash)
    #expect([a, Evidence(b.path, .list(["y", "x"]))].hash(of: subject) == hash)
    #expect([Evidence(path(0), true, in: subject.object), b].hash(of: subject) == hash)
    #expect(
      [Evidence(path(0), true, in: pod("a-1"))].hash(of: subject)
        == [Evidence(path(0), true, in: pod("a-2"))].hash(of: subject))
    let debug = FieldPath().appending("spec.ephemeralContainers")
    #expect(
      [Evidence(debug.appending(element: "debug-1", index: 0), "busybox")].hash(of: subject)
        == [Evidence(debug.appending(element: "debug-2", index: 1), "busybox")].hash(of: subject))
    #expect(
      [Evidence(b.path, .map([.init("a", 1), .init("b", 2)]))].hash(of: subject)
        == [Evidence(b.path, .map([.init("b", 2), .init("a", 1)]))].hash(of: subject))
    #expect([Evidence(b.path, .number(3))].hash(of: subject) == [Evidence(b.path, 3)].hash(of: subject))
  }

  @Test("changes with the value, the field and the object")
  func sensitive() {
    let one = [Evidence(path(0), true)].hash(of: subject)
    let others: [[Evidence]] = [
      [], [Evidence(path(0), false)], [Evidence(path(0), .absent)], [Evidence(path(0), "true")],
      [Evidence(path(0, name: "other"), true)], [Evidence(path(0), true, in: pod("p"))],
      [Evidence(path(0), true), Evidence(path(0), false)], [Evidence(path(0).appending("x"), true)],
      [Evidence(path(0), .list([true]))], [Evidence(path(0), .null)],
    ]
    var seen: Set<UInt64> = [one]
    for other in others { #expect(seen.insert(other.hash(of: subject)).inserted) }
    let service = ObjectReference(group: "", kind: "Service", namespace: "x", name: "a")
    var renamed = service
    renamed.name = "b"
    #expect(
      [Evidence(path(0), true, in: service)].hash(of: subject)
        != [Evidence(path(0), true, in: renamed)].hash(of: subject))
  }
}
