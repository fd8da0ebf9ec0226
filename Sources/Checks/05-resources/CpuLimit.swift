import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A container without a CPU limit takes whatever its neighbours leave. Many teams want that, for a limit throttles
  /// even an idle node: so this is a hint.
  ///
  /// Fails where a container, init containers and sidecars too, has no limit of cpu, or one of 0, and its pod as a whole
  /// (`spec.resources`) has none. Ephemeral containers are not applicable.
  package static let cpuLimit = Check<ContainerSubject>(
    CheckInfo(
      "cpu-limit", area: .resources, severity: .info, judges: .container,
      under: ["mem-limit", "mem-request", "cpu-request"], title: "No CPU limit",
      statement: "may use all CPU of its node",
      remediation: "Set resources.limits.cpu where neighbours must be safe from it; requests often suffice.",
      references: [
        .url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        .nsa("Resource policies"),
      ],
      equivalents: [
        "ks:C-0270", "tv:KSV-0011", "ck:CKV_K8S_11", "po:cpuLimitsMissing", "kl:unset-cpu-requirements",
        "sc:container-resources", "kx:LimitsCPU", "ka:limits", "pp:POP-107", "gk:general/containerlimits",
        "az:ContainerResourceLimits", "sny:SNYK-CC-K8S-5",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      try ResourceBounds.judgeLimit("cpu", subject, facts)
    })
}
