package import Hardening
import Session
import TerminalKit
package import TextSafety

/// The form of a suppression: what it reaches, why, until when; and what it will hide, before it hides it.
package struct SuppressForm: Dialog {
  /// What it is about.
  package struct Subject: Sendable {
    package var targets: [FindingKey]
    /// What several findings are called.
    package var what: SafeText = "marked"
    /// Of a single finding; nil where there are several, or it is not known.
    package var check: SafeText?
    package var subject: SafeText?
    package var object: SafeText?
    package var namespace: SafeText?
    package var image: SafeText?
    /// Names of the targets' clusters.
    package var clusters: [SafeText]
    /// Groups that all of those are in.
    package var groups: [UntrustedText] = []
  }

  enum Field: Int, CaseIterable { case scope, clusters, reason, until }

  struct Choice<Value: Sendable>: Sendable {
    var value: Value
    var title: SafeText
  }

  let subject: Subject
  let scopes: [Choice<SuppressionRule.Scope>]
  let clusters: [Choice<DecisionRequest.ClusterScope>]
  var field = Field.reason
  var scope = 0
  var cluster = 0
  var reason: LineEditor
  var until: LineEditor
  /// What it would do; nil while that is not answered.
  var preview: DecisionPreview?
  /// All that has to be put right.
  var wrong: [SafeText] = []
  var isSending = false

  package init(_ subject: Subject, _ context: Context) {
    self.subject = subject
    scopes = SuppressForm.scopes(subject)
    let own: SafeText = subject.clusters.count == 1 ? subject.clusters[0] : "their clusters"
    let groups = subject.groups.prefix(4).map { name in
      Choice(value: DecisionRequest.ClusterScope.group(name), title: name.safe.truncated(to: 24))
    }
    clusters = [Choice(value: .this, title: own)] + groups + [Choice(value: .all, title: "all clusters")]
    reason = LineEditor(context.known.lastReason, isChosen: true)
    until = LineEditor(context.known.lastUntil, isChosen: true)
  }

  private static func scopes(_ subject: Subject) -> [Choice<SuppressionRule.Scope>] {
    guard subject.check != nil else {
      let these: SafeText =
        subject.targets.count == 1 ? "this finding" : "these \(CountText.of(subject.targets.count)) findings"
      return [
        Choice(value: .finding, title: these), Choice(value: .workload, title: "their workloads"),
        Choice(value: .namespace, title: "their namespaces"), Choice(value: .check, title: "their checks everywhere"),
      ]
    }
    var scopes = [Choice(value: SuppressionRule.Scope.finding, title: "this finding")]
    if let object = subject.object { scopes.append(Choice(value: .workload, title: object.truncated(to: 30))) }
    if let namespace = subject.namespace {
      scopes.append(Choice(value: .namespace, title: "namespace \(namespace.truncated(to: 30))"))
    }
    if subject.image != nil { scopes.append(Choice(value: .image, title: "its image")) }
    scopes.append(Choice(value: .check, title: "check everywhere"))
    return scopes
  }

  package var decides: Bool { true }

  package var hints: [Hint] {
    [Hint("Enter", "suppress"), Hint("Esc", "cancel"), Hint("Tab", "next field"), Hint("← →", "choose")]
  }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .opened, .changed: return [ask(context)]
    case .answer(.preview, .success(.preview(let preview))):
      self.preview = preview
      return []
    case .answer(.decide, .failure(let error)):
      isSending = false
      wrong = [error.notice.text.safe]
      return []
    case .answer(_, .failure(let error)):
      wrong = [error.notice.text.safe]
      return []
    case .answer: return []
    case .paste(let text):
      edit { $0.insert(text) }
      return field == .until ? [ask(context)] : []
    case .key(let key): return press(key, context)
    }
  }

  private mutating func press(_ key: Key, _ context: Context) -> [Intent] {
    wrong = []
    switch key.name {
    case "esc", "ctrl-c": return [.close]
    case "enter": return send(context)
    case "tab", "down": move(by: 1)
    case "shift-tab", "up": move(by: -1)
    default:
      switch (field, key.name) {
      case (.scope, "right"), (.scope, "space"), (.scope, "l"): scope = (scope + 1) % scopes.count
      case (.scope, "left"), (.scope, "h"): scope = (scope + scopes.count - 1) % scopes.count
      case (.clusters, "right"), (.clusters, "space"), (.clusters, "l"): cluster = (cluster + 1) % clusters.count
      case (.clusters, "left"), (.clusters, "h"): cluster = (cluster + clusters.count - 1) % clusters.count
      case (.scope, _), (.clusters, _): return []
      case (.reason, _), (.until, _): edit { _ = $0.handle(key) }
      }
      return field == .reason ? [] : [ask(context)]
    }
    return []
  }

  private mutating func move(by step: Int) {
    let fields = Field.allCases
    field = fields[(field.rawValue + step + fields.count) % fields.count]
    edit { $0.choose() }
  }

  private mutating func edit(_ change: (inout LineEditor) -> Void) {
    switch field {
    case .reason: change(&reason)
    case .until: change(&until)
    case .scope, .clusters: break
    }
  }

  /// The act as the form says it; nil where its end cannot be read.
  func request(_ context: Context) -> DecisionRequest? {
    guard let end = ExpiryText(until.text, context) else { return nil }
    return DecisionRequest(
      act: .suppress, targets: subject.targets, scope: scopes[scope].value, clusters: clusters[cluster].value,
      reason: reason.text, until: end.seconds)
  }

  private mutating func ask(_ context: Context) -> Intent {
    preview = nil
    var request = request(context) ?? DecisionRequest(act: .suppress, targets: subject.targets)
    // What it hides does not depend on why, and is shown before a person has said why.
    request.reason = "not said yet"
    return .ask(.preview(request), .preview)
  }

  private mutating func send(_ context: Context) -> [Intent] {
    guard !isSending else { return [] }
    let request = request(context)
    if request == nil {
      field = .until
      wrong.append(ExpiryText.help(context))
    }
    if !FieldsForm.says(reason.text) {
      field = .reason
      wrong.insert("Reason: say why; whoever reads this in a year will want to know.", at: 0)
    }
    guard wrong.isEmpty, let request else { return [] }
    isSending = true
    return [.ask(.decide(request), .decide), .remember(reason: reason.text, until: until.text)]
  }
}
