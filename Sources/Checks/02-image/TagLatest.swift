import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// `latest` is whatever was pushed last: two pods of one workload may run different programs, and a roll-back brings
  /// nothing back. No tag at all means `latest`.
  ///
  /// Fails where the image has the tag `latest`, or neither tag nor digest, in any container; an empty tag (`web:`) is
  /// none. A digest of a registered algorithm is enough: what it names never
  /// changes. Not applicable where no image is set.
  package static let tagLatest = Check<ContainerSubject>(
    CheckInfo(
      "tag-latest", area: .image, severity: .medium, judges: .container, title: "Image tag latest",
      statement: "runs an image whose tag is latest, or that has none",
      remediation: "Name the version that was tested, best by its digest: web:1.4.2@sha256:…",
      references: [
        .cis("5.5.1"), .mitre("T1525"),
        .url("https://kubernetes.io/docs/concepts/containers/images/#image-names"),
      ],
      equivalents: [
        "tv:KSV-0013", "ck:CKV_K8S_14", "po:tagNotSpecified", "kl:latest-tag", "sc:container-image-tag", "ka:image",
        "pp:POP-100,POP-101", "ky:disallow-latest-tag", "gk:general/disallowedtags", "az:ImagesDoNotUseLatest",
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      if container.hasEmptyTag { return .fail(container.imageEvidence) }
      guard let image = try container.imageReference.get() else { return .noImage }
      guard !image.isPinned, image.tag == nil || image.tag == "latest" else { return .pass }
      return .fail(container.imageEvidence)
    })
}
