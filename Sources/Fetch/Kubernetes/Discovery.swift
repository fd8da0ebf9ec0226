import Documents
package import TextSafety

/// What a server serves: each kind once, in the version that it prefers.
package struct Discovery: Sendable {
  /// A kind by the group and the plural that it goes by in paths.
  package struct Name: Sendable, Hashable {
    package var group: UntrustedText
    package var resource: UntrustedText

    package init(group: UntrustedText, resource: UntrustedText) {
      self.group = group
      self.resource = resource
    }
  }

  package private(set) var kinds: [ServedKind] = []
  /// Groups whose server does not answer now (an aggregated API without a backend), by name.
  package private(set) var unavailable: [UntrustedText: FetchError] = [:]

  private let groups: Set<UntrustedText>
  /// What is kept.
  private let names: Set<Name>
  /// Where the kinds are.
  private var places: [Name: Int] = [:]
  /// The groups that were told of.
  private var told: Set<UntrustedText> = []

  /// Versions of a group that are looked at, those first that the server prefers. Those of Kubernetes have three.
  private static let versions = 8

  private static let aggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

  private init(_ wanted: Set<Name>) {
    names = wanted
    groups = Set(wanted.map(\.group))
  }

  /// Asks a server, and keeps nothing but these kinds. By the aggregated answer where it has one (Kubernetes 1.26 on), else
  /// group by group, those alone that are wanted.
  package static func of(_ client: KubeClient, kinds wanted: Set<Name>) async throws(FetchError) -> Discovery {
    var found = Discovery(wanted)
    for root in ["/api", "/apis"] as [UntrustedText] {
      let answer = try await client.json(HTTPRequest(.get, root, accept: aggregated, most: 32 << 20))
      if answer["kind"]?.equals("APIGroupDiscoveryList") == true {
        for group in try list(answer["items"], root, client) { found.take(aggregated: group) }
      } else if root == "/api" {
        try await found.take(version: "v1", of: "", client)
      } else {
        for group in try list(answer["groups"], root, client) { try await found.take(group, client) }
      }
    }
    return found
  }

  /// The kind of a group by its plural.
  package func kind(_ group: UntrustedText, _ resource: UntrustedText) -> ServedKind? {
    places[Name(group: group, resource: resource)].map { kinds[$0] }
  }

  /// A list, which is null where there is nothing in it. Whoever says neither does not say what there is.
  private static func list(
    _ node: Node?, _ path: UntrustedText, _ client: KubeClient
  ) throws(FetchError) -> ElementSequence {
    guard let node, node.isNull || node.kind == .list else {
      throw FetchError(
        .protocolViolation, what: client.name, why: "its answer for \(path) does not list what it serves",
        next: client.again)
    }
    return node.elements
  }

  /// Whether a group is wanted and was not told of before.
  private mutating func begins(_ group: UntrustedText) -> Bool {
    groups.contains(group) && told.insert(group).inserted
  }

  private mutating func take(aggregated group: Node) {
    let name = group["metadata"]?["name"]?.text ?? ""
    guard begins(name), let versions = group["versions"]?.elements else { return }
    for version in versions.prefix(Self.versions) {
      if version["freshness"]?.equals("Stale") == true {
        unavailable[name] = .unavailable(group: name)
      }
      guard let resources = version["resources"]?.elements else { continue }
      for resource in resources {
        add(
          resource, resource["resource"], resource["responseKind"]?["kind"], of: name,
          version["version"]?.text ?? "", isNamespaced: resource["scope"]?.equals("Namespaced") == true)
      }
    }
  }

  private mutating func take(_ group: Node, _ client: KubeClient) async throws(FetchError) {
    guard let name = group["name"]?.text, begins(name) else { return }
    // The version that the server prefers first; what it lacks there may be in another.
    var versions: [UntrustedText] = []
    if let preferred = group["preferredVersion"]?["version"]?.text { versions.append(preferred) }
    if let all = group["versions"]?.elements {
      for version in all {
        if versions.count == Self.versions { break }
        if let text = version["version"]?.text, !versions.contains(text) { versions.append(text) }
      }
    }
    for version in versions {
      do { try await take(version: version, of: name, client) } catch {
        // An aggregated API may be away for itself; what concerns the whole server is thrown.
        guard [.overloaded, .notServed, .protocolViolation].contains(error.code) else { throw error }
        if error.code != .notServed { unavailable[name] = error }
      }
    }
  }

  private mutating func take(
    version: UntrustedText, of group: UntrustedText, _ client: KubeClient
  ) async throws(FetchError) {
    let path: UntrustedText =
      group.isEmpty
      ? "/api/\(version.percentEncoded)" : "/apis/\(group.percentEncoded)/\(version.percentEncoded)"
    let answer = try await client.json(HTTPRequest(.get, path, most: 8 << 20, retries: group.isEmpty ? 4 : 1))
    for resource in try Self.list(answer["resources"], path, client) {
      add(
        resource, resource["name"], resource["kind"], of: group, version,
        isNamespaced: resource["namespaced"]?.bool == true)
    }
  }

  private mutating func add(
    _ node: Node, _ plural: Node?, _ kind: Node?, of group: UntrustedText, _ version: UntrustedText, isNamespaced: Bool
  ) {
    guard let resource = plural?.text, !resource.isEmpty else { return }
    let name = Name(group: group, resource: resource)
    guard places[name] == nil, names.contains(name) else { return }
    let verbs = Set(node["verbs"]?.elements.compactMap(\.text) ?? [])
    guard verbs.contains("list") else { return }
    places[name] = kinds.count
    kinds.append(
      ServedKind(
        group: group, version: version, resource: resource, kind: kind?.text ?? "", isNamespaced: isNamespaced,
        verbs: verbs))
  }
}

extension FetchError {
  fileprivate static func unavailable(group: UntrustedText) -> FetchError {
    FetchError(
      .overloaded, what: group, why: "the server behind this API group does not answer",
      next: "kubectl get apiservices says which; its kinds are unknown until then")
  }
}
