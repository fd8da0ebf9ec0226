package import Hardening
package import TextSafety

/// A rule of an admission controller that lets nothing in but images whose signature it has verified.
package struct ImageVerification: Hashable, Sendable {
  /// Patterns of images that it verifies.
  package var images: [ImagePattern]
  /// Of those, the ones that it leaves out.
  package var skipped: [ImagePattern]
  /// Patterns of the namespaces that it holds in; empty: all.
  package var namespaces: [ImagePattern]
  package var excludedNamespaces: [ImagePattern]
  /// A label that the namespace must have.
  package var namespaceLabel: LabelPair?

  package func verifies(_ image: ImageReference) -> Bool {
    images.contains { $0.matches(image) } && !skipped.contains { $0.matches(image) }
  }

  /// Whether it holds in a namespace; nil where the namespace's labels decide and are not known.
  func holds(in namespace: UntrustedText, labels: [LabelPair]?) -> Bool? {
    if !namespaces.isEmpty, !namespaces.contains(where: { $0.matches(namespace) }) { return false }
    if excludedNamespaces.contains(where: { $0.matches(namespace) }) { return false }
    guard let namespaceLabel else { return true }
    return labels.map { $0.value(of: namespaceLabel.key) == namespaceLabel.value }
  }
}

/// A pattern with `*` for any text and `?` for a character. In those of Sigstore's policies `*` ends at a slash, and `**`
/// goes on.
package struct ImagePattern: Hashable, Sendable {
  package var text: UntrustedText
  package var starsEndAtSlashes: Bool

  package init(_ text: UntrustedText, starsEndAtSlashes: Bool = false) {
    self.text = text
    self.starsEndAtSlashes = starsEndAtSlashes
  }

  /// Compares with the canonical name and with the one without Docker Hub's host.
  package func matches(_ image: ImageReference) -> Bool {
    if matches(image.canonical) || matches(image.name) { return true }
    guard image.registry == "docker.io" else { return false }
    let rest = image.canonical.droppingPrefix("docker.io/") ?? ""
    return matches(rest) || matches("index.docker.io/\(rest)") || rest.droppingPrefix("library/").map(matches) ?? false
  }

  package func matches(_ text: UntrustedText) -> Bool {
    self.text.matches { pattern in
      text.matches { ImagePattern.matches(Array(pattern.utf8), Array($0.utf8), starsEndAtSlashes) }
    }
  }

  /// Whether the pattern is the whole of the text: row by row, as far as each beginning of the pattern reaches.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8], _ starsEnd: Bool) -> Bool {
    let star = UInt8(ascii: "*")
    let slash = UInt8(ascii: "/")
    var reached = [Bool](repeating: false, count: text.count + 1)
    reached[0] = true
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      if byte == star {
        let isDouble = index + 1 < pattern.count && pattern[index + 1] == star
        for place in text.indices where reached[place] && (isDouble || !starsEnd || text[place] != slash) {
          reached[place + 1] = true
        }
        index += isDouble ? 2 : 1
        continue
      }
      for place in text.indices.reversed() {
        reached[place + 1] = reached[place] && (byte == UInt8(ascii: "?") || byte == text[place])
      }
      reached[0] = false
      index += 1
    }
    return reached[text.count]
  }
}

/// The images that a constraint of Gatekeeper allows (K8sAllowedRepos, K8sAllowedReposv2).
package struct AllowedRepositories: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var text: UntrustedText
    package var path: FieldPath
  }

  package var entries: Field<[Entry]>
  /// An entry is the whole name, with `*` at its end for a beginning; else every entry is a beginning.
  package var usesStars: Bool
}
