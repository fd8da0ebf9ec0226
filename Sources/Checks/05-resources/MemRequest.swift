import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a request the scheduler overfills nodes, and under memory pressure the pod is among the first to be
  /// killed.
  ///
  /// Fails where a container, init containers and sidecars too, has no request of memory, or one of 0, and its pod as a
  /// whole (`spec.resources`) has none. A limit alone makes Kubernetes request as much, which holds more than the
  /// container needs: say both. Of an init container that ends it counts low. Ephemeral containers are not applicable.
  package static let memRequest = Check<ContainerSubject>(
    CheckInfo(
      "mem-request", area: .resources, severity: .medium, judges: .container, under: ["mem-limit"],
      title: "No memory request",
      statement: "requests no memory",
      remediation: "Set resources.requests.memory to what the container usually needs.",
      references: [
        .url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        .nsa("Resource policies"),
      ],
      equivalents: [
        "ks:C-0269", "tv:KSV-0016", "ck:CKV_K8S_12", "po:memoryRequestsMissing", "kl:unset-memory-requirements",
        "sc:container-resources", "kx:RequestsMemory", "ka:limits", "ky:require-pod-requests-limits",
        "gk:general/containerrequests", "az:ContainerResourceRequests",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      try ResourceBounds.judgeRequest("memory", subject, facts)
    })
}
