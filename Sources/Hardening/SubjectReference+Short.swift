package import TextSafety

extension SubjectReference {
  /// What columns and lines call it: `deploy/api`, `deploy/api [web]` for a container, `deploy/api vol/data` for a volume.
  package var shortText: UntrustedText {
    let object = shortObject
    if let container { return "\(object) [\(container)]" }
    if let discriminator { return "\(object) vol/\(discriminator)" }
    return object
  }

  /// The object alone: `deploy/api`.
  package var shortObject: UntrustedText { "\(ShortKinds.name(of: object.kind))/\(object.name)" }

  /// The namespace that the subject is in; a Namespace is in itself, a user or group where its rights hold.
  package var scopeNamespace: UntrustedText { rightsNamespace ?? object.scopeNamespace }
}

/// The abbreviations that kubectl knows.
package enum ShortKinds {
  private static let names: [UntrustedText: UntrustedText] = [
    "CronJob": "cj", "DaemonSet": "ds", "Deployment": "deploy", "DeploymentConfig": "dc", "Job": "job",
    "Namespace": "ns", "Node": "node", "Pod": "pod", "PodDisruptionBudget": "pdb", "ReplicaSet": "rs",
    "ReplicationController": "rc", "Rollout": "rollout", "Service": "svc", "ServiceAccount": "sa", "StatefulSet": "sts",
  ]

  package static func name(of kind: UntrustedText) -> UntrustedText {
    names[kind] ?? kind.map { $0.lowercased() }
  }
}
