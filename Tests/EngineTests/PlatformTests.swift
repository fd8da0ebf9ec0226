import Engine
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("What the platform manages")
struct PlatformTests {
  /// Whose the objects of a text are, by kind and name, as findings say it.
  private func owners(_ text: String) throws -> [String: ManagedBy] {
    let folder = try TemporaryFolder()
    try folder.write("objects.yaml", text)
    let result = Scan.run(paths: [folder.path + "/objects.yaml"])
    var owners: [String: ManagedBy] = [:]
    for entry in result.entries(Set(Verdict.allCases)) {
      let finding = result.finding(entry)
      let name = SafeText("\(finding.subject.object.kind) \(finding.subject.object.name)").description
      owners[name] = finding.managedBy
    }
    return owners
  }

  private func object(_ kind: String, _ name: String, namespace: String = "kube-system", labels: String = "") -> String
  {
    let spec =
      switch kind {
      case "Service": "spec: {selector: {app: x}, ports: [{port: 80}]}"
      case "Pod": "spec: {containers: [{name: a, image: \"a:1\"}]}"
      case "ServiceAccount", "Namespace": ""
      case "PodDisruptionBudget": "spec: {maxUnavailable: 1, selector: {matchLabels: {app: x}}}"
      default: "spec: {template: {spec: {containers: [{name: a, image: \"a:1\"}]}}}"
      }
    let version =
      ["Deployment", "DaemonSet"].contains(kind) ? "apps/v1" : kind == "PodDisruptionBudget" ? "policy/v1" : "v1"
    let place = kind == "Namespace" ? "" : ", namespace: \(namespace)"
    return
      "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name)\(place), labels: {\(labels)}}\n\(spec)\n"
  }

  @Test("has with its workloads their accounts, and what is granted to these alone by their name; nothing beyond")
  func accounts() throws {
    let agent = object("DaemonSet", "calico-node").replacing(
      "{containers", with: "{serviceAccountName: calico-node, containers")
    func binding(_ name: String, _ role: String, _ others: String = "") -> String {
      """
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: \(name)}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
      subjects: [{kind: ServiceAccount, name: calico-node, namespace: kube-system}\(others)]

      """
    }
    let role =
      "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: calico-node}\n"
      + "rules: [{apiGroups: [\"\"], resources: [nodes], verbs: [list]}]\n"
    let own = agent + role + binding("calico-node", "calico-node")
    #expect(try owners(own)["DaemonSet calico-node"] == .platform)
    #expect(try owners(own)["ServiceAccount calico-node"] == .platform)
    for more in [
      binding("more", "calico-node"), binding("calico-node", "cluster-admin"),
      object("Pod", "other").replacing("{containers", with: "{serviceAccountName: calico-node, containers"),
    ] {
      let text = more.contains("name: calico-node}\nroleRef") ? agent + role + more : own + more
      #expect(try owners(text)["ServiceAccount calico-node"] == .you, "\(more)")
    }
  }

  @Test("is in its namespaces only what a label or a name of its own says")
  func names() throws {
    let text =
      object("Deployment", "coredns") + object("DaemonSet", "kube-proxy") + object("Service", "kube-dns")
      + object("ServiceAccount", "default") + object("ServiceAccount", "job-controller")
      + object("PodDisruptionBudget", "metrics-server") + object("Namespace", "kube-system")
      + object("Deployment", "web") + object("Service", "web") + object("ServiceAccount", "web")
      + object("PodDisruptionBudget", "web") + object("Pod", "etcd")
    let owners = try owners(text)
    for name in [
      "Deployment coredns", "DaemonSet kube-proxy", "Service kube-dns", "ServiceAccount default",
      "ServiceAccount job-controller", "PodDisruptionBudget metrics-server", "Namespace kube-system",
    ] {
      #expect(owners[name] == .platform, "\(name)")
    }
    for name in [
      "Deployment web", "Service web", "ServiceAccount web", "PodDisruptionBudget web", "Pod etcd",
    ] {
      #expect(owners[name] == .you, "\(name)")
    }
  }

  @Test("is what AKS and the addon manager mark where they put it; names count in no other namespace")
  func marks() throws {
    let text =
      object(
        "Deployment", "gatekeeper-audit", namespace: "gatekeeper-system", labels: "kubernetes.azure.com/managedby: aks"
      ).replacing("metadata: {", with: "metadata: {uid: u1, resourceVersion: \"1\", ")
      + object(
        "Deployment", "claimed", namespace: "gatekeeper-system", labels: "kubernetes.azure.com/managedby: aks")
      + object("Deployment", "elsewhere", namespace: "shop", labels: "kubernetes.azure.com/managedby: aks")
      .replacing("metadata: {", with: "metadata: {uid: u2, resourceVersion: \"1\", ")
      + object("Service", "agent", labels: "addonmanager.kubernetes.io/mode: Reconcile")
      + object("Deployment", "kops", labels: "k8s-addon: kops.addons.k8s.io")
      + object("Deployment", "fake", namespace: "shop", labels: "k8s-addon: kops.addons.k8s.io")
      + object("Deployment", "coredns", namespace: "shop")
    let owners = try owners(text)
    #expect(owners["Deployment gatekeeper-audit"] == .platform)
    #expect(owners["Deployment claimed"] == .you)
    #expect(owners["Deployment elsewhere"] == .you)
    #expect(owners["Service agent"] == .platform)
    #expect(owners["Deployment kops"] == .platform)
    #expect(owners["Deployment fake"] == .you)
    #expect(owners["Deployment coredns"] == .you)
  }
}
