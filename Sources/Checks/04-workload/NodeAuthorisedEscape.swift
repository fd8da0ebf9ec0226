import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A pod on a control-plane node is next to the API server's keys and to etcd: one way out of the container, and
  /// the cluster is gone. `nodeName` passes the scheduler and all its rules by.
  ///
  /// Fails where the template sets `nodeName`, selects control-plane nodes by `nodeSelector` or required node
  /// affinity, or tolerates their taints by key; a toleration of everything counts outside of DaemonSets. Not
  /// applicable to what the platform manages.
  package static let nodeAuthorisedEscape = Check<WorkloadSubject>(
    CheckInfo(
      "node-authorised-escape", area: .workload, severity: .medium, judges: .workload,
      title: "Chooses control-plane nodes",
      statement: "can run beside the control plane",
      remediation: "Remove nodeName, and the selectors and tolerations of the control plane.",
      references: [
        .mitre("T1610"), .nsa("Pod security"),
        .url("https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"),
      ],
      equivalents: [
        "ky:restrict-controlplane-scheduling", "ky:restrict-node-selection", "az:ReservedSystemPoolTaints",
      ],
      variants: [
        StatementVariant("names its node itself, past the scheduler and all taints", showing: ["nodeName"]),
        StatementVariant("asks for nodes of the control plane", showing: ["nodeSelector"]),
        StatementVariant("asks for nodes of the control plane", showing: ["affinity"]),
        StatementVariant("tolerates the taint that keeps pods off the control plane", showing: ["tolerations"]),
      ]),
    reads: [ClusterFact.workload.read, ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let traits = try facts.get(ClusterFact.workload, subject)
      if traits.managedBy == .platform { return .notApplicable("the platform manages it") }
      let content = try facts.get(ClusterFact.podTemplate, subject).content
      let spec = FieldPath.podSpec
      var evidence: [Evidence] = []
      if let name = try content.nodeName.get(), !name.isEmpty {
        evidence.append(Evidence(spec.appending("nodeName"), .string(name)))
      }
      for pair in try content.nodeSelector.get() ?? [] where controlPlaneRoles.contains(pair.key) {
        evidence.append(Evidence(spec.appending("nodeSelector").appending(member: pair.key), .string(pair.value)))
      }
      for term in content.requiredNodeAffinity where controlPlaneRoles.contains(term.key) {
        if term.operation == "In" || term.operation == "Exists" {
          evidence.append(Evidence(term.path, .string(term.operation)))
        }
      }
      for toleration in try content.tolerations.get() ?? [] where opensControlPlane(toleration, content.kind) {
        let path = spec.appending("tolerations").appending(element: toleration.key, index: toleration.index)
        evidence.append(Evidence(path, .string(toleration.operation)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  private static let controlPlaneRoles: Set<UntrustedText> = [
    "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master",
  ]

  private static func opensControlPlane(_ toleration: Toleration, _ kind: WorkloadKind) -> Bool {
    if controlPlaneRoles.contains(toleration.key) { return true }
    // DaemonSets of every node tolerate everything by design.
    guard toleration.key.isEmpty, toleration.operation == "Exists", kind != .daemonSet else { return false }
    return toleration.effect.isEmpty || toleration.effect == "NoSchedule"
  }
}
