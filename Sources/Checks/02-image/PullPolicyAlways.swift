import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A node that has an image of a moving tag runs the one that it pulled first: nodes differ, corrections do not
  /// arrive, and whoever has access to the node's images uses private ones without the registry's leave.
  ///
  /// Fails where the tag is one of the parameter `tags`, or is missing, without a digest, and `imagePullPolicy` is set
  /// to anything but Always. Not set is Always for `latest`, which the API server fills in. A fixed tag passes with
  /// any policy.
  package static let pullPolicyAlways = Check<ContainerSubject>(
    CheckInfo(
      "pull-policy-always", area: .image, severity: .low, judges: .container, under: ["tag-latest"],
      title: "Moving tag is not pulled again",
      statement: "keeps the first image that its node pulled of a moving tag",
      remediation: "Name a fixed version; until then set imagePullPolicy to Always.",
      references: [
        .cis("1.2.11"), .url("https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"),
      ],
      equivalents: [
        "ks:C-0075", "ck:CKV_K8S_15", "po:pullPolicyNotAlways", "sc:container-image-pull-policy",
        "ky:imagepullpolicy-always", "az:ContainerAllowedPullPolicy", "cis:1.2.11", "sny:SNYK-CC-K8S-42",
      ],
      parameters: [ParameterInfo("tags", .list(["latest"]), "Tags that are moved: stable, main, alpine.")]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard let image = try container.imageReference.get() else { return .noImage }
      let tag = image.tag ?? "latest"
      let isMoved = tag == "latest" || parameters.list("tags").contains { tag == UntrustedText($0) }
      guard !image.isPinned, isMoved else { return .pass }
      guard let policy = try container.imagePullPolicy.get(), !policy.isEmpty else {
        // What the API server fills in for all other tags is IfNotPresent.
        return tag == "latest"
          ? .pass : .fail([Evidence(container.path.appending("imagePullPolicy"), .absent)] + container.imageEvidence)
      }
      if policy == "Always" { return .pass }
      return .fail(
        [Evidence(container.path.appending("imagePullPolicy"), .string(policy))] + container.imageEvidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("imagePullPolicy"), "Always")
    })
}
