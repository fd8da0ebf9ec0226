import Foundation

/// A folder of manifests that is gone when the test is.
final class ManifestFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/bulwark-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

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
