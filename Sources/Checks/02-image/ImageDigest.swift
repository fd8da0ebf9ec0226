import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A tag can be moved: whoever can push to the registry changes what runs at the next restart. A digest is the hash
  /// of the image, so what runs is what was tested and scanned.
  ///
  /// Fails where the image has no digest (`@sha256:…`), or one that is none. Images below the parameter `exempt` pass.
  /// Not applicable where no image is set.
  package static let imageDigest = Check<ContainerSubject>(
    CheckInfo(
      "image-digest", area: .image, severity: .low, judges: .container, under: ["tag-latest"],
      title: "Image not pinned by digest",
      statement: "runs an image that is not pinned by its digest",
      remediation: "Append the digest that was tested to the image: web:1.4.2@sha256:…",
      references: [
        .mitre("T1525"), .url("https://kubernetes.io/docs/concepts/containers/images/#image-names"),
      ],
      equivalents: ["ks:C-0306", "ck:CKV_K8S_43", "gk:general/imagedigests", "ky:require-image-checksum"],
      parameters: [
        ParameterInfo(
          "exempt", .list([]), "Registries and repositories whose images need no digest: registry.example/base.")
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      // Something behind an @ that is no digest pins nothing.
      if let text = container.image.known, (try? ImageReference(text)) == nil, text.contains("@") {
        return .fail(container.imageEvidence)
      }
      guard let image = try container.imageReference.get() else { return .noImage }
      if image.digest != nil || parameters.list("exempt").contains(where: image.isBelow) { return .pass }
      return .fail(container.imageEvidence)
    })
}
