import Hardening
import Testing
import TextSafety

@Suite("Paths of fields")
struct FieldPathTests {
  private let container = FieldPath.podSpec.appending("containers").appending(element: "web", index: 2)

  @Test("people read names, patches read indexes")
  func notations() {
    let path = container.appending("securityContext.privileged").resolved(pod: ["spec", "template"])
    #expect(path.text == "spec.template.spec.containers[web].securityContext.privileged")
    #expect(path.pointer == "/spec/template/spec/containers/2/securityContext/privileged")
  }

  @Test("a pod's path stands where its kind keeps the pod, and other paths stay")
  func resolved() {
    #expect(container.resolved(pod: []).text == "spec.containers[web]")
    let cron = container.resolved(pod: ["spec", "jobTemplate", "spec", "template"])
    #expect(cron.text == "spec.jobTemplate.spec.template.spec.containers[web]")
    #expect(cron.resolved(pod: ["spec", "template"]) == cron)
    let replicas = FieldPath().appending("spec.replicas")
    #expect(replicas.resolved(pod: ["spec", "template"]) == replicas)
    #expect(FieldPath.podMetadata.resolved(pod: ["spec", "template"]).text == "spec.template.metadata")
  }

  @Test("elements without a name show their index, an end its plus")
  func elements() {
    let path = FieldPath().appending("spec.supplementalGroups")
    #expect(path.appending(element: "", index: 1).text == "spec.supplementalGroups[1]")
    #expect(path.appendingEnd().text == "spec.supplementalGroups[+]")
    #expect(path.appendingEnd().pointer == "/spec/supplementalGroups/-")
  }

  @Test("members with characters that a path needs are quoted; a pointer escapes tilde and slash")
  func odd() {
    let labels = FieldPath().appending("metadata.labels")
    let path = labels.appending(member: "pod-security.kubernetes.io/enforce")
    #expect(path.text == "metadata.labels[\"pod-security.kubernetes.io/enforce\"]")
    #expect(path.pointer == "/metadata/labels/pod-security.kubernetes.io~1enforce")
    #expect(labels.appending(member: "a~b/c~1").pointer == "/metadata/labels/a~0b~1c~01")
    #expect(labels.appending(member: "").text == "metadata.labels[\"\"]")
    #expect(FieldPath().text == "" && FieldPath().pointer == "")
  }
}

@Suite("Values of fields")
struct FieldValueTests {
  @Test("read on one line")
  func text() {
    let cases: [(FieldValue, UntrustedText)] = [
      (.absent, "not set"), (.null, "null"), (true, "true"), (10001, "10001"), (.number(0.5), "0.5"),
      ("RuntimeDefault", "RuntimeDefault"), ("", "\"\""), (["NET_ADMIN", "SYS_TIME"], "[NET_ADMIN, SYS_TIME]"),
      (["type": "Localhost", "n": 1], "{type: Localhost, n: 1}"), ([], "[]"), (.map([]), "{}"),
    ]
    for (value, text) in cases { #expect(value.text == text) }
  }

  @Test("of two members of one name the last counts")
  func members() {
    let map: FieldValue = .map([.init("a", 1), .init("b", 2), .init("a", 3)])
    #expect(map["a"] == 3 && map["b"] == 2 && map["c"] == nil)
    #expect(FieldValue.list([])["a"] == nil)
  }
}
