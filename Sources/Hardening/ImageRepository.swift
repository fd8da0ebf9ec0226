package import TextSafety

/// The part of an image reference that stays when its tag moves.
package enum ImageRepository {
  /// `registry.example/app/api` of `registry.example/app/api:1.2@sha256:…`.
  package static func of(_ image: UntrustedText) -> UntrustedText {
    image.map { reference in
      var reference = reference
      return reference.withUTF8 { String(decoding: of($0), as: UTF8.self) }
    }
  }

  /// The same of UTF-8, within it.
  package static func of(_ image: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var name = image[...]
    if let digest = name.firstIndex(of: UInt8(ascii: "@")) { name = name[..<digest] }
    let last = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? name.startIndex
    if let tag = name[last...].firstIndex(of: UInt8(ascii: ":")) { name = name[..<tag] }
    return UnsafeBufferPointer(rebasing: name)
  }
}
