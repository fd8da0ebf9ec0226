import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Who reaches the socket of the container runtime starts any container on the node, with the node's root mounted
  /// into it: the socket is root.
  ///
  /// Fails where a `hostPath` volume is docker.sock, containerd.sock, crio.sock or another name of the parameter
  /// `sockets`, wherever it lies, or the folder of containerd's, CRI-O's or Docker's socket.
  package static let runtimeSocket = Check<VolumeSubject>(
    CheckInfo(
      "runtime-socket", area: .workload, severity: .critical, judges: .volume, title: "Runtime socket mounted",
      statement: "mounts the socket of the container runtime",
      remediation: "Remove the volume; build images and inspect containers by other means.",
      references: [.cis("5.2.12"), .nsa("Pod security"), .mitre("T1611"), .mitre("T1610")],
      equivalents: [
        "ks:C-0074", "tv:KSV-0006", "ck:CKV_K8S_27", "kl:docker-sock", "kx:DockerSock", "ky:disallow-cri-sock-mount",
        "sny:SNYK-CC-K8S-2",
      ],
      parameters: [
        ParameterInfo(
          "sockets", .list(["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"]),
          "File names of runtimes' sockets.")
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, parameters throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      guard let path = try HostPaths.cleaned(volume) else { return .pass }
      let names = parameters.list("sockets")
      let isSocket = path.matches { text in names.contains { text.hasSuffix("/" + $0) } }
      let folders = [
        "/run/containerd", "/var/run/containerd", "/run/crio", "/var/run/crio", "/run/docker", "/var/run/docker",
      ]
      let isFolder = path.matches { folders.contains($0) }
      return isSocket || isFolder ? .fail(HostPaths.evidence(volume)) : .pass
    })
}
