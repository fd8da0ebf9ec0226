import Hardening
import Session
package import TerminalKit
package import TextSafety

/// A form of a few lines of text: what is typed is sent with Enter, and stays where something is wrong with it.
package struct FieldsForm: Dialog {
  package struct Field: Sendable {
    var title: SafeText
    var placeholder: SafeText
    var editor: LineEditor
    /// Columns of the field; nil is all that there are.
    var width: Int?
    /// What stands behind it.
    var note: @Sendable (UntrustedText, Context) -> StyledText

    package init(
      _ title: SafeText, _ text: UntrustedText = "", placeholder: SafeText, width: Int? = nil,
      note: @escaping @Sendable (UntrustedText, Context) -> StyledText = { _, _ in StyledText() }
    ) {
      (self.title, self.placeholder, self.width, self.note) = (title, placeholder, width, note)
      editor = LineEditor(text, isChosen: true)
    }
  }

  /// What the texts come to: what is asked of the session, or which field is wrong and what to do.
  package enum Outcome: Sendable {
    case send(SessionCall)
    case wrong(field: Int, SafeText)
  }

  private static let label = 10

  private let title: StyledText
  private let verb: SafeText
  private var fields: [Field]
  private let outcome: @Sendable ([UntrustedText], Context) -> Outcome
  private var chosen = 0
  private var wrong: SafeText?
  private var isSending = false

  /// - Parameter verb: what Enter does.
  package init(
    _ title: StyledText, verb: SafeText, _ fields: [Field],
    outcome: @escaping @Sendable ([UntrustedText], Context) -> Outcome
  ) {
    (self.title, self.verb, self.fields, self.outcome) = (title, verb, fields, outcome)
  }

  package var hints: [Hint] { [Hint("Enter", verb), Hint("Esc", "cancel"), Hint("Tab", "next field")] }
  package var decides: Bool { true }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .answer(.decide, .failure(let error)):
      isSending = false
      wrong = error.notice.text.safe
    case .paste(let text): fields[chosen].editor.insert(text)
    case .key(let key): return press(key, context)
    case .opened, .changed, .answer: break
    }
    return []
  }

  private mutating func press(_ key: Key, _ context: Context) -> [Intent] {
    wrong = nil
    switch key.name {
    case "esc", "ctrl-c": return [.close]
    case "enter":
      guard !isSending else { return [] }
      switch outcome(fields.map(\.editor.text), context) {
      case .wrong(let field, let text): (chosen, wrong) = (field, text)
      case .send(let call):
        isSending = true
        return [.ask(call, .decide)]
      }
    case "tab", "down": go(to: chosen + 1)
    case "shift-tab", "up": go(to: chosen + fields.count - 1)
    default: _ = fields[chosen].editor.handle(key)
    }
    return []
  }

  private mutating func go(to field: Int) {
    chosen = field % fields.count
    fields[chosen].editor.choose()
  }

  private var height: Int { fields.count + 2 }

  package func sheetHeight(_ context: Context) -> Int? {
    Overlay.sheet(in: Rect(context.size), height: height).height
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let place = Overlay.sheet(in: surface.bounds, height: height)
    let inner = Overlay.draw(title, into: &surface, place)
    surface.within(inner) { part in
      let room = part.bounds.width - FieldsForm.label
      for (y, field) in fields.enumerated() {
        let isHere = y == chosen
        if isHere { part.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
        part.draw(field.title, x: 2, y: y, Style(isHere ? .accent : .dim))
        let width = min(field.width ?? room, room)
        field.editor.draw(
          into: &part, x: FieldsForm.label, y: y, width: width, placeholder: field.placeholder, isFocused: isHere,
          Style(.input, on: .input))
        part.draw(field.note(field.editor.text, context), x: FieldsForm.label + width + 2, y: y)
      }
      guard let wrong else { return }
      part.draw(wrong, x: FieldsForm.label, y: fields.count + 1, width: room, Style(.error))
    }
    surface.back(place, with: .overlay)
  }
}

extension FieldsForm {
  /// What is noted about findings: nothing changes but what is said about them.
  static func note(_ targets: [FindingKey], about what: SafeText) -> FieldsForm {
    var title = StyledText("Note  ", Style(.heading))
    title.append(what, Style(.accent))
    let fields = [
      Field("Note", placeholder: "what others should know"),
      Field("Ticket", placeholder: "where it is followed up", width: 40),
      Field("For", placeholder: "who sees to it", width: 40),
    ]
    return FieldsForm(title, verb: "note", fields) { texts, _ in
      guard texts.contains(where: FieldsForm.says) else {
        return .wrong(field: 0, "Say something: a note, a ticket or somebody.")
      }
      return .send(
        .decide(
          DecisionRequest(act: .note, targets: targets, reason: texts[0], ticket: texts[1], assignee: texts[2])))
    }
  }

  /// Another end, or another reason, of a suppression.
  static func renewal(of entry: DecisionsSnapshot.Entry) -> FieldsForm {
    var title = StyledText("Suppressed  ", Style(.heading))
    title.append(entry.what.safe, Style(.accent))
    let ids = entry.decisions.map(\.id)
    let fields = [
      Field("Until", "30 d", placeholder: "30 d", width: 14) { text, context in ExpiryText.note(text, context) },
      Field("Reason", entry.first.reason, placeholder: "why this risk is accepted"),
    ]
    return FieldsForm(title, verb: "change", fields) { texts, context in
      guard let end = ExpiryText(texts[0], context) else { return .wrong(field: 0, ExpiryText.help(context)) }
      guard FieldsForm.says(texts[1]) else {
        return .wrong(field: 1, "Say why; whoever reads this in a year will want to know.")
      }
      return .send(.renew(ids, reason: texts[1], until: end.seconds))
    }
  }

  /// Whether it is more than blanks.
  static func says(_ text: UntrustedText) -> Bool { text.matches { $0.contains { !$0.isWhitespace } } }
}
