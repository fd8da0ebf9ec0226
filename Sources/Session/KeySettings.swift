package import TextSafety

/// Which keys a person wants for what, as a configuration says it: names that the dashboard looks up.
package struct KeySettings: Sendable, Hashable {
  /// The keys of one action, instead of those of the preset.
  package struct Binding: Sendable, Hashable {
    package var action: UntrustedText
    package var keys: [UntrustedText]
    /// Where it stands in the file, from 1.
    package var line: Int

    package init(action: UntrustedText, keys: [UntrustedText], line: Int) {
      (self.action, self.keys, self.line) = (action, keys, line)
    }
  }

  package var preset: UntrustedText = "k9s"
  package var presetLine = 0
  package var bindings: [Binding] = []

  package init() {}
}
