import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// `hostAliases` send chosen names to chosen addresses beside DNS: a way to have a program talk to another server
  /// than its configuration says.
  ///
  /// Fails where `hostAliases` holds an entry.
  package static let hostAliases = Check<WorkloadSubject>(
    CheckInfo(
      "host-aliases", area: .workload, severity: .low, judges: .workload, title: "Host aliases",
      statement: "writes names into its containers' hosts file",
      remediation: "Remove hostAliases and let DNS answer for the names.",
      references: [.url("https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/")],
      equivalents: ["tv:KSV-0007", "kx:HostAliases", "sny:SNYK-CC-K8S-12"]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      let count = template.content.hostAliases
      return count == 0 ? .pass : .fail([Evidence(FieldPath.podSpec.appending("hostAliases"), .integer(Int64(count)))])
    },
    remedy: { _, _, _ throws(Missing) in
      return Patch([.remove(FieldPath.podSpec.appending("hostAliases"))])
    })
}
