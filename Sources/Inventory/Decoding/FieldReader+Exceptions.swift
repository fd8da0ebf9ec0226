import Documents
import Foundation
import Hardening
import TextSafety

extension FieldReader {
  /// The exceptions that annotations make for other tools, in order of their keys. A tool reads an object's own
  /// annotations; kube-score and checkov read those of its pod template too.
  mutating func exceptions(_ metadata: Node?, template: Node?) -> AnnotationExceptions {
    var found: [AnnotationException] = []
    if let annotations = metadata?["annotations"], annotations.kind == .map {
      found = exceptions(annotations)
      found += kubescape(annotations)
    }
    if let annotations = template?["annotations"], annotations.kind == .map {
      found += exceptions(annotations).filter { $0.tool == .kubeScore || $0.tool == .checkov }
    }
    if found.isEmpty { return .none }
    let exceptions = AnnotationExceptions(found.count < 2 ? found : found.sorted { $0.key < $1.key })
    guard exceptions.ids <= AnnotationExceptions.mostIDs else {
      let node = metadata?["annotations"] ?? template?["annotations"]
      if let node {
        excuse(
          FieldPath().appending("metadata.annotations"), node,
          "at most \(AnnotationExceptions.mostIDs) exceptions from checks")
      }
      return .none
    }
    return exceptions
  }

  private func exceptions(_ annotations: Node) -> [AnnotationException] {
    var found: [AnnotationException] = []
    for (key, value) in annotations.members {
      guard let text = value.isNull ? "" : value.scalar else { continue }
      if let exception = AnnotationException(kubeLinter: key, text) ?? AnnotationException(kubeScore: key, text)
        ?? AnnotationException(polaris: key, text) ?? AnnotationException(checkov: key, text)
      {
        found.append(exception)
      }
    }
    return found
  }

  /// kubescape has three annotations for one exception. One whose end cannot be read is none, there and here.
  private mutating func kubescape(_ annotations: Node) -> [AnnotationException] {
    let key: UntrustedText = "kubescape.io/skip-controls"
    guard let list = annotations[member: key]?.scalar else { return [] }
    let ids = list.listed
    if ids.isEmpty { return [] }
    var until: Int64?
    if let node = annotations["kubescape.io/skip-expiry"], let text = node.scalar, !text.isEmpty {
      until = text.parsed { text in
        (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970.rounded(.down)) }
      }
      if until == nil {
        excuse(
          FieldPath().appending("metadata.annotations").appending(member: "kubescape.io/skip-expiry"), node,
          "a time such as 2026-12-31T23:59:59Z")
        return []
      }
    }
    let reason = annotations["kubescape.io/skip-reason"]?.scalar ?? ""
    return [AnnotationException(tool: .kubescape, scope: .checks(ids), key: key, reason: reason, until: until)]
  }
}

extension AnnotationException {
  /// `ignore-check.kube-linter.io/<check>: reason`, `kube-linter.io/ignore-all: reason`
  fileprivate init?(kubeLinter key: UntrustedText, _ value: UntrustedText) {
    if key == "kube-linter.io/ignore-all" {
      self.init(tool: .kubeLinter, scope: .everything, key: key, reason: value)
    } else if let id = key.dropping(prefix: "ignore-check.kube-linter.io/") {
      self.init(tool: .kubeLinter, scope: .checks([id]), key: key, reason: value)
    } else {
      return nil
    }
  }

  /// `kube-score/ignore: id,id`, `kube-score/skip: "true"`
  fileprivate init?(kubeScore key: UntrustedText, _ value: UntrustedText) {
    if key == "kube-score/skip", value.lowercasedASCII == "true" {
      self.init(tool: .kubeScore, scope: .everything, key: key)
    } else if key == "kube-score/ignore" {
      var ids = value.listed
      if ids.isEmpty { return nil }
      // It takes what is ignored of a container's resources for what is ignored of its ephemeral storage.
      if ids.contains("container-resources") { ids.append("container-ephemeral-storage-request-and-limit") }
      self.init(tool: .kubeScore, scope: ids.contains("*") ? .everything : .checks(ids), key: key)
    } else {
      return nil
    }
  }

  /// `polaris.fairwinds.com/exempt: "true"`, `polaris.fairwinds.com/<check>-exempt: "true"`
  fileprivate init?(polaris key: UntrustedText, _ value: UntrustedText) {
    guard let name = key.dropping(prefix: "polaris.fairwinds.com/"), value.lowercasedASCII == "true" else { return nil }
    if name == "exempt" {
      self.init(tool: .polaris, scope: .everything, key: key)
    } else if let id = name.droppingSuffix("-exempt") {
      self.init(tool: .polaris, scope: .checks([id]), key: key)
    } else {
      return nil
    }
  }

  /// `checkov.io/skip1: CKV_K8S_20=reason`, with any number
  fileprivate init?(checkov key: UntrustedText, _ value: UntrustedText) {
    guard key.hasPrefix("checkov.io/skip") || key.hasPrefix("bridgecrew.io/skip") else { return nil }
    let parts = value.split("=")
    let id = parts[0].trimmed
    if id.isEmpty { return nil }
    let reason = parts.dropFirst().reduce(into: UntrustedText("")) { reason, part in
      reason = reason.isEmpty ? part : "\(reason)=\(part)"
    }
    self.init(tool: .checkov, scope: .checks([id]), key: key, reason: reason.trimmed)
  }
}

extension UntrustedText {
  /// The parts between commas without blanks around them, empty ones left out.
  fileprivate var listed: [UntrustedText] { split(",").map(\.trimmed).filter { !$0.isEmpty } }

  fileprivate var trimmed: UntrustedText { map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } }

  /// The text behind a prefix; nil where it does not begin so, or where nothing stands behind it.
  fileprivate func dropping(prefix: String) -> UntrustedText? {
    guard hasPrefix(prefix) else { return nil }
    let rest = map { String(decoding: $0.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) }
    return rest.isEmpty ? nil : rest
  }
}
