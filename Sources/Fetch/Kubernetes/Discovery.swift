import Documents
package import TextSafety

/// A kind as a server serves it.
package struct ServedKind: Sendable, Hashable {
  package var group: UntrustedText
  package var version: UntrustedText
  /// Plural, as in paths.
  package var resource: UntrustedText
  package var kind: UntrustedText
  package var isNamespaced: Bool
  package var verbs: Set<UntrustedText>

  package init(
    group: UntrustedText, version: UntrustedText, resource: UntrustedText, kind: UntrustedText, isNamespaced: Bool,
    verbs: Set<UntrustedText>
  ) {
    self.group = group
    self.version = version
    self.resource = resource
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.verbs = verbs
  }

  /// `apps/v1`, `v1`.
  package var apiVersion: UntrustedText { group.isEmpty ? version : "\(group)/\(version)" }

  /// All objects of the cluster: `/apis/apps/v1/deployments`.
  package var path: UntrustedText {
    let place = resource.percentEncoded
    return group.isEmpty
      ? "/api/\(version.percentEncoded)/\(place)"
      : "/apis/\(group.percentEncoded)/\(version.percentEncoded)/\(place)"
  }

  /// One object of the cluster.
  package func path(to name: UntrustedText, in namespace: UntrustedText) -> UntrustedText {
    guard isNamespaced, !namespace.isEmpty else { return "\(path)/\(name.percentEncoded)" }
    let root: UntrustedText =
      group.isEmpty
      ? "/api/\(version.percentEncoded)" : "/apis/\(group.percentEncoded)/\(version.percentEncoded)"
    return "\(root)/namespaces/\(namespace.percentEncoded)/\(resource.percentEncoded)/\(name.percentEncoded)"
  }

  /// `deployments.apps`, as in RBAC and on the command line.
  package var name: UntrustedText { group.isEmpty ? resource : "\(resource).\(group)" }
}

/// What a server serves: each kind once, in the version that it prefers.
package struct Discovery: Sendable {
  package private(set) var kinds: [ServedKind] = []
  /// Groups whose server does not answer now (an aggregated API without a backend), by name.
  package private(set) var unavailable: [UntrustedText: FetchError] = [:]

  private static let aggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

  /// Asks a server. By the aggregated answer where it has one (Kubernetes 1.26 on), else group by group, those alone
  /// that are wanted.
  package static func of(_ client: KubeClient, groups wanted: Set<UntrustedText>) async throws(FetchError) -> Discovery
  {
    var found = Discovery()
    for root in ["/api", "/apis"] as [UntrustedText] {
      let answer = try await client.json(HTTPRequest(.get, root, accept: aggregated, most: 32 << 20))
      if answer["kind"]?.equals("APIGroupDiscoveryList") == true {
        for group in answer["items"]?.elements.map({ $0 }) ?? [] { found.take(aggregated: group, wanted) }
      } else if root == "/api" {
        try await found.take(version: "v1", of: "", client)
      } else {
        for group in answer["groups"]?.elements.map({ $0 }) ?? [] { try await found.take(group, wanted, client) }
      }
    }
    return found
  }

  /// The kind of a group by its plural.
  package func kind(_ group: UntrustedText, _ resource: UntrustedText) -> ServedKind? {
    kinds.first { $0.group == group && $0.resource == resource }
  }

  private mutating func take(aggregated group: Node, _ wanted: Set<UntrustedText>) {
    let name = group["metadata"]?["name"]?.text ?? ""
    guard wanted.contains(name) else { return }
    for version in group["versions"]?.elements.map({ $0 }) ?? [] {
      if version["freshness"]?.equals("Stale") == true {
        unavailable[name] = .unavailable(group: name)
      }
      for resource in version["resources"]?.elements.map({ $0 }) ?? [] {
        add(
          ServedKind(
            group: name, version: version["version"]?.text ?? "", resource: resource["resource"]?.text ?? "",
            kind: resource["responseKind"]?["kind"]?.text ?? "",
            isNamespaced: resource["scope"]?.equals("Namespaced") == true, verbs: Self.verbs(resource)))
      }
    }
  }

  private mutating func take(
    _ group: Node, _ wanted: Set<UntrustedText>, _ client: KubeClient
  ) async throws(FetchError) {
    guard let name = group["name"]?.text, wanted.contains(name) else { return }
    let preferred = group["preferredVersion"]?["version"]?.text
    var versions = group["versions"]?.elements.compactMap { $0["version"]?.text } ?? []
    // The version that the server prefers first; what it lacks there may be in another.
    if let preferred { versions = [preferred] + versions.filter { $0 != preferred } }
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
    for resource in answer["resources"]?.elements.map({ $0 }) ?? [] {
      add(
        ServedKind(
          group: group, version: version, resource: resource["name"]?.text ?? "", kind: resource["kind"]?.text ?? "",
          isNamespaced: resource["namespaced"]?.bool == true, verbs: Self.verbs(resource)))
    }
  }

  private static func verbs(_ resource: Node) -> Set<UntrustedText> {
    Set(resource["verbs"]?.elements.compactMap(\.text) ?? [])
  }

  /// Subresources (`pods/log`) are none of what is listed.
  private mutating func add(_ kind: ServedKind) {
    guard !kind.resource.isEmpty, !kind.resource.matches({ $0.contains("/") }), kind.verbs.contains("list"),
      self.kind(kind.group, kind.resource) == nil
    else { return }
    kinds.append(kind)
  }
}

extension FetchError {
  fileprivate static func unavailable(group: UntrustedText) -> FetchError {
    FetchError(
      .overloaded, what: group, why: "the server behind this API group does not answer",
      next: "kubectl get apiservices says which; its kinds are unknown until then")
  }
}
