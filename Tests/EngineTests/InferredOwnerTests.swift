import Engine
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Owners that only their pods name")
struct InferredOwnerTests {
  private func pod(_ name: String, owner: String, labels: String = "app: api") -> String {
    """
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
      namespace: shop
      uid: uid-\(name)
      resourceVersion: "1"
      labels: {\(labels)}
      ownerReferences: [\(owner)]
    spec:
      containers:
      - name: web
        image: web:1
        securityContext:
          privileged: true

    """
  }

  private func privileged(_ text: String) throws -> [Finding] {
    let folder = try TemporaryFolder()
    try folder.write("pods.yaml", text)
    let result = Scan.run(paths: [folder.path + "/pods.yaml"])
    var findings: [Finding] = []
    try result.eachFinding(result.entries().filter { result.info(of: $0).id == "privileged" }) { findings.append($0) }
    return findings
  }

  @Test("a Deployment is inferred from its replica set's pods, judged once and mended itself")
  func deployment() throws {
    let owner = "{apiVersion: apps/v1, kind: ReplicaSet, name: api-7f9c, controller: true}"
    let labels = "app: api, pod-template-hash: 7f9c"
    let findings = try privileged(
      pod("api-7f9c-a", owner: owner, labels: labels) + pod("api-7f9c-b", owner: owner, labels: labels))
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(
      finding.subject.object == ObjectReference(group: "apps", kind: "Deployment", namespace: "shop", name: "api"))
    #expect(finding.subject.inferred)
    #expect(finding.evidence.first?.path.text == "spec.template.spec.containers[web].securityContext.privileged")
    #expect(finding.remediation.object == nil)
    #expect(
      finding.remediation.operations?.map(\.path) == [
        "/spec/template/spec/containers/0/name", "/spec/template/spec/containers/0/securityContext/privileged",
      ])
    #expect(finding.source?.line == 16, "the field's line in the pod that was seen")
  }

  @Test("an operator's resource is named, but nobody knows where it keeps the field")
  func custom() throws {
    let findings = try privileged(
      pod("api-0", owner: "{apiVersion: example.com/v1, kind: Fleet, name: api, controller: true}"))
    let finding = try #require(findings.first)
    #expect(finding.subject.object.kind == "Fleet" && finding.subject.inferred)
    #expect(finding.remediation.operations == nil && !finding.remediation.text.isEmpty)
  }
}
