package import TextSafety

/// The name of a container image as runtimes read it (github.com/distribution/reference, digests as OCI's image
/// specification has them), in its canonical parts: `nginx` is `docker.io`, `library/nginx`, without tag and digest.
package struct ImageReference: Hashable, Sendable {
  /// The host, in lower case where it has a dot or a port: `docker.io`, `localhost:5000`.
  package let registry: UntrustedText
  /// The path below the registry: `library/nginx`.
  package let repository: UntrustedText
  package let tag: UntrustedText?
  /// With its algorithm: `sha256:…`. Any that the grammar takes: `isPinned` tells whether it pins the image.
  package let digest: UntrustedText?

  /// The first part of a reference that no runtime takes.
  package enum Fault: Error, Hashable, Sendable { case name, tag, digest }

  /// Reads what stands in a manifest. What it throws for would not be pulled by any runtime.
  package init(_ text: UntrustedText) throws(Fault) {
    switch text.parsed(ImageReference.parse) {
    case .success(let reference)?: self = reference
    case .failure(let fault)?: throw fault
    case nil: throw .name
    }
  }

  private init(registry: String, repository: String, tag: Substring?, digest: Substring?) {
    self.registry = UntrustedText(registry)
    self.repository = UntrustedText(repository)
    self.tag = tag.map { UntrustedText(String($0)) }
    self.digest = digest.map { UntrustedText(String($0)) }
  }

  /// Whether a digest of a registered algorithm names the image (OCI image specification, descriptor.md, "Registered
  /// algorithms"): sha256, sha512 or blake3. Nobody checks others, and md5 or sha1 could be forged.
  package var isPinned: Bool {
    guard let digest else { return false }
    return ["sha256:", "sha512:", "blake3:"].contains { digest.hasPrefix($0 as String) }
  }

  /// The image without tag and digest: `docker.io/library/nginx`.
  package var name: UntrustedText { "\(registry)/\(repository)" }

  /// The whole: `docker.io/library/nginx:1.27@sha256:…`; a tag that is not written, where no digest is, is `latest`.
  package var canonical: UntrustedText {
    var text = name
    if let tag = tag ?? (digest == nil ? "latest" : nil) { text = "\(text):\(tag)" }
    if let digest { text = "\(text)@\(digest)" }
    return text
  }

  /// Whether the image is a configured one or lies below it by whole parts of the path: `ghcr.io/acme` holds
  /// `ghcr.io/acme/web`, not `ghcr.io/acmeevil/web`. Entries without a registry mean Docker Hub's, as in images.
  package func isBelow(_ entry: String) -> Bool {
    let entry = entry.hasSuffix("/") ? entry.dropLast() : entry[...]
    if entry.isEmpty { return false }
    return ImageReference.spellings(of: entry).contains { spelling in
      name.matches { $0 == spelling || $0.hasPrefix(spelling + "/") }
    }
  }

  private static func spellings(of entry: Substring) -> [String] {
    let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if isRegistry(parts[0]) {
      let registry = canonicalRegistry(parts[0])
      return parts.count == 1 ? [registry] : ["\(registry)/\(parts[1])"]
    }
    return parts.count == 1 ? ["docker.io/\(entry)", "docker.io/library/\(entry)"] : ["docker.io/\(entry)"]
  }
}

extension ImageReference {
  /// The longest path that registries take, and the longest tag, in bytes.
  private static let longestPath = 255
  private static let longestTag = 128

