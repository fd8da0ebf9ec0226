import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a request the scheduler packs the pod anywhere, and under load it is starved first, or starves its
  /// neighbours.
  ///
  /// Fails where a container, init containers and sidecars too, has no request of cpu, or one of 0, and its pod as a
  /// whole (`spec.resources`) has none. A limit alone makes Kubernetes request as much, which holds more than the
  /// container needs: say both. Ephemeral containers are not applicable.
  package static let cpuRequest = Check<ContainerSubject>(
    CheckInfo(
      "cpu-request", area: .resources, severity: .low, judges: .container, under: ["mem-limit", "mem-request"],
      title: "No CPU request",
      statement: "requests no CPU",
      remediation: "Set resources.requests.cpu to what the container usually needs.",
      references: [
        .url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        .nsa("Resource policies"),
      ],
      equivalents: [
        "ks:C-0268", "ks:C-0050", "tv:KSV-0015", "ck:CKV_K8S_10", "po:cpuRequestsMissing", "kl:unset-cpu-requirements",
        "sc:container-resources", "kx:RequestsCPU", "ka:limits", "pp:POP-106", "ky:require-pod-requests-limits",
        "gk:general/containerrequests", "gk:general/containerresources", "az:ContainerResourceRequests",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      try ResourceBounds.judgeRequest("cpu", subject, facts)
    })
}
