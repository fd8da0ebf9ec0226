import Export
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Findings say what their evidence shows")
struct StatementTests {
  private func messages(_ check: CheckID, _ manifest: String) throws -> [UntrustedText] {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", manifest)
    let result = Scan.run(paths: [folder.path])
    return result.entries().map { result.finding($0) }.filter { $0.check == check }.map(\.message)
  }

  private func policy(_ rules: String) -> String {
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\n"
      + "spec: {podSelector: {}, policyTypes: [Ingress, Egress], \(rules)}\n"
  }

  @Test("a policy that allows everything says in which direction")
  func directions() throws {
    let cases: [(String, UntrustedText)] = [
      ("ingress: [{}]", "lets everybody in, on all ports"),
      ("egress: [{}]", "lets its pods out to everybody, on all ports"),
      ("ingress: [{}], egress: [{}]", "lets everybody in, and its pods out to everybody, on all ports"),
    ]
    for (rules, statement) in cases {
      #expect(try messages("netpol-allow-all", policy(rules)) == ["NetworkPolicy web \(statement)"])
    }
  }

  @Test("what a Role allows holds in its namespace, and a ClusterRole's has none")
  func roles() throws {
    func role(_ kind: String, _ place: String) -> String {
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata: {name: reader\(place)}\n"
        + "rules: [{apiGroups: [\"\"], resources: [secrets], verbs: [get, list]}]\n"
    }
    let check: CheckID = "secrets-access"
    #expect(
      try messages(check, role("Role", ", namespace: shop"))
        == ["Role reader can read all secrets, in namespace shop"])
    #expect(try messages(check, role("ClusterRole", "")) == ["ClusterRole reader can read all secrets"])
  }

  private func binding(_ subject: String, _ role: String = "cluster-admin") -> String {
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: x}\nroleRef: "
      + "{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}\nsubjects: [\(subject)]\n"
  }

  @Test("everybody is a cluster administrator: two findings say so, and neither hides the other")
  func everybody() throws {
    let manifest = binding("{kind: Group, name: \"system:unauthenticated\"}")
    #expect(
      try messages("anonymous-binding", manifest)
        == ["Group system:unauthenticated may do everything, and so may everybody"])
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", manifest)
    let result = Scan.run(paths: [folder.path])
    let heads = result.selected(ReportSelection(isBrief: true)).0.map { result.info(of: $0).id }
    #expect(heads == ["anonymous-binding", "cluster-admin-binding"])
  }

  @Test("a load balancer says which service tag lets everybody in, and an image what is wrong with its digest")
  func tagsAndDigests() throws {
    let service =
      "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: "
      + "{service.beta.kubernetes.io/azure-allowed-service-tags: \"AzureFrontDoor.Backend, AzureCloud.westeurope\"}}\n"
      + "spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n"
    #expect(
      try messages("lb-source-ranges", service)
        == ["Service web has a public load balancer that all of AzureCloud.westeurope may reach"])
    func pod(_ digest: String) -> String {
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n"
        + "spec: {containers: [{name: web, image: \"web:1@\(digest)\"}]}\n"
    }
    #expect(
      try messages("image-digest", pod("md5:0123456789abcdef0123456789abcdef"))
        == ["container web runs an image whose digest is of no algorithm that pins it"])
    #expect(
      try messages("image-digest", pod("sha256:0123456789abcdef"))
        == ["container web runs an image whose digest is none of its algorithm"])
  }

  @Test("a role with wildcards says who is bound to it, or that nobody is")
  func wildcards() throws {
    let role =
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\n"
      + "rules: [{apiGroups: [\"*\"], resources: [pods], verbs: [get]}]\n"
    #expect(
      try messages("wildcard-rules", role)
        == ["ClusterRole all has rules with wildcards, and nobody is bound to it"])
    let subjects = "{kind: User, name: ada}, {kind: ServiceAccount, name: ci, namespace: shop}"
    #expect(
      try messages("wildcard-rules", role + "---\n" + binding(subjects, "all"))
        == ["ClusterRole all has rules with wildcards, and User ada, ServiceAccount shop/ci is bound to it"])
  }

  @Test("a pod near the control plane says how it gets there")
  func controlPlane() throws {
    func pod(_ field: String) -> String {
      "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: shop}\nspec:\n  containers: [{name: a, image: b}]\n  \(field)\n"
    }
    #expect(
      try messages("node-authorised-escape", pod("nodeName: n1"))
        == ["Pod x names its node itself, past the scheduler and all taints"])
    #expect(
      try messages(
        "node-authorised-escape", pod("tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]"))
        == ["Pod x tolerates the taint that keeps pods off the control plane"])
  }

  @Test("two Ingresses for one host and path are one finding, on the later by name")
  func conflict() throws {
    func ingress(_ name: String) -> String {
      "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: \(name), namespace: shop}\nspec: {ingressClassName: x, "
        + "rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: "
        + "{service: {name: web, port: {number: 80}}}}]}}]}\n"
    }
    for text in [ingress("a") + ingress("b"), ingress("b") + ingress("a")] {
      let found = try messages("ingress-host-conflict", text)
      #expect(found.count == 1 && found.first?.contains("Ingress b") == true)
    }
    #expect(try messages("ingress-host-conflict", ingress("a") + ingress("b") + ingress("c")).count == 2)
  }
}
