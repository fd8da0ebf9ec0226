package import Hardening
package import TextSafety

/// What a pod is made from, without what differs from pod to pod of one template: the shape that workloads share.
package final class PodTemplate: Sendable {
  package struct Content: Hashable, Sendable {
    /// The kind of the object that carries it: some judgements depend on it.
    package var kind: WorkloadKind
    package var securityContext = SecurityContext()
    /// Annotations that say something of security: AppArmor and seccomp profiles of old clusters.
    package var annotations: [LabelPair] = []
    package var hasMetadata = false
    package var hasAnnotations = false
    package var hostPID: Field<Bool> = .absent
    package var hostIPC: Field<Bool> = .absent
    package var hostNetwork: Field<Bool> = .absent
    package var hostUsers: Field<Bool> = .absent
    package var shareProcessNamespace: Field<Bool> = .absent
    package var automountServiceAccountToken: Field<Bool> = .absent
    package var serviceAccountName: Field<UntrustedText> = .absent
    /// The deprecated `serviceAccount`.
    package var serviceAccount: Field<UntrustedText> = .absent
    /// The node that the template asks for; a scheduled pod's node is not kept here.
    package var nodeName: Field<UntrustedText> = .absent
    package var nodeSelector: Field<[LabelPair]> = .absent
    package var tolerations: Field<[Toleration]> = .absent
    /// Keys and operators of all required node affinity terms.
    package var requiredNodeAffinity: [NodeRequirement] = []
    package var hasPodAntiAffinity = false
    package var topologySpreadConstraints = 0
    /// A topology spread constraint counts the pods themselves.
    package var isSpread = false
    /// `resources` of the pod as a whole, which its containers share.
    package var resources = Resources()
    package var priorityClassName: Field<UntrustedText> = .absent
    package var runtimeClassName: Field<UntrustedText> = .absent
    /// Always where absent.
    package var restartPolicy: Field<UntrustedText> = .absent
    package var operatingSystem: Field<UntrustedText> = .absent
    package var hostAliases = 0
    /// Names of the secrets to pull images with.
    package var imagePullSecrets: Field<[UntrustedText]> = .absent
    package var volumes: Field<[Volume]> = .absent
    /// Regular, init, then ephemeral ones, each in its list's order.
    package var containers: [Container] = []
    /// Set where a list of containers has the wrong type: what it holds is unknown.
    package var unreadableContainers: FieldPath?
    /// Whether the API server mounted the account's token; nil where the object never passed its admission.
    package var tokenMounted: Bool?

    package init(kind: WorkloadKind) { self.kind = kind }
  }

  package let content: Content
  private let places: ContainerPlaces
  /// Names that several volumes have, which the API server refuses.
  private let sharedNames: Set<UntrustedText>

  package init(_ content: Content) {
    self.content = content
    places = ContainerPlaces(content.containers)
    var seen: Set<UntrustedText> = []
    sharedNames = Set((content.volumes.known ?? []).map(\.name).filter { !seen.insert($0).inserted })
  }

  /// The mounts of a volume by all containers, in their order, as far as they can be read; of very many the first hundred
  /// where several volumes have the name: thousands times thousands would say nothing new.
  package func mounts(of volume: UntrustedText) -> [VolumeUse] {
    let most = sharedNames.contains(volume) ? FirstMembers.told : Int.max
    return places.mounts(of: volume, in: content.containers, most: most)
  }

  /// The first list of mounts that cannot be read.
  package var unreadableMounts: FieldPath? { places.unreadableMounts }

  /// The container that is at an index of a list of the pod's spec.
  func container(at index: Int, of list: UntrustedText) -> Container? {
    places.container(at: index, of: list, in: content.containers)
  }

  /// The container of a listed name; of several the last.
  func container(listed name: UntrustedText) -> Container? { places.container(listed: name, in: content.containers) }

  package var kind: WorkloadKind { content.kind }
  package var containers: [Container] { content.containers }
  package var securityContext: SecurityContext { content.securityContext }

  /// Node labels that name the operating system.
  private static let systemLabels: Set<UntrustedText> = ["kubernetes.io/os", "beta.kubernetes.io/os"]

  /// Made for Windows nodes: by `os.name`, or by the node selector or affinity that came before it.
  package var isWindows: Bool {
    if let name = content.operatingSystem.known { return name == "windows" }
    for label in content.nodeSelector.known ?? [] where PodTemplate.systemLabels.contains(label.key) {
      return label.value == "windows"
    }
    return content.requiredNodeAffinity.contains {
      PodTemplate.systemLabels.contains($0.key) && $0.operation == "In" && $0.values == ["windows"]
    }
  }
}

extension PodTemplate: Hashable {
  package static func == (a: PodTemplate, b: PodTemplate) -> Bool { a === b || a.content == b.content }
  package func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

/// A label, an annotation, or one pair of a selector.
package struct LabelPair: Hashable, Sendable {
  package var key: UntrustedText
  package var value: UntrustedText
}

package struct Toleration: Hashable, Sendable {
  package var index: Int
  /// Empty: all keys, with operator Exists.
  package var key: UntrustedText
  /// Equal where absent.
  package var operation: UntrustedText
  package var value: UntrustedText
  package var effect: UntrustedText
}

package struct NodeRequirement: Hashable, Sendable {
  package var key: UntrustedText
  package var operation: UntrustedText
  package var values: [UntrustedText]
  package var path: FieldPath
}
