import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Images from anywhere bring code of anybody. An organisation that mirrors and scans what it uses allows its own
  /// registries only.
  ///
  /// Fails where an image is not below one of the parameter `allowed`, or is below one of `denied`. Both are compared
  /// with the canonical name by whole parts of the path: `ghcr.io/acme` holds ghcr.io/acme/web, not ghcr.io/acmeevil;
  /// `nginx` is docker.io/library/nginx. Not applicable while neither is configured.
  package static let trustedRegistry = Check<ContainerSubject>(
    CheckInfo(
      "trusted-registry", area: .image, severity: .medium, judges: .container, title: "Registry not allowed",
      statement: "runs an image from a registry that is not allowed",
      remediation: "Mirror the image to an allowed registry and take it from there.",
      references: [
        .mitre("T1525"), .nsa("Pod security"), .url("https://learn.microsoft.com/azure/aks/concepts-security"),
      ],
      equivalents: [
        "ks:C-0078", "ks:C-0001", "tv:KSV-0125", "tv:KSV-0032", "tv:KSV-0034", "pp:POP-113",
        "gk:general/allowedrepos", "gk:general/disallowedrepos", "gk:general/allowedreposv2",
        "ky:restrict-image-registries", "ky:allowed-image-repos", "az:ContainerAllowedImages", "cis:AKS5.1.4",
      ],
      parameters: [
        ParameterInfo("allowed", .list([]), "Registries and repositories: registry.example, ghcr.io/acme."),
        ParameterInfo("denied", .list([]), "Registries and repositories that no image may come from."),
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let allowed = parameters.list("allowed")
      let denied = parameters.list("denied")
      if allowed.isEmpty && denied.isEmpty { return .notApplicable("no allow-list configured") }
      let container = try facts.get(ClusterFact.container, subject)
      guard let image = try container.imageReference.get() else { return .noImage }
      let isAllowed = allowed.isEmpty || allowed.contains(where: image.isBelow)
      return isAllowed && !denied.contains(where: image.isBelow) ? .pass : .fail(container.imageEvidence)
    })
}
