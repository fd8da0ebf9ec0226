import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An image of a private registry that is pulled without a secret comes by the node's own right, which every pod on
  /// the node shares, or does not come at all.
  ///
  /// Fails where an image is below one of the parameter `registries` and neither the pod nor its service account names
  /// a secret to pull with. Not applicable while none is configured, and where no image comes from one of them. Do not
  /// configure registries that nodes reach by their identity (an attached Azure Container Registry).
  package static let pullSecretsRequired = Check<WorkloadSubject>(
    CheckInfo(
      "pull-secrets-required", area: .image, severity: .low, judges: .workload, title: "No pull secret",
      statement: "pulls from a private registry without a secret",
      remediation: "Name the secret in imagePullSecrets of the pod or of its service account.",
      references: [
        .url("https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/")
      ],
      equivalents: ["az:ContainerRestrictedImagePulls", "ky:require-imagepullsecrets", "pp:POP-305"],
      parameters: [ParameterInfo("registries", .list([]), "Private registries that pods need a secret for.")]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.pullSecrets.read],
    judge: { subject, facts, parameters throws(Missing) in
      let registries = parameters.list("registries")
      if registries.isEmpty { return .notApplicable("no private registries configured") }
      var evidence: [Evidence] = []
      for container in try facts.get(ClusterFact.podTemplate, subject).containers {
        guard let image = try container.imageReference.get(), registries.contains(where: image.isBelow) else {
          continue
        }
        evidence += container.imageEvidence
      }
      if evidence.isEmpty { return .notApplicable("no image of a private registry") }
      if try !facts.get(ClusterFact.pullSecrets, subject).isEmpty { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("imagePullSecrets"), .absent)] + evidence)
    })
}
