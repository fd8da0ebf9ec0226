import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A leak, or an attacker who makes the program allocate, takes the memory of the whole node; the kernel then kills
  /// what it likes, other workloads among them.
  ///
  /// Fails where a container, init containers and sidecars too, has no limit of memory, or one of 0, and its pod as a
  /// whole (`spec.resources`) has none. Of an init container that ends it counts low. Ephemeral containers are not
  /// applicable.
  package static let memLimit = Check<ContainerSubject>(
    CheckInfo(
      "mem-limit", area: .resources, severity: .high, judges: .container, title: "No memory limit",
      statement: "may use all memory of its node",
      remediation: "Set resources.limits.memory to the most that the container may ever need.",
      references: [
        .url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        .nsa("Resource policies"),
      ],
      equivalents: [
        "ks:C-0271", "ks:C-0004", "tv:KSV-0018", "ck:CKV_K8S_13", "po:memoryLimitsMissing",
        "kl:unset-memory-requirements", "sc:container-resources", "kx:LimitsMemory", "ka:limits",
        "ky:require-pod-requests-limits", "gk:general/containerlimits", "az:ContainerResourceLimits",
        "sny:SNYK-CC-K8S-4",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      try ResourceBounds.judgeLimit("memory", subject, facts)
    })
}