  private static func parse(_ text: String) -> Result<ImageReference, Fault>? {
    var rest = text[...]
    var digest: Substring?
    if let at = rest.firstIndex(of: "@") {
      digest = rest[rest.index(after: at)...]
      rest = rest[..<at]
    }
    var tag: Substring?
    let pathStart = rest.lastIndex(of: "/").map { rest.index(after: $0) } ?? rest.startIndex
    if let colon = rest[pathStart...].lastIndex(of: ":") {
      tag = rest[rest.index(after: colon)...]
      rest = rest[..<colon]
    }
    var registry = "docker.io"
    let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, isRegistry(parts[0]) {
      guard isHost(parts[0]) else { return .failure(.name) }
      registry = canonicalRegistry(parts[0])
      rest = parts[1]
    } else if parts.count == 1, isIdentifier(rest) {
      // 64 hexadecimal digits are an image's id, which names no repository.
      return .failure(.name)
    }
    guard isPath(rest) else { return .failure(.name) }
    let repository = registry == "docker.io" && !rest.contains("/") ? "library/\(rest)" : String(rest)
    guard repository.utf8.count <= longestPath else { return .failure(.name) }
    if let tag, !isTag(tag) { return .failure(.tag) }
    if let digest, !isDigest(digest) { return .failure(.digest) }
    return .success(ImageReference(registry: registry, repository: repository, tag: tag, digest: digest))
  }

  /// Whether the part before the first slash is a host and not the first part of a path on Docker Hub.
  private static func isRegistry(_ part: Substring) -> Bool {
    part == "localhost" || part.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || isUpper($0) }
  }

  /// Hosts have no case, but a capital alone may be what tells one from a path; Docker Hub has two names.
  private static func canonicalRegistry(_ part: Substring) -> String {
    let lower = part.lowercased()
    guard isRegistry(lower[...]) else { return String(part) }
    return lower == "index.docker.io" ? "docker.io" : lower
  }

  private static func isHost(_ text: Substring) -> Bool {
    var host = text
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return false }
      let address = text[text.index(after: text.startIndex)..<end].utf8
      guard !address.isEmpty, address.allSatisfy({ isHex($0) || isUpperHex($0) || $0 == UInt8(ascii: ":") }) else {
        return false
      }
      let rest = text[text.index(after: end)...]
      return rest.isEmpty || (rest.first == ":" && isNumber(rest.dropFirst()))
    }
    if let colon = text.firstIndex(of: ":") {
      guard isNumber(text[text.index(after: colon)...]) else { return false }
      host = text[..<colon]
    }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  /// Lower-case letters and digits, between them `.`, `_`, `__` or any number of `-`.
  private static func isPath(_ text: Substring) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { component in
      guard let first = component.utf8.first, let last = component.utf8.last, isLowOrDigit(first), isLowOrDigit(last)
      else { return false }
      return component.split(whereSeparator: { $0.utf8.allSatisfy(isLowOrDigit) }).allSatisfy { separator in
        separator == "." || separator == "_" || separator == "__" || separator.allSatisfy { $0 == "-" }
      }
    }
  }

  private static func isTag(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= longestTag else { return false }
    let isWord = { (byte: UInt8) in isAlphanumeric(byte) || byte == UInt8(ascii: "_") }
    return isWord(first)
      && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  /// Digits in hexadecimal of the algorithms whose digests have one form.
  private static let digestDigits = ["sha256": 64, "sha384": 96, "sha512": 128, "blake3": 64]

  private static func isDigest(_ text: Substring) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let algorithm = text[..<colon]
    let encoded = text[text.index(after: colon)...]
    if let digits = digestDigits[String(algorithm)] {
      return encoded.utf8.count == digits && encoded.utf8.allSatisfy(isHex)
    }
    let separators = Set("+._-")
    return algorithm.split(whereSeparator: separators.contains).count
      == algorithm.count(where: separators.contains) + 1
      && algorithm.allSatisfy { separators.contains($0) || $0.utf8.allSatisfy(isLowOrDigit) }
      && !encoded.isEmpty
      && encoded.utf8.allSatisfy {
        isAlphanumeric($0) || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
  }

  private static func isIdentifier(_ text: Substring) -> Bool { text.utf8.count == 64 && text.utf8.allSatisfy(isHex) }

  private static func isNumber(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isDigit) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
  private static func isLowOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte >= 97 && byte <= 122) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowOrDigit(byte) || isUpper(byte) }
  private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte >= 97 && byte <= 102) }
  private static func isUpperHex(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 70 }
}
