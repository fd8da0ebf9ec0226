package import TextSafety

/// Something a person should know that is no finding: a file that could not be read, a field of the wrong type.
package struct Notice: Hashable, Sendable, Codable {
  package var what: UntrustedText
  package var why: UntrustedText
  package var next: UntrustedText
  /// Something that should have been judged was not: exit status 3.
  package var costsCoverage: Bool

  package init(what: UntrustedText, why: UntrustedText, next: UntrustedText, costsCoverage: Bool) {
    self.what = what
    self.why = why
    self.next = next
    self.costsCoverage = costsCoverage
  }

  /// `what: why (next)`, as the error lines of the command line are built.
  package var text: UntrustedText { next.isEmpty ? "\(what): \(why)" : "\(what): \(why) (\(next))" }
}
