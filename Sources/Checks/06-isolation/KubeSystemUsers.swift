import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// The namespaces of Kubernetes' own components are exempt from most admission policies, and their secrets and
  /// accounts rule the cluster: who runs there is a step from all of it, and hides among what nobody looks at.
  ///
  /// Fails for a workload in kube-system, kube-public or kube-node-lease that is not the platform's own. The platform's
  /// are not applicable: those that AKS or another platform marks by a label, static pods, and what Kubernetes, its
  /// distributions and network plugins run there by its name. Names of the parameter `allow` pass.
  package static let kubeSystemUsers = Check<WorkloadSubject>(
    CheckInfo(
      "kube-system-users", area: .isolation, severity: .medium, judges: .workload,
      title: "User workload in kube-system",
      statement: "runs among the components of Kubernetes",
      remediation: "Move it to a namespace of its own.",
      references: [.mitre("T1036.005"), .nsa("Kubernetes Pod security")],
      equivalents: ["tv:KSV-0037", "fa:Pod_Created_in_Kube_Namespace", "mdc:K8S_KubeSystemContainer"],
      parameters: [
        ParameterInfo("allow", .list([]), "Names of workloads that may run there; a final * stands for any ending.")
      ]),
    reads: [ClusterFact.workload.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard Inventory.isOfKubernetes(namespace: subject.namespace) else { return .pass }
      let traits = try facts.get(ClusterFact.workload, subject)
      if traits.managedBy == .platform { return .notApplicable("the platform manages it") }
      if Allowance.covers(traits.reference.name, parameters.list("allow")) {
        return .notApplicable("in the allow list")
      }
      return .fail([Evidence(FieldPath().appending("metadata.namespace"), .string(subject.namespace))])
    })
}
