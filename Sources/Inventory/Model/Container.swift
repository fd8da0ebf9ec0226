package import Hardening
package import TextSafety

/// A container of a pod template (core/v1 Container), immutable and shared by all workloads of one shape.
package final class Container: Sendable {
  package enum Role: String, Hashable, Sendable {
    case regular
    /// An init container that ends before the regular ones start.
    case initial
    /// An init container with `restartPolicy: Always`: it runs beside the regular ones.
    case sidecar
    case ephemeral

    /// The list of the pod's spec that holds such containers.
    package var list: StaticString {
      switch self {
      case .regular: "containers"
      case .initial, .sidecar: "initContainers"
      case .ephemeral: "ephemeralContainers"
      }
    }
  }

  package struct Content: Hashable, Sendable {
    package var role: Role
    /// Empty where the object has no name for it.
    package var name: UntrustedText
    /// Index in its list.
    package var index: Int
    package var image: Field<UntrustedText> = .absent
    /// Always, IfNotPresent or Never.
    package var imagePullPolicy: Field<UntrustedText> = .absent
    package var command: Field<[UntrustedText]> = .absent
    package var arguments: Field<[UntrustedText]> = .absent
    package var securityContext = SecurityContext()
    package var ports: Field<[ContainerPort]> = .absent
    /// Names in the order in which they stand; values are not kept.
    package var environment: Field<[UntrustedText]> = .absent
    package var resources = Resources()
    package var mounts: Field<[VolumeMount]> = .absent
    package var liveness: Field<Probe> = .absent
    package var readiness: Field<Probe> = .absent
    package var startup: Field<Probe> = .absent
    /// `lifecycle.postStart` and `lifecycle.preStop`.
    package var postStart: Field<Probe> = .absent
    package var preStop: Field<Probe> = .absent

    package init(role: Role, name: UntrustedText, index: Int) {
      self.role = role
      self.name = name
      self.index = index
    }
  }

  package let content: Content
  /// The container in its pod: `containers[web]` below the pod's spec.
  package let path: FieldPath
  /// The image by its parts; malformed where no runtime would take the name.
  package let imageReference: Field<ImageReference>

  package init(_ content: Content) {
    self.content = content
    let path = FieldPath.podSpec.appending(content.role.list).appending(element: content.name, index: content.index)
    self.path = path
    imageReference = Container.reference(content.image, path)
  }

  private static func reference(_ image: Field<UntrustedText>, _ path: FieldPath) -> Field<ImageReference> {
    switch image {
    case .absent: return .absent
    case .malformed(let path): return .malformed(path)
    case .value(let text):
      if text.isEmpty { return .absent }
      do { return .value(try ImageReference(text)) } catch { return .malformed(path.appending("image")) }
    }
  }

  /// `containers/web`: its name with its list, unique in a pod.
  package var listedName: UntrustedText { "\(content.role.list.description)/\(content.name)" }

  package var role: Role { content.role }
  package var name: UntrustedText { content.name }
  package var image: Field<UntrustedText> { content.image }
  package var imagePullPolicy: Field<UntrustedText> { content.imagePullPolicy }
  package var command: Field<[UntrustedText]> { content.command }
  package var arguments: Field<[UntrustedText]> { content.arguments }
  package var securityContext: SecurityContext { content.securityContext }
  package var ports: Field<[ContainerPort]> { content.ports }
  package var environment: Field<[UntrustedText]> { content.environment }
  package var resources: Resources { content.resources }
  package var mounts: Field<[VolumeMount]> { content.mounts }
  package var liveness: Field<Probe> { content.liveness }
  package var readiness: Field<Probe> { content.readiness }
  package var startup: Field<Probe> { content.startup }
  package var postStart: Field<Probe> { content.postStart }
  package var preStop: Field<Probe> { content.preStop }
}

extension Container: Hashable {
  package static func == (a: Container, b: Container) -> Bool { a === b || a.content == b.content }
  package func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

package struct ContainerPort: Hashable, Sendable {
  package var containerPort: Field<Int64>
  package var hostPort: Field<Int64>
  /// TCP where absent.
  package var transport: Field<UntrustedText>
  package var name: Field<UntrustedText>
}

package struct VolumeMount: Hashable, Sendable {
  package var name: UntrustedText
  package var mountPath: UntrustedText
  /// The path inside the volume that is mounted; empty: the whole volume.
  package var subPath: UntrustedText
  package var readOnly: Field<Bool>
}

/// A probe or a lifecycle handler.
package struct Probe: Hashable, Sendable {
  /// What it does: `httpGet`, `tcpSocket`, `exec`, `grpc` (or `sleep`), with its fields in order of their names; null
  /// where no handler is set.
  package var handler: FieldValue
  /// `httpGet` or `tcpSocket`, whichever is set; empty where neither.
  package var handlerName: UntrustedText
  package var host: Field<UntrustedText>
}

package struct Resources: Hashable, Sendable {
  package var isPresent = false
  /// `cpu`, `memory`, `ephemeral-storage` and whatever else is requested; `.absent` where the map is not set.
  package var requests: Field<[ResourceAmount]> = .absent
  package var limits: Field<[ResourceAmount]> = .absent

  /// The amount requested; nil where there is none.
  package func request(_ name: String) throws(Missing) -> Quantity? { try Resources.find(name, in: requests) }
  package func limit(_ name: String) throws(Missing) -> Quantity? { try Resources.find(name, in: limits) }

  private static func find(_ name: String, in amounts: Field<[ResourceAmount]>) throws(Missing) -> Quantity? {
    for amount in try amounts.get() ?? [] where amount.name == UntrustedText(name) { return try amount.quantity.get() }
    return nil
  }
}

package struct ResourceAmount: Hashable, Sendable {
  package var name: UntrustedText
  package var quantity: Field<Quantity>
}
