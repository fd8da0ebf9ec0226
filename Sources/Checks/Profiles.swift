import Hardening
import Inventory
import TextSafety

/// Seccomp and AppArmor profiles: fields, and the annotations of clusters from before the fields.
enum Profiles {
  /// A profile in the terms of the fields, and what sets it.
  struct Setting {
    var type: UntrustedText
    var source: Source

    /// Where the type stands.
    var path: FieldPath {
      switch source {
      case .field(let profile): profile.appending("type")
      case .annotation(let path): path
      }
    }
  }

  enum Source {
    /// `seccompProfile` or `appArmorProfile` of a security context.
    case field(FieldPath)
    case annotation(FieldPath)
  }

  /// The seccomp profiles that are set for a container, the one that holds first: its own, then the pod's. Annotations
  /// count where no field is set.
  static func seccomp(_ container: Container, _ template: PodTemplate) throws(Missing) -> [Setting] {
    var all = try fields(\.seccomp.type, "seccompProfile", container, template)
    if !all.isEmpty { return all }
    let own: UntrustedText = "container.seccomp.security.alpha.kubernetes.io/\(container.name)"
    for key in [own, "seccomp.security.alpha.kubernetes.io/pod"] {
      guard let value = template.annotation(key) else { continue }
      all.append(Setting(type: value.isEmpty ? "Unconfined" : type(ofAnnotation: value), source: annotation(key)))
    }
    return all
  }

  /// The AppArmor profiles that are set for a container, the one that holds first: its own field, the pod's, the
  /// annotation. An empty annotation sets none.
  static func appArmor(_ container: Container, _ template: PodTemplate) throws(Missing) -> [Setting] {
    var all = try fields(\.appArmor.type, "appArmorProfile", container, template)
    let key: UntrustedText = "container.apparmor.security.beta.kubernetes.io/\(container.name)"
    if let value = template.annotation(key), !value.isEmpty {
      all.append(Setting(type: type(ofAnnotation: value), source: annotation(key)))
    }
    return all
  }

  /// Whether a profile confines: RuntimeDefault and Localhost do.
  static func confines(_ setting: Setting) -> Bool { setting.type == "RuntimeDefault" || setting.type == "Localhost" }

  /// Makes each of these settings the runtime's default: fields are set, annotations removed, which the API server
  /// wants to say the same as the fields.
  static func confining(_ settings: [Setting]) -> [Patch.Operation] {
    settings.map { setting in
      switch setting.source {
      case .field(let path): .add(path.appending("type"), "RuntimeDefault")
      case .annotation(let path): .remove(path)
      }
    }
  }

  private static func fields(
    _ field: KeyPath<SecurityContext, Field<UntrustedText>>, _ name: StaticString, _ container: Container,
    _ template: PodTemplate
  ) throws(Missing) -> [Setting] {
    var all: [Setting] = []
    if let type = try container.securityContext[keyPath: field].get() {
      all.append(Setting(type: type, source: .field(container.path.appending("securityContext").appending(name))))
    }
    if let type = try template.securityContext[keyPath: field].get() {
      all.append(Setting(type: type, source: .field(PodTemplate.securityContextPath.appending(name))))
    }
    return all
  }

  private static func annotation(_ key: UntrustedText) -> Source {
    .annotation(FieldPath.podMetadata.appending("annotations").appending(member: key))
  }

  /// `runtime/default`, `docker/default`, `localhost/name`, `unconfined`, in the terms of the fields.
  private static func type(ofAnnotation value: UntrustedText) -> UntrustedText {
    switch value {
    case "runtime/default", "docker/default": "RuntimeDefault"
    case "unconfined": "Unconfined"
    default: value.hasPrefix("localhost/") ? "Localhost" : value
    }
  }
}
