import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Nodes hold credentials for the cloud that they run in. A pod that reads them acts as the node, or as whoever
  /// left them there, outside of the cluster too.
  ///
  /// Fails where a `hostPath` volume is, or lies below, one of the parameter `paths`, or is a folder above one of
  /// its files (/etc and /etc/kubernetes hold azure.json).
  package static let cloudCredMount = Check<VolumeSubject>(
    CheckInfo(
      "cloud-cred-mount", area: .workload, severity: .high, judges: .volume, under: ["runtime-socket"],
      title: "Cloud credentials mounted",
      statement: "mounts a file with cloud credentials of its node",
      remediation: "Remove the volume and give the pod an identity of its own (workload identity).",
      references: [.mitre("T1552.001"), .url("https://learn.microsoft.com/azure/aks/workload-identity-overview")],
      equivalents: ["ks:C-0020"],
      parameters: [
        ParameterInfo(
          "paths",
          .list([
            "/etc/kubernetes/azure.json", "/.azure", "/root/.azure", "/home/azureuser/.azure", "/.aws", "/root/.aws",
            "/home/ec2-user/.aws", "/.config/gcloud", "/root/.config/gcloud", "/gcloud", "/etc/kubernetes/cloud.conf",
          ]), "Files and folders with credentials for a cloud.")
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, parameters throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      guard let path = try HostPaths.cleaned(volume) else { return .pass }
      let paths = parameters.list("paths")
      let holds = path.matches { text in
        paths.contains {
          $0.split(separator: "/").last?.contains(".json") == true && $0.hasPrefix(text + "/") && text != "/"
        }
      }
      return holds || HostPaths.isWithin(path, paths) ? .fail(HostPaths.evidence(volume)) : .pass
    })
}
