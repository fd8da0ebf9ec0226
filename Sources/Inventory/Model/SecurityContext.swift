package import TextSafety

/// The security context of a container or of a pod (core/v1 SecurityContext and PodSecurityContext; what one of them
/// lacks is absent).
package struct SecurityContext: Hashable, Sendable {
  /// The field itself is set, if only to an empty map.
  package var isPresent = false
  package var privileged: Field<Bool> = .absent
  package var allowPrivilegeEscalation: Field<Bool> = .absent
  package var readOnlyRootFilesystem: Field<Bool> = .absent
  package var runAsNonRoot: Field<Bool> = .absent
  package var runAsUser: Field<Int64> = .absent
  package var runAsGroup: Field<Int64> = .absent
  /// Pod only.
  package var fsGroup: Field<Int64> = .absent
  /// Pod only.
  package var supplementalGroups: Field<[Int64]> = .absent
  /// Pod only: names and values.
  package var sysctls: Field<[Sysctl]> = .absent
  package var procMount: Field<UntrustedText> = .absent
  /// `capabilities` is set, if only to an empty map. Container only.
  package var hasCapabilities = false
  /// Names as written, with or without `CAP_`.
  package var addedCapabilities: Field<[UntrustedText]> = .absent
  package var droppedCapabilities: Field<[UntrustedText]> = .absent
  package var seccomp: Profile = Profile()
  package var appArmor: Profile = Profile()
  package var seLinux: SELinuxOptions = SELinuxOptions()
  package var windows: WindowsOptions = WindowsOptions()

  package init() {}
}

package struct Sysctl: Hashable, Sendable {
  package var name: UntrustedText
  package var value: UntrustedText
}

/// A seccomp or AppArmor profile: `type` is RuntimeDefault, Localhost or Unconfined.
package struct Profile: Hashable, Sendable {
  package var isPresent = false
  package var type: Field<UntrustedText> = .absent
  package var localhostProfile: Field<UntrustedText> = .absent
}

package struct SELinuxOptions: Hashable, Sendable {
  package var isPresent = false
  package var user: Field<UntrustedText> = .absent
  package var role: Field<UntrustedText> = .absent
  package var type: Field<UntrustedText> = .absent
  package var level: Field<UntrustedText> = .absent
}

package struct WindowsOptions: Hashable, Sendable {
  package var isPresent = false
  package var hostProcess: Field<Bool> = .absent
  package var runAsUserName: Field<UntrustedText> = .absent
}
