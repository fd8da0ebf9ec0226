import Hardening
import TextSafety

extension PodTemplate {
  /// Whether its pods may fail what pods of their owner's template pass. What API servers fill in and admission makes
  /// stricter does not count; what is counted in vain costs only work, for the verdicts are compared too.
  ///
  /// - Parameter added: containers that pods have beyond the owner's template, judged already, by their listed names.
  func isWeaker(than owner: PodTemplate, with added: [UntrustedText: Container]) -> Bool {
    content.isWeaker(than: owner.content) || content.hasWeakerVolumes(than: owner.content)
      || content.hasWeakerContainers(than: owner, with: added)
  }
}

extension PodTemplate.Content {
  fileprivate func isWeaker(than owner: Self) -> Bool {
    let switches: [KeyPath<Self, Field<Bool>>] = [\.hostPID, \.hostIPC, \.hostNetwork, \.shareProcessNamespace]
    if switches.contains(where: { self[keyPath: $0].adds(true, to: owner[keyPath: $0]) }) { return true }
    if hostUsers.lacks(false, of: owner.hostUsers) { return true }
    if automountServiceAccountToken.adds(true, to: owner.automountServiceAccountToken) { return true }
    if tokenMounted == true, owner.automountServiceAccountToken.known == false { return true }
    if account != owner.account { return true }
    if runtimeClassName.loses(owner.runtimeClassName) || hostAliases > owner.hostAliases { return true }
    if unreadableContainers != nil, owner.unreadableContainers == nil { return true }
    if annotations.contains(where: { $0.value == "unconfined" && !owner.annotations.contains($0) }) { return true }
    if owner.annotations.contains(where: { pair in !annotations.contains { $0.key == pair.key } }) { return true }
    return securityContext.isWeaker(than: owner.securityContext)
  }

  /// The account that runs the pods; nil where it cannot be read. Admission writes `default` into pods.
  private var account: UntrustedText? {
    for field in [serviceAccountName, serviceAccount] {
      switch field {
      case .malformed: return nil
      case .value(let name) where !name.isEmpty: return name
      case .value, .absent: continue
      }
    }
    return "default"
  }

  /// Volumes that are part of what every pod may have.
  private static let harmlessVolumes: Set<UntrustedText> = [
    "", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret",
  ]

  fileprivate func hasWeakerVolumes(than owner: Self) -> Bool {
    if case .malformed = volumes { return volumes != owner.volumes }
    let others = owner.volumes.known ?? []
    return (volumes.known ?? []).contains { volume in
      !Self.harmlessVolumes.contains(volume.type) && !others.contains { volume.isSame(as: $0) }
    }
  }

  fileprivate func hasWeakerContainers(than owner: PodTemplate, with added: [UntrustedText: Container]) -> Bool {
    let hosts = Set((volumes.known ?? []).filter { $0.type == "hostPath" }.map(\.name))
    return containers.contains { container in
      let name = container.listedName
      guard let base = owner.container(listed: name) ?? (kind == .pod ? added[name] : nil) else { return true }
      return container != base && container.content.isWeaker(than: base.content, hosts: hosts)
    }
  }
}

extension Volume {
  fileprivate func isSame(as other: Volume) -> Bool {
    name == other.name && type == other.type && hostPath == other.hostPath && hostPathType == other.hostPathType
  }
}

extension Container.Content {
  /// - Parameter hosts: the names of volumes that are parts of the node.
  fileprivate func isWeaker(than owner: Self, hosts: Set<UntrustedText>) -> Bool {
    if securityContext.isWeaker(than: owner.securityContext) { return true }
    if role != owner.role || command != owner.command || arguments != owner.arguments { return true }
    if image.known.map(ImageRepository.of) != owner.image.known.map(ImageRepository.of) { return true }
    if imagePullPolicy.lacks("Always", of: owner.imagePullPolicy) { return true }
    if case .malformed = ports { return ports != owner.ports }
    let open = (owner.ports.known ?? []).map(\.hostPort)
    if (ports.known ?? []).contains(where: { !$0.hostPort.isAbsent && !open.contains($0.hostPort) }) { return true }
    let probes: [KeyPath<Self, Field<Probe>>] = [\.liveness, \.readiness, \.startup, \.postStart, \.preStop]
    if probes.contains(where: { self[keyPath: $0].isWeaker(than: owner[keyPath: $0]) }) { return true }
    if resources.isWeaker(than: owner.resources) { return true }
    let known = Set(owner.mounts.known ?? [])
    return (mounts.known ?? []).contains { hosts.contains($0.name) && !known.contains($0) }
  }
}

