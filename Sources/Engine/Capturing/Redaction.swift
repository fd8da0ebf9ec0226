import Documents
import TextSafety

/// What a capture leaves out: the values of Secrets and ConfigMaps, wherever one stands, and what servers keep beside
/// objects.
enum Redaction {
  /// For an object. A list says of its items what they do not say themselves.
  static func rule(listKind: UntrustedText?) -> NodeWriter.Rule {
    guard let listKind else { return object }
    return isSecret(listKind) ? secret : isConfigMap(listKind) ? configMap : object
  }

  /// For what a server lists as objects of a kind, whatever the objects say themselves; what they say is left out.
  static func rule(of kind: UntrustedText) -> NodeWriter.Rule {
    let inner = rule(listKind: kind)
    return NodeWriter.Rule { map, key, value in
      ["apiVersion", "kind"].contains(key) ? .dropped : inner.decide(map, key, value)
    }
  }

  private static let object = NodeWriter.Rule { map, key, value in ofObject(map, key, value) }

  private static func ofObject(_ map: Node, _ key: UntrustedText, _ value: Node) -> NodeWriter.Member {
    if map["kind"]?.text.map(isSecret) == true { return ofSecret(key, value) }
    if map["kind"]?.text.map(isConfigMap) == true { return ofConfigMap(key, value) }
    return key == "metadata" ? .kept(metadata) : .kept(object)
  }

  /// A ConfigMap keeps the names of its keys: passwords are found among the values.
  private static let configMap = NodeWriter.Rule { _, key, value in ofConfigMap(key, value) }

  private static func ofConfigMap(_ key: UntrustedText, _ value: Node) -> NodeWriter.Member {
    switch key {
    case "metadata": .kept(metadata)
    case "items": .kept(configMap)
    case "apiVersion", "kind", "immutable": value.count == 0 ? .all : .dropped
    case "data": value.kind == .map ? .kept(configMapData) : .dropped
    case "binaryData": value.kind == .map ? .blank : .dropped
    default: .dropped
    }
  }

  /// What checks read of an ingress controller's settings.
  private static let configMapData = NodeWriter.Rule { _, key, value in
    let kept: [UntrustedText] = [
      "allow-snippet-annotations", "enable-modsecurity", "modsecurity-snippet",
    ]
    return kept.contains(key) && value.count == 0 ? .all : .blank
  }

  /// A Secret keeps its names and the names of its keys. Members that it should not have (`stringdata`) are not looked
  /// at: they may be misspelt values.
  private static let secret = NodeWriter.Rule { _, key, value in ofSecret(key, value) }

  private static func ofSecret(_ key: UntrustedText, _ value: Node) -> NodeWriter.Member {
    if ["apiVersion", "kind", "type", "immutable"].contains(key) { return value.count == 0 ? .all : .dropped }
    if key == "items" { return .kept(secret) }
    if key == "metadata" { return .kept(secretMetadata) }
    return ["data", "stringData"].contains(key) && value.kind == .map ? .blank : .dropped
  }

  private static let metadata = NodeWriter.Rule { _, key, _ in
    if key == "managedFields" { return .dropped }
    return key == "annotations" ? .kept(annotations) : .kept(object)
  }

  private static let annotations = NodeWriter.Rule { _, key, _ in
    // A copy of the whole object, as kubectl leaves it.
    key == "kubectl.kubernetes.io/last-applied-configuration" ? .dropped : .all
  }

  private static let secretMetadata = NodeWriter.Rule { _, key, value in
    if key == "annotations" { return .kept(secretAnnotations) }
    let kept: [UntrustedText] = [
      "name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp", "labels", "ownerReferences",
    ]
    guard kept.contains(key) else { return .dropped }
    return value.count == 0 || ["labels", "ownerReferences"].contains(key) ? .all : .dropped
  }

  /// Tools keep copies of Secrets in annotations. What stays are exceptions for other tools, which reports honour; in
  /// them, nothing in braces and nothing long.
  private static let secretAnnotations = NodeWriter.Rule { _, key, value in
    guard key.matches(isException) else { return .dropped }
    let isCopy = value.text?.matches { $0.utf8.count > 128 || $0.contains("{") } ?? (value.count > 0)
    return isCopy ? .dropped : .all
  }

  private static func isException(_ key: String) -> Bool {
    [
      "ignore-check.kube-linter.io/", "kube-linter.io/ignore-all", "kube-score/", "polaris.fairwinds.com/",
      "checkov.io/skip", "bridgecrew.io/skip", "kubescape.io/skip-",
    ].contains(where: key.hasPrefix)
  }

  private static func isSecret(_ kind: UntrustedText) -> Bool {
    let kind = kind.map { $0.filter { !$0.isWhitespace } }.lowercasedASCII
    return kind == "secret" || kind == "secretlist"
  }
  private static func isConfigMap(_ kind: UntrustedText) -> Bool {
    let kind = kind.map { $0.filter { !$0.isWhitespace } }.lowercasedASCII
    return kind == "configmap" || kind == "configmaplist"
  }
}
