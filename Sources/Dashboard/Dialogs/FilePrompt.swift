import Hardening
import Session
package import TerminalKit
package import TextSafety

/// The line in which the name of a file is typed that is to be written. A file that is there is replaced only when the
/// person says so.
package struct FilePrompt: Dialog {
  private var editor: LineEditor
  private let content: WriteRequest.Content
  /// What is written, in words.
  private let what: SafeText
  private var isWriting = false
  private var wrong: SafeText?

  /// - Parameter path: what stands there at first.
  package init(_ path: UntrustedText, _ content: WriteRequest.Content, what: SafeText) {
    editor = LineEditor(path)
    (self.content, self.what) = (content, what)
  }

  package var isPrompt: Bool { true }
  package var hints: [Hint] { [Hint("Enter", "write"), Hint("Esc", "leave")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .key(let key):
      switch key.name {
      case "esc", "ctrl-c": return [.close]
      case "enter":
        guard !isWriting, !editor.isEmpty else { return [] }
        isWriting = true
        return [.ask(.write(WriteRequest(path: editor.text, content)), .write)]
      default:
        wrong = nil
        if !isWriting { _ = editor.handle(key) }
        return []
      }
    case .paste(let text):
      if !isWriting { editor.insert(text) }
      return []
    case .answer(.write, .success(.written(let receipt))): return [.close, .say(FilePrompt.saying(receipt, what))]
    case .answer(.write, .failure(let error)):
      isWriting = false
      guard error.code == .exists else {
        wrong = error.notice.text.safe
        return []
      }
      return [.open(ReplaceMenu(WriteRequest(path: editor.text, content, replaces: true), what: what))]
    case .opened, .answer, .changed: return []
    }
  }

  static func saying(_ receipt: WriteReceipt, _ what: SafeText) -> Saying {
    Saying("wrote \(what) (\(CountText.of(receipt.bytes)) bytes, readable by you alone) to \(receipt.path)", .success)
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let last = surface.bounds.height - 1
    if last >= 1 {
      let line = Rect(x: 0, y: last - 1, width: surface.bounds.width, height: 1)
      surface.fill(line)
      let text: SafeText = isWriting ? "writing …" : "write \(what) to this file, readable by you alone"
      surface.draw(wrong ?? text, x: 2, y: last - 1, Style(wrong == nil ? .dim : .error))
      surface.back(line, with: .overlayTitle)
    }
    let line = Rect(x: 0, y: last, width: surface.bounds.width, height: 1)
    surface.fill(line, Style(.input))
    surface.draw(">", x: 0, y: last, Style(.key))
    editor.draw(into: &surface, x: 2, y: last, width: surface.bounds.width - 2, placeholder: "a name of a file")
    surface.back(line, with: .input)
  }
}

/// Whether a file that is there is to be replaced.
package struct ReplaceMenu: Dialog {
  private let request: WriteRequest
  private let what: SafeText
  private var isWriting = false
  private var wrong: SafeText?

  package init(_ request: WriteRequest, what: SafeText) { (self.request, self.what) = (request, what) }

  package var hints: [Hint] { [Hint("y", "replace it"), Hint("n", "another name"), Hint("Esc", "leave")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .key(let key):
      switch key.name {
      case "y" where !isWriting:
        isWriting = true
        return [.ask(.write(request), .write)]
      case "n", "enter": return [.open(FilePrompt(request.path, request.content, what: what))]
      case "esc", "q", "ctrl-c": return [.close]
      default: return []
      }
    case .answer(.write, .success(.written(let receipt))): return [.close, .say(FilePrompt.saying(receipt, what))]
    case .answer(_, .failure(let error)):
      isWriting = false
      wrong = error.notice.text.safe
      return []
    case .opened, .answer, .changed, .paste: return []
    }
  }

  package func sheetHeight(_ context: Context) -> Int? { Overlay.sheet(in: Rect(context.size), height: 1).height }

  package func draw(into surface: inout Surface, _ context: Context) {
    let place = Overlay.sheet(in: surface.bounds, height: 1)
    let title = StyledText("\(request.path.safe) is there already. Replace it?", Style(.warning))
    let inner = Overlay.draw(title, into: &surface, place)
    surface.within(inner) { part in
      _ = part.draw(wrong ?? (isWriting ? "writing …" : ""), x: 2, y: 0, Style(wrong == nil ? .dim : .error))
    }
    surface.back(place, with: .overlay)
  }
}
