import Hardening
import TextSafety

extension SuppressionRule {
  init(_ reader: inout JSONLineReader) throws(DecisionLineError) {
    var scope: Scope?
    var clusters: Clusters?
    var checks: [CheckID] = []
    var findings: [Fingerprint] = []
    var object: ObjectReference?
    var image: UntrustedText?
    var objects: ObjectPattern?
    try reader.object { (reader, key) throws(DecisionLineError) in
      switch key {
      case "scope": scope = Scope(rawValue: try reader.string())
      case "clusters": clusters = try SuppressionRule.clusters(&reader)
      case "checks":
        try reader.array { reader throws(DecisionLineError) in checks.append(CheckID(try reader.string())) }
      case "findings":
        try reader.array { reader throws(DecisionLineError) in
          guard let finding = Fingerprint(hex: try reader.string()) else {
            throw DecisionLineError("a rule for what is no finding")
          }
          findings.append(finding)
        }
      case "object": object = try ObjectReference(&reader)
      case "objects": objects = try ObjectPattern(&reader)
      case "image": image = UntrustedText(try reader.string())
      default: try reader.skip()
      }
    }
    guard let scope, let clusters else { throw DecisionLineError("a rule without a scope or clusters") }
    self.init(
      scope: scope, clusters: reader.shared.clusters(clusters), checks: reader.shared.checks(checks),
      findings: findings, object: object, image: image,
      objects: objects)
  }

  private static func clusters(_ reader: inout JSONLineReader) throws(DecisionLineError) -> Clusters {
    if reader.isAtString {
      guard try reader.string() == "all" else { throw DecisionLineError("clusters that nobody knows") }
      return .all
    }
    if reader.isAtArray {
      var ids: [UntrustedText] = []
      try reader.array { reader throws(DecisionLineError) in ids.append(reader.shared.text(try reader.string())) }
      return .some(ids)
    }
    var group: String?
    try reader.object { (reader, key) throws(DecisionLineError) in
      if key == "group" { group = try reader.string() } else { try reader.skip() }
    }
    guard let group else { throw DecisionLineError("clusters that nobody knows") }
    return .group(UntrustedText(group))
  }
}

extension ObjectPattern {
  init(_ reader: inout JSONLineReader) throws(DecisionLineError) {
    var pattern = ObjectPattern()
    try reader.object { (reader, key) throws(DecisionLineError) in
      switch key {
      case "kind": pattern.kind = UntrustedText(try reader.string())
      case "namespace": pattern.namespace = UntrustedText(try reader.string())
      case "name": pattern.name = UntrustedText(try reader.string())
      // What a later version narrows it by must not be passed over: it would suppress too much.
      default: throw DecisionLineError("a rule that this version of Bulwark does not know")
      }
    }
    if pattern.isAny { throw DecisionLineError("a rule for all objects, whatever they are called") }
    self = pattern
  }
}

extension ObjectReference {
  init(_ reader: inout JSONLineReader) throws(DecisionLineError) {
    var fields: [String: String] = [:]
    try reader.object { (reader, key) throws(DecisionLineError) in
      if ["group", "kind", "namespace", "name"].contains(key) {
        fields[key] = try reader.string()
      } else {
        try reader.skip()
      }
    }
    guard let kind = fields["kind"] else { throw DecisionLineError("a rule for an object without a kind") }
    self.init(
      group: reader.shared.text(fields["group"] ?? ""), kind: reader.shared.text(kind),
      namespace: reader.shared.text(fields["namespace"] ?? ""), name: UntrustedText(fields["name"] ?? ""))
  }
}

extension JSONLineWriter {
  mutating func member(_ key: StaticString, _ rule: SuppressionRule) {
    self.key(key)
    begin("{")
    member("scope", string: rule.scope.rawValue)
    switch rule.clusters {
    case .all: member("clusters", string: "all")
    case .some(let ids): member("clusters", strings: ids.map(\.raw))
    case .group(let name):
      self.key("clusters")
      begin("{")
      member("group", string: name.raw)
      end("}")
    }
    if !rule.checks.isEmpty { member("checks", strings: rule.checks.map(\.name)) }
    if !rule.findings.isEmpty { member("findings", strings: rule.findings.map(\.hex)) }
    if let object = rule.object {
      self.key("object")
      begin("{")
      member("group", string: object.group.raw)
      member("kind", string: object.kind.raw)
      member("namespace", string: object.namespace.raw)
      member("name", string: object.name.raw)
      end("}")
    }
    if let objects = rule.objects {
      self.key("objects")
      begin("{")
      if let kind = objects.kind { member("kind", string: kind.raw) }
      if let namespace = objects.namespace { member("namespace", string: namespace.raw) }
      if let name = objects.name { member("name", string: name.raw) }
      end("}")
    }
    if let image = rule.image { member("image", string: image.raw) }
    end("}")
  }
}
