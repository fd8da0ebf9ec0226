/// Manifests that tests judge.
enum Manifests {
  /// A Deployment that fails `privileged`, with `sys-admin` folded beneath it.
  static func privileged(_ name: String, namespace: String, tag: String = "1", extra: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), namespace: \(namespace)}
    spec:
      replicas: 2
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          containers:
          - name: web
            image: "registry.example/app:\(tag)"
            securityContext: {privileged: true, capabilities: {add: [SYS_ADMIN]}}
    \(extra)

    """
  }
}
