import Documents
import Hardening
import TextSafety

extension FieldReader {
  /// A container's or a pod's `securityContext`. One that is no map makes every field of it malformed.
  mutating func securityContext(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> SecurityContext {
    switch section(node, path()) {
    case .absent: return SecurityContext()
    case .malformed(let path): return .malformed(path)
    case .map(let map):
      var context = SecurityContext()
      guard map.count > 0 else { return context }
      let path = path()
      context.isPresent = true
      context.privileged = bool(map["privileged"], path.appending("privileged"))
      context.allowPrivilegeEscalation = bool(
        map["allowPrivilegeEscalation"], path.appending("allowPrivilegeEscalation"))
      context.readOnlyRootFilesystem = bool(map["readOnlyRootFilesystem"], path.appending("readOnlyRootFilesystem"))
      context.runAsNonRoot = bool(map["runAsNonRoot"], path.appending("runAsNonRoot"))
      context.runAsUser = integer(map["runAsUser"], path.appending("runAsUser"))
      context.runAsGroup = integer(map["runAsGroup"], path.appending("runAsGroup"))
      context.fsGroup = integer(map["fsGroup"], path.appending("fsGroup"))
      context.supplementalGroups = integers(map["supplementalGroups"], path.appending("supplementalGroups"))
      context.sysctls = list(map["sysctls"], path.appending("sysctls"), of: "a list of sysctls") { element, _, _ in
        guard let name = element["name"]?.text else { return nil }
        return Sysctl(name: name, value: element["value"]?.scalar ?? "")
      }
      context.procMount = text(map["procMount"], path.appending("procMount"))
      capabilities(map["capabilities"], path.appending("capabilities"), into: &context)
      context.seccomp = profile(map["seccompProfile"], path.appending("seccompProfile"))
      context.appArmor = profile(map["appArmorProfile"], path.appending("appArmorProfile"))
      context.seLinux = seLinux(map["seLinuxOptions"], path.appending("seLinuxOptions"))
      context.windows = windows(map["windowsOptions"], path.appending("windowsOptions"))
      return context
    }
  }

  private mutating func capabilities(_ node: Node?, _ path: FieldPath, into context: inout SecurityContext) {
    switch section(node, path) {
    case .absent: break
    case .malformed(let path):
      context.addedCapabilities = .malformed(path)
      context.droppedCapabilities = .malformed(path)
    case .map(let map):
      context.hasCapabilities = true
      context.addedCapabilities = texts(map["add"], path.appending("add"))
      context.droppedCapabilities = texts(map["drop"], path.appending("drop"))
    }
  }

  private mutating func profile(_ node: Node?, _ path: FieldPath) -> Profile {
    switch section(node, path) {
    case .absent: Profile()
    case .malformed(let path): Profile(isPresent: true, type: .malformed(path), localhostProfile: .malformed(path))
    case .map(let map):
      Profile(
        isPresent: map.count > 0, type: text(map["type"], path.appending("type")),
        localhostProfile: text(map["localhostProfile"], path.appending("localhostProfile")))
    }
  }

  private mutating func seLinux(_ node: Node?, _ path: FieldPath) -> SELinuxOptions {
    switch section(node, path) {
    case .absent: SELinuxOptions()
    case .malformed(let path):
      SELinuxOptions(
        isPresent: true, user: .malformed(path), role: .malformed(path), type: .malformed(path),
        level: .malformed(path))
    case .map(let map):
      SELinuxOptions(
        isPresent: map.count > 0, user: text(map["user"], path.appending("user")),
        role: text(map["role"], path.appending("role")), type: text(map["type"], path.appending("type")),
        level: text(map["level"], path.appending("level")))
    }
  }

  private mutating func windows(_ node: Node?, _ path: FieldPath) -> WindowsOptions {
    switch section(node, path) {
    case .absent: WindowsOptions()
    case .malformed(let path):
      WindowsOptions(isPresent: true, hostProcess: .malformed(path), runAsUserName: .malformed(path))
    case .map(let map):
      WindowsOptions(
        isPresent: map.count > 0, hostProcess: bool(map["hostProcess"], path.appending("hostProcess")),
        runAsUserName: text(map["runAsUserName"], path.appending("runAsUserName")))
    }
  }
}

extension SecurityContext {
  /// One of which nothing can be known.
  static func malformed(_ path: FieldPath) -> SecurityContext {
    var context = SecurityContext()
    context.isPresent = true
    context.privileged = .malformed(path)
    context.allowPrivilegeEscalation = .malformed(path)
    context.readOnlyRootFilesystem = .malformed(path)
    context.runAsNonRoot = .malformed(path)
    context.runAsUser = .malformed(path)
    context.runAsGroup = .malformed(path)
    context.fsGroup = .malformed(path)
    context.supplementalGroups = .malformed(path)
    context.sysctls = .malformed(path)
    context.procMount = .malformed(path)
    context.addedCapabilities = .malformed(path)
    context.droppedCapabilities = .malformed(path)
    let profile = Profile(isPresent: true, type: .malformed(path), localhostProfile: .malformed(path))
    context.seccomp = profile
    context.appArmor = profile
    context.seLinux = SELinuxOptions(
      isPresent: true, user: .malformed(path), role: .malformed(path), type: .malformed(path), level: .malformed(path))
    context.windows = WindowsOptions(isPresent: true, hostProcess: .malformed(path), runAsUserName: .malformed(path))
    return context
  }
}
