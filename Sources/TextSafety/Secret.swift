/// A token, a password, a key. It prints as `•••`, reflects as nothing, and refuses to be encoded, so that it ends in no
/// log, no dump and no snapshot by accident.
package struct Secret: Sendable {
  private let value: String

  package init(_ value: String) { self.value = value }
  package init(_ value: UntrustedText) { self.value = value.raw }

  package var isEmpty: Bool { value.isEmpty }

  /// Lends the secret to the one place that needs it. The closure must not let it escape.
  package func reveal<Result, Failure: Error>(_ body: (String) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(value)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "•••" }
  package var debugDescription: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret: Equatable {
  /// Takes as long for the first differing byte as for the last.
  package static func == (a: Secret, b: Secret) -> Bool {
    let (left, right) = (Array(a.value.utf8), Array(b.value.utf8))
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}

extension Secret: Codable {
  /// A secret was about to be written or read together with other data. Read it from its own source instead.
  package struct NotCodable: Error {}

  package init(from decoder: any Decoder) throws { throw NotCodable() }
  package func encode(to encoder: any Encoder) throws { throw NotCodable() }
}
