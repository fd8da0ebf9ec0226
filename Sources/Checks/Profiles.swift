import Hardening
import Inventory
import TextSafety

/// Seccomp and AppArmor profiles: fields, and the annotations of clusters from before the fields.
enum Profiles {
  /// A profile as it holds for a container, and what sets it.
  struct Setting {
    var type: UntrustedText
    var path: FieldPath
  }

  /// The seccomp profile; nil where none is set anywhere.
  static func seccomp(_ container: Container, _ template: PodTemplate) throws(Missing) -> Setting? {
    if let set = try template.effective(\.seccomp.type, "seccompProfile.type", for: container) {
      return Setting(type: set.value, path: set.path)
    }
    let own: UntrustedText = "container.seccomp.security.alpha.kubernetes.io/\(container.name)"
    for key in [own, "seccomp.security.alpha.kubernetes.io/pod"] {
      if let value = template.annotation(key) {
        return Setting(type: type(ofAnnotation: value), path: annotationPath(key))
      }
    }
    return nil
  }

  /// The AppArmor profile; nil where none is set anywhere.
  static func appArmor(_ container: Container, _ template: PodTemplate) throws(Missing) -> Setting? {
    if let set = try template.effective(\.appArmor.type, "appArmorProfile.type", for: container) {
      return Setting(type: set.value, path: set.path)
    }
    let key: UntrustedText = "container.apparmor.security.beta.kubernetes.io/\(container.name)"
    guard let value = template.annotation(key) else { return nil }
    return Setting(type: type(ofAnnotation: value), path: annotationPath(key))
  }

  private static func annotationPath(_ key: UntrustedText) -> FieldPath {
    FieldPath.podMetadata.appending("annotations").appending(member: key)
  }

  /// `runtime/default`, `docker/default`, `localhost/name`, `unconfined`, in the terms of the fields.
  private static func type(ofAnnotation value: UntrustedText) -> UntrustedText {
    switch value {
    case "runtime/default", "docker/default": "RuntimeDefault"
    case "unconfined", "": "Unconfined"
    default: value.hasPrefix("localhost/") ? "Localhost" : value
    }
  }
}
