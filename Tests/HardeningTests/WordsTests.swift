import Hardening
import Testing
import TextSafety

@Suite("What people read of objects, notices and names")
struct WordsTests {
  @Test("objects are named with group, namespace and name, as far as they have them")
  func objects() {
    let api = ObjectReference(group: "apps", kind: "Deployment", namespace: "payments", name: "api")
    #expect(api.text == "apps/Deployment payments/api")
    #expect(ObjectReference(group: "", kind: "Namespace", name: "x").text == "Namespace x")
    #expect(SubjectReference(api).shortText == "deploy/api")
    #expect(SubjectReference(api, container: "web").shortText == "deploy/api [web]")
    #expect(SubjectReference(api, discriminator: "tmp").shortText == "deploy/api vol/tmp")
    #expect(SubjectReference(ObjectReference(group: "x", kind: "Widget", name: "w")).shortText == "widget/w")
    let namespace = SubjectReference(ObjectReference(group: "", kind: "Namespace", name: "x"))
    #expect(namespace.scopeNamespace == "x" && SubjectReference(api).scopeNamespace == "payments")
  }

  @Test("subjects are ordered by namespace, kind, name, then container and part")
  func order() {
    func subject(_ namespace: UntrustedText, _ kind: UntrustedText, _ name: UntrustedText, _ container: UntrustedText?)
      -> SubjectReference
    {
      SubjectReference(
        ObjectReference(group: "apps", kind: kind, namespace: namespace, name: name), container: container)
    }
    let ordered = [
      subject("a", "Deployment", "z", nil), subject("a", "Deployment", "z", "b"), subject("a", "Pod", "a", nil),
      subject("b", "Deployment", "a", "a"), subject("b", "Deployment", "a", "c"), subject("b", "Deployment", "b", "a"),
    ]
    #expect(ordered.reversed().sorted() == ordered)
  }

  @Test("a missing fact says what is missing and why")
  func missing() {
    #expect(Missing(.disruptionBudgets, .notInInput).text == "poddisruptionbudgets.policy: not in the input")
    #expect(Missing(.pods, .forbidden(rule: "list pods")).text == "pods: forbidden (needs list pods)")
    let field = Missing(.field(FieldPath().appending("spec.replicas")), .malformed)
    #expect(field.text == "spec.replicas: not a value that Kubernetes accepts")
    #expect(Missing(.serverVersion, .stale(since: 0)).text == "server version: data too old")
    #expect(Missing(.source("trivy"), .sourceAbsent).text == "trivy: source absent")
  }

  @Test("names near to what was typed are proposed, the nearest first")
  func near() {
    let names = ["privileged", "privileged-port", "priv-escalation", "host-pid", "host-ipc", "cpu-limit"]
    #expect(NearNames.of("priviledged", among: names).first == "privileged")
    #expect(NearNames.of("privileged", among: names).first == "privileged")
    #expect(NearNames.of("host", among: names) == ["host-ipc", "host-pid"])
    #expect(NearNames.of("zzzzzzzzzz", among: names).isEmpty)
    #expect(NearNames.hint(to: "hostpid", among: names).hasPrefix("did you mean host-pid"))
    #expect(NearNames.hint(to: "zzzzzzzzzz", among: ["b", "a"]) == "one of a, b")
    #expect(NearNames.hint(to: "x", among: []) == "it has none")
    #expect(NearNames.of(UntrustedText(String(repeating: "x", count: 1_000_000)), among: names).isEmpty)
  }

  @Test("a notice is one line as error lines are built")
  func notice() {
    var notice = Notice(what: "a.yaml", why: "no such file", next: "check the name", costsCoverage: true)
    #expect(notice.text == "a.yaml: no such file (check the name)")
    notice.next = ""
    #expect(notice.text == "a.yaml: no such file")
  }
}
