import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A tag can be moved: whoever can push to the registry changes what runs at the next restart. A digest is the hash
  /// of the image, so what runs is what was tested and scanned.
  ///
  /// Fails where the image has no digest (`@sha256:…`), or one that pins nothing: of an algorithm that OCI's image
  /// specification does not register (it has sha256, sha512 and blake3), of a wrong length, or not in lower-case
  /// hexadecimal. Images below the parameter `exempt` pass. Not applicable where no image is set.
  package static let imageDigest = Check<ContainerSubject>(
    CheckInfo(
      "image-digest", area: .image, severity: .low, judges: .container, under: ["tag-latest"],
      title: "Image not pinned by digest",
      statement: "runs an image that is not pinned by its digest",
      remediation: "Append the digest that was tested to the image: web:1.4.2@sha256:…",
      references: [
        .mitre("T1525"), .url("https://kubernetes.io/docs/concepts/containers/images/#image-names"),
        .url("https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms"),
      ],
      equivalents: ["ks:C-0306", "ck:CKV_K8S_43", "gk:general/imagedigests", "ky:require-image-checksum"],
      parameters: [
        ParameterInfo(
          "exempt", .list([]), "Registries and repositories whose images need no digest: registry.example/base.")
      ],
      variants: [
        StatementVariant("runs an image whose digest is of no algorithm that pins it", value: unregistered),
        StatementVariant("runs an image whose digest is none of its algorithm", value: malformed),
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      if container.hasEmptyTag { return .fail(container.imageEvidence) }
      // Behind an @ that no digest follows no name is missing, only what would pin it.
      if case .malformed = container.imageReference, let text = container.image.known, isDigestWrong(text) {
        return .fail(container.imageEvidence + [Evidence(container.path.appending("image"), malformed)])
      }
      guard let image = try container.imageReference.get() else { return .noImage }
      if image.isPinned || parameters.list("exempt").contains(where: image.isBelow) { return .pass }
      if image.digest == nil { return .fail(container.imageEvidence) }
      return .fail(container.imageEvidence + [Evidence(container.path.appending("image"), unregistered)])
    })

  private static let unregistered: FieldValue = "only sha256, sha512 and blake3 pin an image"
  private static let malformed: FieldValue =
    "sha256 and blake3 have 64 hexadecimal digits in lower case, sha512 has 128"

  private static func isDigestWrong(_ text: UntrustedText) -> Bool {
    do throws(ImageReference.Fault) {
      _ = try ImageReference(text)
      return false
    } catch {
      return error == .digest
    }
  }
}