extension Field where Value == Probe {
  fileprivate func isWeaker(than owner: Self) -> Bool {
    switch self {
    case .absent: !owner.isAbsent
    case .malformed: self != owner
    case .value(let probe): !probe.host.isAbsent && probe.host != owner.known?.host ?? .absent
    }
  }
}

extension Resources {
  fileprivate func isWeaker(than owner: Resources) -> Bool {
    for (own, others) in [(requests, owner.requests), (limits, owner.limits)] {
      if case .malformed = own, own != others { return true }
      let names = Set((own.known ?? []).map(\.name))
      if !(others.known ?? []).allSatisfy({ names.contains($0.name) }) { return true }
    }
    return false
  }
}

extension SecurityContext {
  fileprivate func isWeaker(than owner: SecurityContext) -> Bool {
    if privileged.adds(true, to: owner.privileged) { return true }
    if allowPrivilegeEscalation.adds(true, to: owner.allowPrivilegeEscalation)
      || allowPrivilegeEscalation.lacks(false, of: owner.allowPrivilegeEscalation)
      || readOnlyRootFilesystem.lacks(true, of: owner.readOnlyRootFilesystem)
      || runAsNonRoot.lacks(true, of: owner.runAsNonRoot) || runAsNonRoot.adds(false, to: owner.runAsNonRoot)
    {
      return true
    }
    let ids: [KeyPath<Self, Field<Int64>>] = [\.runAsUser, \.runAsGroup, \.fsGroup]
    if ids.contains(where: { self[keyPath: $0].adds(0, to: owner[keyPath: $0]) }) { return true }
    if runAsUser.loses(owner.runAsUser) || runAsGroup.loses(owner.runAsGroup) { return true }
    if supplementalGroups != owner.supplementalGroups, (supplementalGroups.known ?? [0]).contains(0) { return true }
    if sysctls.hasMore(than: owner.sysctls) || addedCapabilities.hasMore(than: owner.addedCapabilities)
      || owner.droppedCapabilities.hasMore(than: droppedCapabilities)
    {
      return true
    }
    if procMount.known != "Default", procMount != owner.procMount, !procMount.isAbsent { return true }
    if seccomp.isWeaker(than: owner.seccomp) || appArmor.isWeaker(than: owner.appArmor) { return true }
    let names: [KeyPath<SELinuxOptions, Field<UntrustedText>>] = [\.user, \.role, \.type]
    if names.contains(where: { !seLinux[keyPath: $0].isAbsent && seLinux[keyPath: $0] != owner.seLinux[keyPath: $0] }) {
      return true
    }
    if windows.hostProcess.adds(true, to: owner.windows.hostProcess) { return true }
    return !windows.runAsUserName.isAbsent && windows.runAsUserName != owner.windows.runAsUserName
  }
}

extension Profile {
  fileprivate func isWeaker(than owner: Profile) -> Bool {
    if type.loses(owner.type) { return true }
    return type != owner.type && !type.isAbsent && type.known != "RuntimeDefault"
  }
}

extension Field where Value: Equatable {
  /// It says this, or something that cannot be read, and the owner does not.
  fileprivate func adds(_ value: Value, to owner: Field) -> Bool {
    if self == owner { return false }
    if case .malformed = self { return true }
    return known == value
  }

  /// The owner says this, and it does not.
  fileprivate func lacks(_ value: Value, of owner: Field) -> Bool { owner.known == value && known != value }

  /// The owner says something, and it says nothing.
  fileprivate func loses(_ owner: Field) -> Bool { isAbsent && !owner.isAbsent }
}

extension Field {
  fileprivate func hasMore<Element: Hashable>(than other: Field) -> Bool where Value == [Element] {
    if case .malformed = self { return self != other }
    return !Set(known ?? []).isSubset(of: other.known ?? [])
  }
}
