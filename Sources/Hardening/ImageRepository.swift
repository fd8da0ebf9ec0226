package import TextSafety

/// The part of an image reference that stays when its tag moves.
package enum ImageRepository {
  /// `registry.example/app/api` of `registry.example/app/api:1.2@sha256:…`.
  package static func of(_ image: UntrustedText) -> UntrustedText {
    image.map { reference in
      var name = reference[...]
      if let digest = name.firstIndex(of: "@") { name = name[..<digest] }
      let last = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
      if let tag = name[last...].firstIndex(of: ":") { name = name[..<tag] }
      return String(name)
    }
  }
}
