import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A HostProcess container is no container: it runs on the Windows node itself, with its network and its files, as
  /// a system account if it likes.
  ///
  /// Fails where `windowsOptions.hostProcess` of the container or of its pod is true.
  package static let hostProcess = Check<ContainerSubject>(
    CheckInfo(
      "host-process", area: .workload, severity: .critical, judges: .container, title: "Windows HostProcess container",
      statement: "runs as a process of its Windows node",
      remediation: "Set windowsOptions.hostProcess to false.",
      references: [
        .cis("5.2.11"), .pss("windowsHostProcess"), .mitre("T1611"),
        .url("https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/"),
      ],
      equivalents: [
        "ks:C-0202", "tv:KSV-0103", "po:hostProcess", "ky:disallow-host-process", "gk:pod-security-policy/host-process",
        "az:WindowsBlockHostProcess", "cis:5.2.11", "pss:windowshostprocess",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let set = try template.settings(\.windows.hostProcess, "windowsOptions.hostProcess", for: container)
        .filter(\.value)
      return set.isEmpty ? .pass : .fail(set.map { Evidence($0.path, true) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      // One of several containers cannot be left out: the API server wants all of them alike.
      var operations: [Patch.Operation] = []
      let pod = PodTemplate.securityContextPath.appending("windowsOptions.hostProcess")
      if try template.securityContext.windows.hostProcess.isTrue() { operations.append(.add(pod, false)) }
      if try container.securityContext.windows.hostProcess.isTrue() {
        operations.append(.add(container.path.appending("securityContext.windowsOptions.hostProcess"), false))
      }
      return Patch(operations)
    })
}
