package import TerminalKit
package import TextSafety

/// The line in which a filter is typed. The list shows what it leaves while it is typed; Enter keeps it, Esc is as
/// before.
package struct FilterPrompt: Dialog {
  private var editor: LineEditor
  private let view: ViewName
  private let complaint: @Sendable (UntrustedText) -> SafeText?
  /// What is wrong with what is typed.
  private var wrong: SafeText?

  package init(
    _ filter: UntrustedText, _ view: ViewName, complaint: @escaping @Sendable (UntrustedText) -> SafeText?
  ) {
    editor = LineEditor(filter)
    self.view = view
    self.complaint = complaint
  }

  package var isPrompt: Bool { true }
  package var hints: [Hint] { [Hint("Enter", "keep"), Hint("Esc", "drop")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .key(let key):
      switch key.name {
      case "enter":
        if wrong != nil { return [] }
        return [.close, .tell(.filtered(keep: true))]
      case "esc", "ctrl-c": return [.close, .tell(.filtered(keep: false))]
      case "backspace" where editor.isEmpty: return [.close, .tell(.filtered(keep: true))]
      default:
        let before = editor.text
        _ = editor.handle(key)
        return editor.text == before ? [] : typed()
      }
    case .paste(let text):
      editor.insert(text)
      return typed()
    case .opened: return [.tell(.filtering(editor.text))]
    case .answer, .changed: return []
    }
  }

  /// While the last word is not understood yet, the list shows what those before it leave.
  private mutating func typed() -> [Intent] {
    wrong = complaint(editor.text)
    if wrong == nil { return [.tell(.filtering(editor.text))] }
    var head: UntrustedText = ""
    for word in editor.text.split(" ").dropLast() { head = head.isEmpty ? word : "\(head) \(word)" }
    return complaint(head) == nil ? [.tell(.filtering(head))] : []
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let last = surface.bounds.height - 1
    if last >= 1 {
      let line = Rect(x: 0, y: last - 1, width: surface.bounds.width, height: 1)
      surface.fill(line)
      let end = surface.draw(wrong ?? examples(context), x: 2, y: last - 1, Style(wrong == nil ? .dim : .error))
      if wrong == nil, !context.hidden.isEmpty {
        let hidden: SafeText = "hidden: \(context.hidden)"
        let isRoomy = end + hidden.width + 4 <= surface.bounds.width
        if isRoomy || !editor.isEmpty {
          if !isRoomy { surface.fill(line) }
          surface.draw(hidden, x: isRoomy ? end + 3 : 2, y: last - 1, Style(.dim))
        }
      }
      surface.back(line, with: .overlayTitle)
    }
    surface.fill(Rect(x: 0, y: last, width: surface.bounds.width, height: 1), Style(.input))
    surface.draw("/", x: 0, y: last, Style(.key))
    let room = surface.bounds.width - 2
    let count = context.count.width + 2 < room / 2 ? context.count : StyledText()
    editor.draw(into: &surface, x: 2, y: last, width: room - (count.isEmpty ? 0 : count.width + 2))
    surface.draw(count, x: 2, y: last, width: room - 1, .right)
    surface.back(Rect(x: 0, y: last, width: surface.bounds.width, height: 1), with: .input)
  }

  private func examples(_ context: Context) -> SafeText {
    [.workload, .object, .sources].contains(view)
      ? "a part of the text: \(context.keys[.next]) and \(context.keys[.previous]) go from place to place"
      : view == .fleet
        ? "a part of the name, or cluster:prod-*"
        : view == .triage
          ? "words of what was decided, why, by whom: expired, SEC-1432"
          : "sev>=high  area:pod  ns:team-*  !ns:kube-system  check:privileged  is:new  any words"
  }
}
