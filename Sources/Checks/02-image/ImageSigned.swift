import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A signature shows who built an image, and that nobody changed it since. It protects where admission refuses what
  /// has none.
  ///
  /// Passes where a policy verifies signatures of such images in the namespace and refuses others: Kyverno's verifyImages
  /// and ImageValidatingPolicy, Sigstore's ClusterImagePolicy, Ratify with Gatekeeper. Policies that only warn or audit,
  /// or whose conditions are not read here, do not count. Not applicable else, where the image's registry would have to
  /// be asked, which no file can answer for, and where no image is set. Unknown where labels of the namespace, which the
  /// input lacks, decide on a policy.
  package static let imageSigned = Check<ContainerSubject>(
    CheckInfo(
      "image-signed", area: .image, severity: .medium, judges: .container, title: "Signature not verified",
      statement: "runs an image whose signature nobody verifies",
      remediation:
        "Sign images where they are built, and let admission refuse others (Kyverno, Ratify, policy-controller).",
      references: [
        .cis("5.5.1"), .mitre("T1525"), .url("https://learn.microsoft.com/azure/aks/image-integrity"),
      ],
      equivalents: [
        "ks:C-0237", "ks:C-0236", "ks:C-0289", "ky:verify-image", "ky:verify-image-slsa",
        "az:ImageIntegrityNotationVerification", "az:AKS_ImageIntegrity_DINE", "cis:5.5.1",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.signatureRules.read],
    judge: { subject, facts, _ throws(Missing) in
      guard let image = try facts.get(ClusterFact.container, subject).imageReference.get() else { return .noImage }
      let known = try facts.get(ClusterFact.signatureRules, NamespaceSubject(subject.namespace))
      if known.rules.contains(where: { $0.verifies(image) }) { return .pass }
      if let missing = known.missing { throw missing }
      return .notApplicable("only its registry knows whether it is signed")
    })
}
