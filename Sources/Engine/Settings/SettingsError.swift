package import TextSafety

/// A configuration that cannot be used. The line names the file, the line in it, and what to do.
package struct SettingsError: Error, Sendable, Hashable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Correct the YAML at the line named.
    package static let syntax = Code(name: "syntax")
    /// Use one of the names that the error lists.
    package static let unknownKey = Code(name: "unknownKey")
    /// Give a value of the kind that the error names.
    package static let wrongValue = Code(name: "wrongValue")
    /// Name a file that exists and may be read.
    package static let unreadable = Code(name: "unreadable")
  }

  package var code: Code
  /// `config.yaml:12`
  package var what: UntrustedText
  package var why: UntrustedText
  package var next: UntrustedText

  package init(code: Code, what: UntrustedText, why: UntrustedText, next: UntrustedText) {
    (self.code, self.what, self.why, self.next) = (code, what, why, next)
  }

  /// `what: why (next)`
  package var text: UntrustedText { next.isEmpty ? "\(what): \(why)" : "\(what): \(why) (\(next))" }
}
