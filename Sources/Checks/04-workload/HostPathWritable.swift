import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A writable path of the node lets a pod leave something there: a program that the node runs, a configuration, a
  /// log that fills its disk.
  ///
  /// Fails where a `hostPath` volume is mounted by any container without `readOnly: true`. A volume that nothing
  /// mounts passes.
  package static let hostPathWritable = Check<VolumeSubject>(
    CheckInfo(
      "host-path-writable", area: .workload, severity: .high, judges: .volume,
      under: ["host-path-sensitive", "cloud-cred-mount", "runtime-socket"], title: "Path of the node writable",
      statement: "mounts a path of its node writable",
      remediation: "Set readOnly to true on every mount of the volume; a program that writes there fails then.",
      references: [.nsa("Pod security"), .mitre("T1611")],
      equivalents: ["ks:C-0045", "kl:writable-host-mount", "ky:ensure-readonly-hostpath"]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, _ throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let template = try facts.get(ClusterFact.templateOfVolume, subject)
      guard volume.type == "hostPath" else { return .pass }
      let mounts = try HostPaths.writableMounts(of: volume, in: template)
      if mounts.isEmpty { return .pass }
      return .fail(mounts.map { Evidence($0, .absent) } + HostPaths.evidence(volume))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let template = try facts.get(ClusterFact.templateOfVolume, subject)
      return Patch(try HostPaths.writableMounts(of: volume, in: template).map { .add($0, true) })
    })
}
