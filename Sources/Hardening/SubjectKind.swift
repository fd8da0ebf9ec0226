/// What a check judges: one finding is one check on one subject of this kind.
package enum SubjectKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A container of a workload's pod template: regular, init, ephemeral or injected.
  case container
  /// The top owner of pods: a Deployment, a CronJob, a naked Pod …
  case workload
  /// A volume of a workload's pod template.
  case volume
  case namespace
  case disruptionBudget
  case node
  case cluster
}
