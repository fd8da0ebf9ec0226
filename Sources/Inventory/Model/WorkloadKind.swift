package import TextSafety

/// A kind that carries a pod template, or stands for pods whose owner is not in the input.
package enum WorkloadKind: Hashable, Sendable {
  case pod, deployment, replicaSet, statefulSet, daemonSet, job, cronJob, replicationController
  /// OpenShift's apps.openshift.io DeploymentConfig.
  case deploymentConfig
  /// Argo's argoproj.io Rollout.
  case rollout
  /// Another owner that pods name: an operator's custom resource.
  case other

  package init(group: UntrustedText, kind: UntrustedText) {
    self = WorkloadKind.known[kind]?.first { $0.group == group }?.is ?? .other
  }

  private static let known: [UntrustedText: [(group: UntrustedText, is: WorkloadKind)]] = rows.reduce(into: [:]) {
    $0[$1.kind, default: []].append(($1.group, $1.is))
  }

  private static let rows: [(group: UntrustedText, kind: UntrustedText, is: WorkloadKind)] = [
    ("", "Pod", .pod), ("apps", "Deployment", .deployment), ("extensions", "Deployment", .deployment),
    ("apps", "ReplicaSet", .replicaSet), ("extensions", "ReplicaSet", .replicaSet),
    ("apps", "StatefulSet", .statefulSet), ("apps", "DaemonSet", .daemonSet), ("extensions", "DaemonSet", .daemonSet),
    ("batch", "Job", .job), ("batch", "CronJob", .cronJob), ("", "ReplicationController", .replicationController),
    ("apps.openshift.io", "DeploymentConfig", .deploymentConfig), ("argoproj.io", "Rollout", .rollout),
  ]

  /// Where objects of this kind keep the pod's metadata and spec.
  package var podPrefix: [StaticString] {
    switch self {
    case .pod: []
    case .cronJob: ["spec", "jobTemplate", "spec", "template"]
    default: ["spec", "template"]
    }
  }

  /// Its pods are meant to run on: Deployment, StatefulSet, DaemonSet, ReplicaSet …, not Job and CronJob.
  package var runsOn: Bool {
    switch self {
    case .job, .cronJob: false
    default: true
    }
  }
}
