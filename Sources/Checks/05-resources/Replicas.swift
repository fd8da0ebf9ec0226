import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// One replica is none whenever its node is drained, its pod is killed or its version changes.
  ///
  /// Fails where a Deployment, or a Rollout or DeploymentConfig, asks for fewer than `minimum` replicas; an
  /// autoscaler's minimum counts before `spec.replicas`. One that asks for none (0) is turned off and not applicable, as
  /// are other kinds.
  package static let replicas = Check<WorkloadSubject>(
    CheckInfo(
      "replicas", area: .resources, severity: .low, judges: .workload, under: ["liveness"],
      title: "Too few replicas",
      statement: "asks for too few replicas",
      remediation: "Set spec.replicas to 2 or more.",
      references: [.url("https://kubernetes.io/docs/concepts/workloads/controllers/deployment/")],
      equivalents: [
        "po:deploymentMissingReplicas", "kl:minimum-three-replicas", "sc:deployment-replicas",
        "ky:require-deployments-have-multiple-replicas", "gk:general/replicalimits",
      ],
      parameters: [ParameterInfo("minimum", .integer(2), "The fewest replicas that pass.")]),
    reads: [ClusterFact.workload.read, ClusterFact.replicas.read],
    judge: { subject, facts, parameters throws(Missing) in
      let traits = try facts.get(ClusterFact.workload, subject)
      guard [.deployment, .deploymentConfig, .rollout].contains(traits.kind) else {
        return .notApplicable("no Deployment")
      }
      let range = try facts.get(ClusterFact.replicas, subject)
      guard let asked = range.minimum else { return .notApplicable("its replicas are not known") }
      if asked == 0 && range.autoscaler == nil { return .notApplicable("it is turned off") }
      if asked >= parameters.integer("minimum") ?? 2 { return .pass }
      let isSet = range.autoscaler != nil || traits.replicas.known != nil
      return .fail([Evidence(range.path, isSet ? .integer(asked) : .absent, in: range.autoscaler)])
    },
    remedy: { subject, facts, parameters throws(Missing) in
      let range = try facts.get(ClusterFact.replicas, subject)
      let minimum = parameters.integer("minimum") ?? 2
      var operations = [Patch.Operation.add(range.path, .integer(minimum))]
      if let maximum = range.maximum, maximum < minimum {
        operations.append(.add(FieldPath().appending("spec.maxReplicas"), .integer(minimum)))
      }
      return Patch(operations, on: range.autoscaler)
    })
}
