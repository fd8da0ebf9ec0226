import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A limit far above what is sensible, or far above the request, promises what the node does not have.
  ///
  /// Fails where a limit exceeds `maxCPU` or `maxMemory`, or where a limit is more than `maxRatio` times its request.
  /// Not applicable while none of the parameters is set, and to ephemeral containers.
  package static let limitAboveMax = Check<ContainerSubject>(
    CheckInfo(
      "limit-above-max", area: .resources, severity: .medium, judges: .container, title: "Limit above the maximum",
      statement: "is allowed more than the configured maximum",
      remediation: "Lower the limit, or raise the request towards it.",
      references: [
        .url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        .nsa("Resource policies"),
      ],
      equivalents: [
        "ks:C-0009", "gk:general/containerlimits", "gk:general/containerresourceratios",
        "ky:enforce-resources-as-ratio", "az:ContainerResourceLimits",
      ],
      parameters: [
        ParameterInfo("maxCPU", .none, "The highest limit of cpu: 2 or \"1500m\"."),
        ParameterInfo("maxMemory", .none, "The highest limit of memory: \"4Gi\"."),
        ParameterInfo("maxRatio", .none, "How many times its request a limit may be: 4."),
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let bounds: [(String, String)] = [("cpu", "maxCPU"), ("memory", "maxMemory")]
      let ratio = parameters.number("maxRatio")
      if ratio == nil, !bounds.contains(where: { maximum(parameters, $0.1) != nil }) {
        return .notApplicable("no maximum is configured")
      }
      if container.role == .ephemeral { return .ephemeral }
      var evidence: [Evidence] = []
      for (resource, name) in bounds {
        guard let limit = try container.resources.limit(resource) else { continue }
        let path = container.path.appending("resources.limits").appending(member: UntrustedText(resource))
        let request = try container.resources.request(resource) ?? limit
        let isTooMuch = maximum(parameters, name).map { limit.value > $0 } ?? false
        let isTooFar = ratio.map { limit.value > request.value * $0 } ?? false
        if isTooMuch || isTooFar { evidence.append(Evidence(path, .string(limit.text))) }
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  /// A configured quantity, in units; nil where none is set, or none can be read.
  private static func maximum(_ parameters: Parameters, _ name: String) -> Double? {
    parameters.number(name) ?? parameters.text(name).flatMap { Quantity(UntrustedText($0))?.value }
  }
}
