import Hardening
import Inventory
import TextSafety

/// Requests and limits as they hold for a container. An amount of zero bounds nothing: runtimes take a limit of 0 for
/// none, and a request of 0 reserves nothing.
enum ResourceBounds {
  static func limit(_ name: String, _ container: Container, _ template: PodTemplate) throws(Missing) -> Quantity? {
    if let own = positive(try container.resources.limit(name)) { return own }
    return positive(try template.content.resources.limit(name))
  }

  static func request(_ name: String, _ container: Container, _ template: PodTemplate) throws(Missing) -> Quantity? {
    if let own = positive(try container.resources.request(name)) { return own }
    return positive(try template.content.resources.request(name))
  }

  static func positive(_ quantity: Quantity?) -> Quantity? { quantity.flatMap { $0.value > 0 ? $0 : nil } }

  /// Judges that a container, regular, init or sidecar, has a limit.
  static func judgeLimit(_ name: String, _ subject: ContainerSubject, _ facts: any Facts) throws(Missing) -> Judgement {
    let container = try facts.get(ClusterFact.container, subject)
    let template = try facts.get(ClusterFact.templateOfContainer, subject)
    if container.role == .ephemeral { return .ephemeral }
    if try limit(name, container, template) != nil { return .pass }
    return .fail([missing("limits", name, container)], severity: severity(of: name, container))
  }

  /// Judges that a container, regular, init or sidecar, has a request.
  static func judgeRequest(_ name: String, _ subject: ContainerSubject, _ facts: any Facts) throws(Missing) -> Judgement
  {
    let container = try facts.get(ClusterFact.container, subject)
    let template = try facts.get(ClusterFact.templateOfContainer, subject)
    if container.role == .ephemeral { return .ephemeral }
    if try request(name, container, template) != nil { return .pass }
    return .fail([missing("requests", name, container)], severity: severity(of: name, container))
  }

  /// Low where memory is missing for what ends before the others start, as `init-resources` has it.
  private static func severity(of name: String, _ container: Container) -> Severity? {
    container.role == .initial && name == "memory" ? .low : nil
  }

  /// What shows that a container's own amount is not there, or is zero.
  static func missing(_ list: StaticString, _ name: String, _ container: Container) -> Evidence {
    let amounts = "\(list)" == "limits" ? container.resources.limits : container.resources.requests
    let set = amounts.known?.first { $0.name == UntrustedText(name) }?.quantity.known
    let path = container.path.appending("resources").appending(list).appending(member: UntrustedText(name))
    return Evidence(path, set.map { .string($0.text) } ?? .absent)
  }
}

extension Judgement {
  /// For checks of requests and limits.
  static let ephemeral = Judgement.notApplicable("ephemeral containers have no resources")
}
