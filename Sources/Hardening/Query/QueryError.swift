package import TextSafety

/// Why a text is no query, and where.
package struct QueryError: Error, Sendable, Hashable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Use one of the keys that the error lists, or quote what shall be searched as it stands.
    package static let unknownKey = Code(name: "unknownKey")
    /// The key comes with a later version: leave it out.
    package static let notYet = Code(name: "notYet")
    /// Give a value of the kind that the error names.
    package static let wrongValue = Code(name: "wrongValue")
    /// Close the quote, give the value, write the operator that the error names.
    package static let syntax = Code(name: "syntax")
    /// Shorten the query.
    package static let tooLong = Code(name: "tooLong")
  }

  package var code: Code
  /// Characters before the place, plus one.
  package var column: Int
  package var why: UntrustedText
  package var next: UntrustedText

  package init(_ code: Code, column: Int, why: UntrustedText, next: UntrustedText) {
    self.code = code
    self.column = column
    self.why = why
    self.next = next
  }

  /// The error as screens and the command line tell it.
  package var notice: Notice {
    Notice(what: "filter, column \(column)", why: why, next: next, costsCoverage: false)
  }
}
