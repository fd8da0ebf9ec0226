import Hardening

extension Weakening {
  /// What fails when one field is taken away. Fields that are not here may be missing without any check failing.
  static let removals: [String: [CheckID]] = {
    var removals: [String: [CheckID]] = [
      "Namespace /metadata/labels": ["psa-labels"],
      "Namespace /metadata/labels/pod-security.kubernetes.io~1enforce": ["psa-labels"],
      "ResourceQuota /spec": ["resource-quota"],
      "ResourceQuota /spec/hard": ["resource-quota"],
      "LimitRange /spec": ["limit-range"],
      "LimitRange /spec/limits": ["limit-range"],
      "LimitRange /spec/limits/0": ["limit-range"],
      "LimitRange /spec/limits/0/type": ["limit-range"],
      "NetworkPolicy api /spec/egress/1/ports": ["netpol-allow-all"],
      "NetworkPolicy api /spec/egress/1/ports/0": ["netpol-allow-all"],
      "Service /spec": ["ingress-backend-missing"],
      "Service /spec/ports": ["ingress-backend-missing"],
      "Service /spec/ports/0": ["ingress-backend-missing"],
      "Service /spec/ports/0/name": ["ingress-backend-missing"],
      "Ingress /spec/tls": ["ingress-tls"],
      "Ingress /spec/tls/0": ["ingress-tls"],
      "Ingress /spec/rules/0/host": ["ingress-wildcard"],
      "Ingress /spec/rules/0/http/paths/0/backend": ["ingress-backend-missing"],
      "Ingress /spec/rules/0/http/paths/0/backend/service": ["ingress-backend-missing"],
      "Ingress /spec/rules/0/http/paths/0/backend/service/name": ["ingress-backend-missing"],
      "PodDisruptionBudget /spec": ["pdb"],
      "PodDisruptionBudget /spec/selector": ["pdb"],
      "PodDisruptionBudget /spec/maxUnavailable": ["pdb-blocks"],
      "HorizontalPodAutoscaler /spec/minReplicas": ["replicas"],
      "KubeletConfiguration /podPidsLimit": ["pid-limit"],

      // The account, the role that nothing grants then.
      "pod /spec/serviceAccountName": ["default-sa-used", "dangling-rbac"],
      "RoleBinding /roleRef": ["dangling-rbac"],
      "RoleBinding /roleRef/kind": ["dangling-rbac"],
      "RoleBinding /roleRef/name": ["dangling-rbac"],
      "pod /spec/hostUsers": ["host-users"],
      "pod /spec/priorityClassName": ["priority-class"],
      "pod /spec/topologySpreadConstraints": ["spread"],
      "pod /spec/topologySpreadConstraints/0": ["spread"],
      "pod /spec/topologySpreadConstraints/0/topologyKey": ["spread"],
      "pod /spec/topologySpreadConstraints/0/labelSelector": ["spread"],
      // A toleration without a key tolerates everything, the control plane's taint too.
      "pod /spec/tolerations/0/key": ["node-authorised-escape"],
      "pod /spec/securityContext": ["run-as-non-root", "high-uid", "high-gid", "seccomp"],
      "pod /spec/securityContext/runAsUser": ["high-uid"],
      "pod /spec/securityContext/runAsGroup": ["high-gid"],
      "pod /spec/securityContext/seccompProfile": ["seccomp"],
      "pod /spec/securityContext/seccompProfile/type": ["seccomp"],
    ]
    let capabilities: [CheckID] = ["drop-all-caps", "drop-any-caps", "net-raw"]
    for container in ["api", "migrate", "proxy"] {
      removals["\(container) /securityContext"] = ["priv-escalation", "ro-rootfs"] + capabilities
      removals["\(container) /securityContext/allowPrivilegeEscalation"] = ["priv-escalation"]
      removals["\(container) /securityContext/readOnlyRootFilesystem"] = ["ro-rootfs"]
      for place in ["capabilities", "capabilities/drop", "capabilities/drop/0"] {
        removals["\(container) /securityContext/\(place)"] = capabilities
      }
    }
    for container in ["api", "migrate", "proxy"] {
      let resources = "\(container) /resources"
      removals[resources] = ["cpu-limit", "cpu-request", "mem-limit", "mem-request", "ephemeral-storage"]
      removals["\(resources)/requests"] = ["cpu-request", "mem-request", "ephemeral-storage"]
      removals["\(resources)/requests/cpu"] = ["cpu-request"]
      removals["\(resources)/requests/memory"] = ["mem-request"]
      removals["\(resources)/requests/ephemeral-storage"] = ["ephemeral-storage"]
      removals["\(resources)/limits"] = ["cpu-limit", "mem-limit", "ephemeral-storage"]
      removals["\(resources)/limits/cpu"] = ["cpu-limit"]
      removals["\(resources)/limits/memory"] = ["mem-limit"]
      removals["\(resources)/limits/ephemeral-storage"] = ["ephemeral-storage"]
    }
    for place in ["migrate /resources", "migrate /resources/limits", "migrate /resources/limits/memory"] {
      removals[place, default: []].append("init-resources")
    }
    for container in ["api", "proxy"] {
      removals["\(container) /livenessProbe"] = ["liveness"]
      removals["\(container) /livenessProbe/httpGet"] = ["liveness"]
      removals["\(container) /readinessProbe"] = ["readiness"]
      removals["\(container) /readinessProbe/httpGet"] = ["readiness"]
    }
    return removals
  }()

  /// Fields that make an object what it is: without them it is another, or none.
  static func isIdentity(_ place: String) -> Bool {
    let wholes: Set<String> = [
      "Deployment /spec", "Deployment /spec/template", "pod /metadata", "pod /spec",
      "pod /spec/securityContext/sysctls/0/name", "api /env/0/name", "api /env/1/name",
      "RoleBinding /subjects/0/kind", "RoleBinding /subjects/0/name",
    ]
    if wholes.contains(place) { return true }
    if place.hasPrefix("pod ") || place.hasPrefix("api ") { return false }
    return ["/apiVersion", "/kind", "/metadata", "/metadata/name", "/metadata/namespace"].contains {
      place.hasSuffix(" " + $0)
    }
  }
}
