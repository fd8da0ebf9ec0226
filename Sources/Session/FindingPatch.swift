package import Hardening
package import TextSafety

/// What mends one finding, to be read and copied. Nothing of it is ever run or sent to a cluster.
package struct FindingPatch: Sendable, Hashable, Codable, Identifiable {
  package var id: FindingKey
  /// `privileged on deploy/api [web] (prod-weu)`
  package var title: UntrustedText
  /// What to do, in words.
  package var text: String
  /// A line for a shell; nil where there is none, which `text` explains.
  package var kubectl: UntrustedText?
  /// The fields to change, or the object to create, as YAML by lines; empty where only a person can know.
  package var yaml: [UntrustedText]

  package init(
    id: FindingKey, title: UntrustedText, text: String, kubectl: UntrustedText?, yaml: [UntrustedText]
  ) {
    (self.id, self.title, self.text, self.kubectl, self.yaml) = (id, title, text, kubectl, yaml)
  }
}
