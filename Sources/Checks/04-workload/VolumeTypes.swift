import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Volumes of other types reach past the pod: into the node, or with the node's rights to a server, and their
  /// drivers run in the kubelet.
  ///
  /// Fails for every volume that is not a configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim,
  /// projected or secret. A volume without a type is an emptyDir.
  package static let volumeTypes = Check<VolumeSubject>(
    CheckInfo(
      "volume-types", area: .workload, severity: .low, judges: .volume,
      under: ["host-path", "host-path-writable", "host-path-sensitive", "cloud-cred-mount", "runtime-socket"],
      title: "Unusual volume type",
      statement: "is of a type that the restricted level forbids",
      remediation: "Use configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret.",
      references: [.pss("Volume types"), .nsa("Pod security")],
      equivalents: [
        "tv:KSV-0028", "ky:restrict-volume-types", "gk:pod-security-policy/volumes", "az:AllowedVolumeTypes",
        "pss:restrictedvolumes", "az:FlexVolumeDrivers",
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, _ throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let allowed: Set<UntrustedText> = [
        "", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret",
      ]
      return allowed.contains(volume.type) ? .pass : .fail([Evidence(volume.path, .string(volume.type))])
    })
}
