import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A container that starts with sudo asks for root at run time: it carries a setuid program for that, and needs
  /// privilege escalation to be allowed. Whoever gets into it has both.
  ///
  /// Fails where `command` or `args` start sudo, directly or in a shell's script.
  package static let sudoInEntrypoint = Check<ContainerSubject>(
    CheckInfo(
      "sudo-in-entrypoint", area: .image, severity: .medium, judges: .container, title: "Starts with sudo",
      statement: "uses sudo where it starts",
      remediation: "Do what needs root when the image is built, and run as a user that needs no sudo.",
      references: [.mitre("T1548.003")],
      equivalents: ["ks:C-0062"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let found = try Commands.starts(container).filter { $0.program == "sudo" }
      return found.isEmpty ? .pass : .fail(found.map { Evidence($0.path, .string($0.program)) })
    })
}
