import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A retired registry gets no corrections any more, and one day no answers: pods that need it do not start on a new
  /// node. Whoever takes over its name serves what he likes.
  ///
  /// Fails where an image is below one of the parameter `registries`.
  package static let deprecatedRegistry = Check<ContainerSubject>(
    CheckInfo(
      "deprecated-registry", area: .image, severity: .low, judges: .container, title: "Retired registry",
      statement: "runs an image from a registry that was retired",
      remediation: "Take the image from the registry that followed: registry.k8s.io for k8s.gcr.io.",
      references: [.url("https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/")],
      equivalents: ["ks:C-0253", "ky:restrict-deprecated-registry"],
      parameters: [
        ParameterInfo(
          "registries",
          .list([
            "k8s.gcr.io", "gcr.io/google-containers", "gcr.io/google_containers", "gcr.io/kubebuilder",
            "docker.pkg.github.com", "docker.io/bitnamilegacy",
          ]), "Registries and repositories that were frozen or switched off.")
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard let image = try container.imageReference.get() else { return .noImage }
      return parameters.list("registries").contains(where: image.isBelow) ? .fail(container.imageEvidence) : .pass
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard let image = try container.imageReference.get(), image.registry == "k8s.gcr.io" else { return nil }
      // The successor has every image of it, by the same path.
      var moved: UntrustedText = "registry.k8s.io/\(image.repository)"
      if let tag = image.tag { moved = "\(moved):\(tag)" }
      if let digest = image.digest { moved = "\(moved)@\(digest)" }
      return .set(container.path.appending("image"), .string(moved))
    })
}
