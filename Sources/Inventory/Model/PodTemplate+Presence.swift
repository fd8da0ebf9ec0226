package import Hardening
import TextSafety

extension PodTemplate {
  /// Whether a map or list on the way to a field is there, so that a patch need not make it. Fields that no patch goes
  /// through count as there.
  package func has(_ path: FieldPath) -> Bool {
    guard path.root == .pod, case .member(let first)? = path.components.first else { return true }
    let rest = path.components.dropFirst()
    if first == "metadata" {
      guard case .member(let second)? = rest.first else { return content.hasMetadata }
      return second == "annotations" ? content.hasAnnotations : true
    }
    guard case .member(let second)? = rest.first else { return true }
    if second == "securityContext" { return content.securityContext.has(rest.dropFirst()) }
    guard PodTemplate.containerLists.contains(second), case .element(let name, let index)? = rest.dropFirst().first,
      let container = container(at: index, of: second), container.name == name
    else { return scalarIsSet(second) }
    let fields = rest.dropFirst(2)
    guard case .member(let field)? = fields.first else { return true }
    switch field {
    case "securityContext": return container.securityContext.has(fields.dropFirst())
    case "resources": return container.resources.has(fields.dropFirst())
    case "livenessProbe": return !container.liveness.isAbsent
    case "readinessProbe": return !container.readiness.isAbsent
    default: return true
    }
  }

  private static let containerLists: [UntrustedText] = ["containers", "initContainers", "ephemeralContainers"]

  private func scalarIsSet(_ name: UntrustedText) -> Bool {
    switch name {
    case "tolerations": !content.tolerations.isAbsent
    case "volumes": !content.volumes.isAbsent
    case "nodeSelector": !content.nodeSelector.isAbsent
    case "topologySpreadConstraints": content.topologySpreadConstraints > 0
    default: true
    }
  }
}

extension SecurityContext {
  fileprivate func has(_ rest: ArraySlice<FieldPath.Component>) -> Bool {
    guard isPresent else { return false }
    guard case .member(let field)? = rest.first else { return true }
    let isLeafBelow = rest.count > 1
    switch field {
    case "capabilities":
      guard hasCapabilities else { return false }
      guard isLeafBelow, case .member(let list)? = rest.dropFirst().first else { return true }
      return list == "drop" ? !droppedCapabilities.isAbsent : !addedCapabilities.isAbsent
    case "seccompProfile": return seccomp.isPresent
    case "appArmorProfile": return appArmor.isPresent
    case "seLinuxOptions": return seLinux.isPresent
    case "windowsOptions": return windows.isPresent
    case "sysctls": return !sysctls.isAbsent
    case "supplementalGroups": return !supplementalGroups.isAbsent
    default: return true
    }
  }
}

extension Resources {
  fileprivate func has(_ rest: ArraySlice<FieldPath.Component>) -> Bool {
    guard isPresent else { return false }
    guard case .member(let field)? = rest.first else { return true }
    switch field {
    case "requests": return !requests.isAbsent
    case "limits": return !limits.isAbsent
    default: return true
    }
  }
}
