package import TextSafety

/// A whole source that could not be read to its end. The documents before the break have been handed out.
package struct DocumentError: Error, Sendable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Check the file and its permissions, then try again.
    package static let unreadable = Code(name: "unreadable")
    /// Compress the file again, or fetch it again: it is damaged or cut short.
    package static let gzip = Code(name: "gzip")
    /// Split the file: it is larger than the limit.
    package static let tooLarge = Code(name: "tooLarge")
    /// Nothing: a server sent what is no JSON. It is asked again.
    package static let syntax = Code(name: "syntax")
  }

  package var code: Code
  /// Why, in a few words, for a message.
  package var why: UntrustedText
  package var underlying: (any Error)?
}
