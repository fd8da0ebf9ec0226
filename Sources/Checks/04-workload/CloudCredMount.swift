import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Nodes hold credentials for the cloud that they run in. A pod that reads them acts as the node, or as whoever
  /// left them there, outside of the cluster too.
  ///
  /// Fails where a `hostPath` volume, or a `subPath` that a mount picks from it, is, or lies below, one of the parameter
  /// `paths`, or is a folder above one of its files (/etc and /etc/kubernetes hold azure.json).
  package static let cloudCredMount = Check<VolumeSubject>(
    CheckInfo(
      "cloud-cred-mount", area: .workload, severity: .high, judges: .volume, under: ["runtime-socket"],
      title: "Cloud credentials mounted",
      statement: "mounts a path where nodes keep cloud credentials",
      remediation: "Remove the volume and give the pod an identity of its own (workload identity).",
      references: [.mitre("T1552.001"), .url("https://learn.microsoft.com/azure/aks/workload-identity-overview")],
      equivalents: ["ks:C-0020"],
      parameters: [
        ParameterInfo(
          "paths",
          .list([
            "/etc/kubernetes/azure.json", "/etc/kubernetes/cloud.conf", "/var/lib/waagent", "/.azure", "/root/.azure",
            "/home/*/.azure", "/.aws", "/root/.aws", "/home/*/.aws", "/.config/gcloud", "/root/.config/gcloud",
            "/home/*/.config/gcloud", "/gcloud",
          ]), "Files and folders with credentials for a cloud; * is any one name.")
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, parameters throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let template = try facts.get(ClusterFact.templateOfVolume, subject)
      let paths = parameters.list("paths")
      let open = try HostPaths.opened(by: volume, in: template).filter { opened in
        HostPaths.isWithin(opened.path, paths) || isAbove(opened.path, files: paths)
      }
      return open.isEmpty ? .pass : .fail(open.map(\.evidence))
    })

  /// Whether a folder holds one of those paths that are files; the node's root is no such folder.
  private static func isAbove(_ folder: UntrustedText, files paths: [String]) -> Bool {
    folder.matches { folder in
      folder != "/"
        && paths.contains { path in
          (path.hasSuffix(".json") || path.hasSuffix(".conf")) && path.utf8.starts(with: (folder + "/").utf8)
        }
    }
  }
}
