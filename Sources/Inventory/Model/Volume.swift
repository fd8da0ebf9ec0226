package import Hardening
package import TextSafety

/// A volume of a pod template (core/v1 Volume).
package struct Volume: Hashable, Sendable {
  package var name: UntrustedText
  package var index: Int
  /// The field that says what it is: `hostPath`, `secret` …; empty where none is set, which means emptyDir.
  package var type: UntrustedText
  /// `hostPath.path`.
  package var hostPath: Field<UntrustedText>
  /// `hostPath.type`.
  package var hostPathType: Field<UntrustedText>

  /// The volume in its pod.
  package var path: FieldPath { FieldPath.podSpec.appending("volumes").appending(element: name, index: index) }
}
