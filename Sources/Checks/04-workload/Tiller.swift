import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Tiller does for every caller, without asking who it is, what its own rights allow, which are mostly those of a
  /// cluster administrator. Helm 2 has had no corrections since 2020.
  ///
  /// Fails where a workload of the namespace runs an image with the word tiller in its name or carries Tiller's label
  /// (name: tiller), or where a Service carries or selects it.
  package static let tiller = Check<NamespaceSubject>(
    CheckInfo(
      "tiller", area: .workload, severity: .critical, judges: .namespace, title: "Helm 2 Tiller",
      statement: "runs Tiller, the server of Helm 2",
      remediation: "Remove Tiller and use Helm 3 or later, which needs no server.",
      references: [.mitre("T1610"), .url("https://helm.sh/docs/topics/v2_v3_migration/")],
      equivalents: ["tv:KSV-0102", "ck:CKV_K8S_34", "ck:CKV_K8S_44", "ck:CKV_K8S_45", "ky:disallow-helm-tiller"]),
    reads: [ClusterFact.workloads.read, ClusterFact.services.read],
    judge: { subject, facts, _ throws(Missing) in
      var evidence: [Evidence] = []
      for traits in try facts.get(ClusterFact.workloads, subject) {
        if let image = traits.images.first(where: isTillerImage) {
          evidence.append(Evidence(FieldPath.podSpec.appending("containers"), .string(image), in: traits.reference))
        } else if hasTillerLabels(traits.podLabels) {
          evidence.append(Evidence(FieldPath.podMetadata.appending("labels"), "tiller", in: traits.reference))
        }
      }
      for service in facts.known(ClusterFact.services, subject) ?? []
      where hasTillerLabels(service.service.labels) || hasTillerLabels(service.service.selector.known ?? []) {
        let object = ObjectReference(group: "", kind: "Service", namespace: subject.name, name: service.name)
        evidence.append(Evidence(FieldPath().appending("metadata.labels"), "tiller", in: object))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  private static func isTillerImage(_ image: UntrustedText) -> Bool {
    image.matches { text in
      let name = (text.split(separator: "/").last ?? "").prefix { $0 != ":" && $0 != "@" }
      return name.split { $0 == "-" || $0 == "_" || $0 == "." }.contains("tiller")
    }
  }

  private static func hasTillerLabels(_ labels: [LabelPair]) -> Bool {
    labels.contains { ($0.key == "name" || $0.key == "app.kubernetes.io/name") && $0.value == "tiller" }
  }
}
