import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An SSH server in a container is a second way in, with accounts and keys of its own, past the API server, its audit
  /// log and its roles. kubectl exec does the same with all of them.
  ///
  /// Fails where a container declares TCP port 22, where `command` or `args` start sshd or dropbear, or where the image
  /// is called openssh-server.
  package static let sshServer = Check<ContainerSubject>(
    CheckInfo(
      "ssh-server", area: .image, severity: .high, judges: .container, title: "SSH server",
      statement: "runs an SSH server",
      remediation: "Remove the server and its port; use kubectl exec or an ephemeral container instead.",
      references: [.mitre("T1021.004"), .mitre("T1133")],
      equivalents: ["ks:C-0042", "kl:ssh-port", "mdc:K8S.NODE_ContainerSSH", "tvd:DS-0004"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      var evidence: [Evidence] = []
      for (index, port) in (try container.ports.get() ?? []).enumerated() {
        guard try port.containerPort.get() == 22, try port.transport.get() ?? "TCP" == "TCP" else { continue }
        let path = container.path.appending("ports").appending(element: port.name.known ?? "", index: index)
        evidence.append(Evidence(path.appending("containerPort"), 22))
      }
      for start in try Commands.starts(container) where startsServer(start) {
        evidence.append(Evidence(start.path, .string(start.program)))
      }
      let isServer = container.imageReference.known?.repository.split("/").last == "openssh-server"
      if isServer { evidence += container.imageEvidence }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  private static func startsServer(_ start: Commands.Start) -> Bool {
    let servers: [UntrustedText] = ["sshd", "dropbear"]
    if servers.contains(start.program) { return true }
    let services: [UntrustedText] = ["ssh", "sshd", "dropbear"]
    let starters: [UntrustedText] = ["service", "rc-service"]
    guard starters.contains(start.program), let service = start.arguments.first else { return false }
    return services.contains(service)
  }
}
