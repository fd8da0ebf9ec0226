package import TextSafety

/// Why pairs are unknown, and how many of them.
package struct UntrustedReason: Sendable, Hashable, Codable {
  package var text: UntrustedText
  package var count: Int

  package init(_ text: UntrustedText, count: Int) {
    self.text = text
    self.count = count
  }
}

/// A cluster as the fleet shows it and reports head their findings with.
package struct ClusterSummary: Sendable, Hashable, Codable {
  package enum Source: String, Sendable, Hashable, Codable { case file, context, azure, daemon }

  /// uid of kube-system, else `files:` and the name.
  package var id: UntrustedText
  package var name: UntrustedText
  /// The server's version; empty where it is not known.
  package var version: UntrustedText
  package var source: Source
  /// Seconds since 1970.
  package var observedAt: Int64
  /// Everything that should have been read was.
  package var complete: Bool
  /// The twelve areas, those without any evidence included.
  package var areas: [AreaSummary]
  package var workloads: Int

  package init(
    id: UntrustedText, name: UntrustedText, version: UntrustedText, source: Source, observedAt: Int64, complete: Bool,
    areas: [AreaSummary], workloads: Int
  ) {
    self.id = id
    self.name = name
    self.version = version
    self.source = source
    self.observedAt = observedAt
    self.complete = complete
    self.areas = areas
    self.workloads = workloads
  }
}
