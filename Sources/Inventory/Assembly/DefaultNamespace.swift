import Documents
import Hardening
package import TextSafety

/// The namespace that what names none ends in.
package enum DefaultNamespace {
  package static let name: UntrustedText = "default"

  /// Whether a person put an object into it: it says so itself, nothing else owns or made it, and it is none of those
  /// that every cluster has there.
  static func holds(_ object: ObjectReference, _ root: Node) -> Bool {
    let metadata = root["metadata"]
    guard object.namespace == name, metadata?["namespace"]?.text == name else { return false }
    if metadata?["ownerReferences"].map({ $0.count > 0 }) == true { return false }
    switch (object.group, object.kind) {
    case ("", "Service"): return object.name != "kubernetes"
    case ("", "ConfigMap"): return object.name != "kube-root-ca.crt"
    case ("", "ServiceAccount"): return object.name != name
    case ("", "Endpoints"):
      return object.name != "kubernetes" && metadata?["labels"]?["endpoints.kubernetes.io/managed-by"] == nil
        && metadata?["annotations"]?["endpoints.kubernetes.io/last-change-trigger-time"] == nil
    // Those of other Services are owned by them; a label of the same meaning proves nothing.
    case ("discovery.k8s.io", "EndpointSlice"): return object.name != "kubernetes"
    case ("", "Secret"):
      // Where metadata alone was read, that tells the same.
      if metadata?["annotations"]?["kubernetes.io/service-account.name"] != nil { return false }
      if object.name.hasPrefix("sh.helm.release.v1."), metadata?["labels"]?["owner"]?.equals("helm") == true {
        return false
      }
      let type = root["type"]?.text
      return type != "kubernetes.io/service-account-token" && type != "helm.sh/release.v1"
    case ("", "Event"), ("events.k8s.io", "Event"), ("metrics.k8s.io", _): return false
    default: return true
    }
  }
}
