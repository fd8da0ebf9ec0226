/// Manifests that the command line is tried with.
enum Manifests {
  /// A workload with a critical finding, its namespace with none that is.
  static let privileged = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
      namespace: shop
    spec:
      replicas: 3
      selector: {matchLabels: {app: api}}
      template:
        metadata: {labels: {app: api}}
        spec:
          containers:
          - name: web
            image: registry.example/shop/api:1.4.2
            securityContext:
              privileged: true

    """

  /// An object on which no check fails.
  static let configMap = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: shop}
    data: {a: b}

    """

  /// As many Deployments as wanted, one file.
  static func many(_ count: Int) -> String {
    (0..<count).map { privileged.replacing("name: api", with: "name: api-\($0)", maxReplacements: 1) }
      .joined(separator: "---\n")
  }
}
