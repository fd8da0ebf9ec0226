import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A container that starts a shell needs one in its image, where it serves an intruder as well; and a shell passes no
  /// signals on, so the program in it is killed and not ended.
  ///
  /// Fails where `command` or `args` start a shell (sh, bash, busybox sh, cmd, PowerShell …).
  package static let shellInCommand = Check<ContainerSubject>(
    CheckInfo(
      "shell-in-command", area: .image, severity: .info, judges: .container, under: ["sudo-in-entrypoint"],
      title: "Starts a shell",
      statement: "starts a shell instead of its program",
      remediation: "Start the program itself; put preparations into an init container or the image.",
      references: [.mitre("T1059.004")]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let found = try Commands.starts(container).first { shells.contains($0.program) }
      return found.map { .fail([Evidence($0.path, .string($0.program))]) } ?? .pass
    })

  private static let shells: Set<UntrustedText> = [
    "ash", "bash", "cmd", "csh", "dash", "fish", "ksh", "powershell", "pwsh", "sh", "tcsh", "zsh",
  ]
}
