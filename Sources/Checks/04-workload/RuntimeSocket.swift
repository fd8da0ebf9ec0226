import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Who reaches the socket of the container runtime starts any container on the node, with the node's root mounted
  /// into it: the socket is root.
  ///
  /// Fails where a `hostPath` volume, or a `subPath` that a mount picks from it, is docker.sock, containerd.sock,
  /// crio.sock or another name of the parameter `sockets`, wherever it lies, or one of the `folders` that sockets lie in:
  /// mounting /run read-only still opens them. The node's root is judged by `host-path-sensitive`.
  package static let runtimeSocket = Check<VolumeSubject>(
    CheckInfo(
      "runtime-socket", area: .workload, severity: .critical, judges: .volume, title: "Runtime socket mounted",
      statement: "reaches the socket of the container runtime",
      remediation: "Remove the volume; build images and inspect containers by other means.",
      references: [.cis("5.2.12"), .nsa("Pod security"), .mitre("T1611"), .mitre("T1610")],
      equivalents: [
        "ks:C-0074", "tv:KSV-0006", "ck:CKV_K8S_27", "kl:docker-sock", "kx:DockerSock", "ky:disallow-cri-sock-mount",
        "sny:SNYK-CC-K8S-2",
      ],
      parameters: [
        ParameterInfo(
          "sockets",
          .list([
            "docker.sock", "containerd.sock", "containerd.sock.ttrpc", "crio.sock", "cri-dockerd.sock",
            "dockershim.sock", "podman.sock", "docker_engine", "containerd-containerd",
          ]), "File names of runtimes' sockets; the last two are Windows' named pipes."),
        ParameterInfo(
          "folders",
          .list([
            "/run", "/var/run", "/run/containerd", "/var/run/containerd", "/run/crio", "/var/run/crio", "/run/docker",
            "/var/run/docker", "/run/k3s", "/run/k3s/containerd", "/run/podman",
          ]), "Folders that runtimes' sockets lie in; what lies below them is judged by its own name."),
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, parameters throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let template = try facts.get(ClusterFact.templateOfVolume, subject)
      let names = parameters.list("sockets")
      let folders = parameters.list("folders")
      let open = try HostPaths.opened(by: volume, in: template).filter { opened in
        opened.path.matches { text in
          folders.contains { $0.utf8.elementsEqual(text.utf8) }
            || names.contains { name in
              ["/", "\\"].contains { text.utf8.reversed().starts(with: ($0 + name).utf8.reversed()) }
            }
        }
      }
      return open.isEmpty ? .pass : .fail(open.map(\.evidence))
    })
}
