import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Snippets in annotations go into the configuration of ingress-nginx as they stand: whoever may write an Ingress runs
  /// code in the controller, which reads the secrets of all namespaces (CVE-2021-25742).
  ///
  /// Fails where an Ingress has a snippet annotation of ingress-nginx, and where a controller takes such over: its
  /// ConfigMap sets `allow-snippet-annotations`, or its version is before 1.9 and no ConfigMap forbids it. Not
  /// applicable to other entries and controllers. The text of snippets is not kept.
  package static let nginxSnippets = Check<EntrySubject>(
    CheckInfo(
      "nginx-snippets", area: .boundary, severity: .high, judges: .entry, title: "Snippets of ingress-nginx",
      statement: "lets annotations write the configuration of ingress-nginx",
      remediation: "Remove the annotations, and set allow-snippet-annotations to \"false\" in the controller's "
        + "ConfigMap. What the snippets did (headers, redirects, access rules) is gone then: replace "
        + "it first.",
      references: [
        .mitre("T1552.007"), .url("https://github.com/kubernetes/kubernetes/issues/126811"),
        .url("https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/"),
      ],
      equivalents: [
        "ks:C-0059", "tv:KCV-0093", "ck:CKV_K8S_152", "ck:CKV_K8S_153", "ck:CKV_K8S_154",
        "ky:disallow-ingress-nginx-custom-snippets", "ky:restrict-annotations",
      ]),
    reads: [ClusterFact.snippets.read],
    judge: { subject, facts, _ throws(Missing) in
      switch try facts.get(ClusterFact.snippets, subject) {
      case .notApplicable: return .notApplicable("ingress-nginx has no part in it")
      case .forbidden: return .pass
      case .allowed(let evidence): return .fail([evidence])
      case .annotations(let keys):
        let path = FieldPath().appending("metadata.annotations")
        return keys.isEmpty ? .pass : .fail(keys.map { Evidence(path.appending(member: $0), "a snippet") })
      }
    },
    remedy: { subject, facts, _ throws(Missing) in
      switch try facts.get(ClusterFact.snippets, subject) {
      case .notApplicable, .forbidden: return nil
      case .annotations(let keys):
        let path = FieldPath().appending("metadata.annotations")
        return Patch(keys.map { .remove(path.appending(member: $0)) })
      case .allowed(let evidence):
        guard let object = evidence.object else { return nil }
        return Patch([.add(evidence.path, "false")], on: object)
      }
    })
}
