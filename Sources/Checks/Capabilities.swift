import Hardening
import Inventory
import TextSafety

/// Linux capabilities (capabilities(7)) as Kubernetes names them.
enum Capabilities {
  /// What the baseline level of the Pod Security Standards lets containers add, spelled as its admission wants it.
  static let baseline: Set<UntrustedText> = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
    "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]

  /// The name without `CAP_`, in upper case: runtimes take all spellings.
  static func normal(_ name: UntrustedText) -> UntrustedText {
    name.map { text in
      let upper = text.uppercased()
      return upper.hasPrefix("CAP_") ? String(upper.dropFirst(4)) : upper
    }
  }

  /// The added capabilities that the baseline level does not allow as they are spelled.
  static func beyondBaseline(_ container: Container) throws(Missing) -> [(index: Int, name: UntrustedText)] {
    var found: [(Int, UntrustedText)] = []
    for (index, name) in (try container.securityContext.addedCapabilities.get() ?? []).enumerated()
    where !baseline.contains(name) {
      found.append((index, name))
    }
    return found
  }

  /// The added capabilities that `isMeant` names, each with its place in the list.
  static func added(
    _ container: Container, _ isMeant: (UntrustedText) -> Bool
  ) throws(Missing) -> [(index: Int, name: UntrustedText)] {
    var found: [(Int, UntrustedText)] = []
    for (index, name) in (try container.securityContext.addedCapabilities.get() ?? []).enumerated()
    where isMeant(normal(name)) {
      found.append((index, name))
    }
    return found
  }

  /// The dropped capabilities, in upper case without `CAP_`. `CAP_ALL` is none: no runtime takes it for ALL.
  static func dropped(_ container: Container) throws(Missing) -> Set<UntrustedText> {
    let all = try container.securityContext.droppedCapabilities.get() ?? []
    return Set(all.map { $0.matches { $0.uppercased() == "CAP_ALL" } ? $0 : normal($0) })
  }

  static func addPath(_ container: Container) -> FieldPath {
    container.path.appending("securityContext.capabilities.add")
  }

  static func dropPath(_ container: Container) -> FieldPath {
    container.path.appending("securityContext.capabilities.drop")
  }

  /// One piece of evidence for each added capability.
  static func evidence(_ container: Container, _ found: [(index: Int, name: UntrustedText)]) -> [Evidence] {
    found.map { Evidence(addPath(container).appending(element: "", index: $0.index), .string($0.name)) }
  }

  /// Drops all, the same for every check that wants something dropped: none takes back what another asked for. A program
  /// that listens on a low port goes on listening.
  static func dropAll(_ container: Container) throws(Missing) -> [Patch.Operation] {
    if try dropped(container).contains("ALL") { return [] }
    var operations = [Patch.Operation.add(dropPath(container), ["ALL"])]
    if try Ports.hasPrivileged(container), try added(container, { $0 == "NET_BIND_SERVICE" }).isEmpty {
      let add = addPath(container)
      let isSet = try container.securityContext.addedCapabilities.get() != nil
      operations.append(isSet ? .add(add.appendingEnd(), "NET_BIND_SERVICE") : .add(add, ["NET_BIND_SERVICE"]))
    }
    return operations
  }

  /// Takes capabilities out of the list, the last one first, so that indexes stay right.
  static func removal(_ container: Container, _ found: [(index: Int, name: UntrustedText)]) -> Patch? {
    if found.isEmpty { return nil }
    return Patch(
      found.reversed().map {
        .remove(addPath(container).appending(element: "", index: $0.index), was: .string($0.name))
      })
  }
}
