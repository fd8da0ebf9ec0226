package import TextSafety

/// All that screens, exporters and the daemon know of a check.
package struct CheckInfo: Sendable, Hashable {
  package var id: CheckID
  /// The first name the check had; fingerprints are made with it, so a rename loses no decision.
  package var firstID: CheckID
  package var area: Area
  package var severity: Severity
  package var judges: SubjectKind
  /// What it folds beneath when both fail on one subject, nearest first.
  package var under: [CheckID]
  /// Failures that reach less far (one namespace, a role that nobody has) are less severe: one folds beneath another
  /// such check only where that reaches at least as far.
  package var isGradedByReach = false
  /// A few words: `Privileged container`.
  package var title: String
  /// What is wrong where it fails, as a sentence's end after the subject's name: `runs privileged`.
  package var statement: String
  /// What is wrong more exactly, where the evidence shows it: the first that fits counts.
  package var variants: [StatementVariant] = []
  /// Why it matters and what the check looks at: the doc comment of its file.
  package var documentation: String
  /// What to do, in a sentence or two.
  package var remediation: String
  package var references: [Reference]
  /// Peers' ids with their prefixes as in the catalogue: `tv:KSV-0017`.
  package var equivalents: [String]
  package var parameters: [ParameterInfo]
  /// What must be readable, for `checks show` and the rights to ask for.
  package var needs: [Need]

  package init(
    _ id: CheckID, area: Area, severity: Severity, judges: SubjectKind, under: [CheckID] = [], title: String,
    statement: String, remediation: String, references: [Reference] = [], equivalents: [String] = [],
    parameters: [ParameterInfo] = [], needs: [Need] = [], variants: [StatementVariant] = []
  ) {
    self.id = id
    firstID = id
    self.area = area
    self.severity = severity
    self.judges = judges
    self.under = under
    self.title = title
    self.statement = statement
    documentation = ""
    self.remediation = remediation
    self.references = references
    self.equivalents = equivalents
    self.parameters = parameters
    self.needs = needs
    self.variants = variants
  }
}

/// A statement for failures whose evidence shows something of its own.
package struct StatementVariant: Sendable, Hashable {
  /// Members that have to occur in paths of the evidence.
  var members: [UntrustedText]
  /// A value that has to be among the evidence's; nil asks for none.
  var value: FieldValue?
  /// `{}` stands for what the first piece of evidence with the last of the members shows.
  var statement: String

  package init(_ statement: String, showing members: [UntrustedText] = [], value: FieldValue? = nil) {
    self.members = members
    self.value = value
    self.statement = statement
  }

  fileprivate func text(showing evidence: [Evidence]) -> UntrustedText {
    let parts = UntrustedText(statement).split("{")
    guard parts.count == 2, let end = parts[1].droppingPrefix("}"), let member = members.last,
      let shown = evidence.first(where: { $0.path.components.contains(.member(member)) })
    else { return UntrustedText(statement) }
    return "\(parts[0])\(shown.value.enumerated)\(end)"
  }

  fileprivate func fits(_ evidence: [Evidence]) -> Bool {
    members.allSatisfy { member in evidence.contains { $0.path.components.contains(.member(member)) } }
      && (value == nil || evidence.contains { $0.value == value })
  }
}

extension CheckInfo {
  /// What is wrong, as the evidence of a failure shows it.
  package func statement(showing evidence: [Evidence]) -> UntrustedText {
    variants.first { $0.fits(evidence) }?.text(showing: evidence) ?? UntrustedText(statement)
  }
}

extension FieldValue {
  /// The elements of a list as a sentence names them: the first few, and how many more.
  fileprivate var enumerated: UntrustedText {
    guard case .list(let elements) = self else { return text }
    let named = elements.prefix(3).map(\.text).reduce("" as UntrustedText) { $0.isEmpty ? $1 : "\($0), \($1)" }
    return elements.count > 3 ? "\(named) (+\(elements.count - 3))" : named
  }
}

/// Who says so.
package struct Reference: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, Hashable, Codable { case cis, nsa, pss, mitre, url, peer }

  package var kind: Kind
  package var id: String

  package init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id
  }

  package static func cis(_ id: String) -> Reference { Reference(.cis, id) }
  package static func nsa(_ id: String) -> Reference { Reference(.nsa, id) }
  package static func pss(_ id: String) -> Reference { Reference(.pss, id) }
  package static func mitre(_ id: String) -> Reference { Reference(.mitre, id) }
  package static func url(_ id: String) -> Reference { Reference(.url, id) }
}

/// A parameter of a check, set in the configuration under `checks.<id>.<name>`.
package struct ParameterInfo: Sendable, Hashable {
  package var name: String
  package var defaultValue: ParameterValue
  package var documentation: String

  package init(_ name: String, _ defaultValue: ParameterValue, _ documentation: String) {
    self.name = name
    self.defaultValue = defaultValue
    self.documentation = documentation
  }
}

package enum ParameterValue: Sendable, Hashable {
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case list([String])
  /// Not set; the check says what that means.
  case none
}

/// The parameters of one check as configured: what is not set has the declared default.
package struct Parameters: Sendable, Hashable {
  package var values: [String: ParameterValue]

  package init(_ info: CheckInfo, overrides: [String: ParameterValue] = [:]) {
    values = [:]
    for parameter in info.parameters { values[parameter.name] = overrides[parameter.name] ?? parameter.defaultValue }
  }

  package func bool(_ name: String) -> Bool {
    if case .bool(let value) = values[name] { value } else { false }
  }
  package func integer(_ name: String) -> Int64? {
    if case .integer(let value) = values[name] { value } else { nil }
  }
  package func number(_ name: String) -> Double? {
    switch values[name] {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
  package func text(_ name: String) -> String? {
    if case .text(let value) = values[name] { value } else { nil }
  }
  package func list(_ name: String) -> [String] {
    if case .list(let value) = values[name] { value } else { [] }
  }
}
