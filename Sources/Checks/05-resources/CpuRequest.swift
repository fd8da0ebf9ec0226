import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a request the scheduler packs the pod anywhere, and under load it is starved first, or starves its
  /// neighbours.
  ///
  /// Fails where a regular or sidecar container has no request of cpu. A limit alone makes Kubernetes request as much,
  /// which holds more than the container needs: say both. Init containers are judged by `init-resources`; ephemeral
  /// ones are not applicable.
  package static let cpuRequest = Check<ContainerSubject>(
    CheckInfo(
      "cpu-request", area: .resources, severity: .low, judges: .container, under: ["mem-limit"],
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
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      if container.role == .ephemeral { return .notApplicable("ephemeral containers have no resources") }
      if container.role == .initial { return .notApplicable("init containers are judged by init-resources") }
      if try container.resources.request("cpu") != nil { return .pass }
      return .fail([Evidence(container.path.appending("resources.requests").appending(member: "cpu"), .absent)])
    })
}
