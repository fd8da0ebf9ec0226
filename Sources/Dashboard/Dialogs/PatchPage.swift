package import Hardening
import Session
package import TerminalKit
import TextSafety

/// What mends findings, as lines for a shell or as YAML: to read, to copy or to write to a file. Nothing is applied.
package struct PatchPage: Dialog {
  enum Form: Sendable { case kubectl, yaml }

  /// More are not shown at once.
  static let most = 1000

  private let keys: [FindingKey]
  private let asked: Int
  private var patches: [FindingPatch]?
  private var form = Form.kubectl
  private var wrong: SafeText?
  private var said: SafeText = ""
  private var pane = TextPane()

  /// - Parameter keys: the findings that are to be mended.
  package init(_ keys: [FindingKey]) {
    asked = keys.count
    self.keys = Array(keys.prefix(PatchPage.most))
  }

  package var hints: [Hint] {
    [
      Hint("y", "copy"), Hint("w", "write to a file"), Hint("Tab", form == .kubectl ? "as YAML" : "as kubectl lines"),
      Hint("j k", "scroll"), Hint("Esc", "leave"),
    ]
  }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    defer { arrange(context) }
    switch event {
    case .opened: return [.ask(.patches(keys), .patches)]
    case .answer(.patches, .success(.patches(let patches))):
      self.patches = patches
      // Where no line can be had, the fields are what there is.
      if !patches.contains(where: { $0.kubectl != nil }), patches.contains(where: { !$0.yaml.isEmpty }) { form = .yaml }
    case .answer(_, .failure(let error)): wrong = error.notice.text.safe
    case .key(let key): return press(key, context)
    case .answer, .changed, .paste: break
    }
    return []
  }

  private mutating func press(_ key: Key, _ context: Context) -> [Intent] {
    said = ""
    switch key.name {
    case "esc", "q", "p", "enter", "ctrl-c", "backspace": return [.close]
    case "tab", "shift-tab", "v":
      form = form == .kubectl ? .yaml : .kubectl
      pane.scrollToStart()
    case "y":
      guard count > 0 else { return [] }
      said = "sent to the terminal's clipboard (OSC 52; some terminals refuse it)"
      return [.terminal(.copyLines(file))]
    case "w":
      guard count > 0 else { return [] }
      let name: UntrustedText = form == .kubectl ? "bulwark-patch.sh" : "bulwark-patch.yaml"
      return [.open(FilePrompt(name, .lines(file), what: CountText.of(count, "patch", "patches")))]
    default:
      if let move = context.keys.move(key) { pane.act(move) }
      if key.name == "g" { pane.scrollToStart() }
    }
    return []
  }

  private func has(_ patch: FindingPatch) -> Bool { form == .kubectl ? patch.kubectl != nil : !patch.yaml.isEmpty }

  /// How many of the findings can be mended so.
  private var count: Int { patches?.count(where: has) ?? 0 }

  /// What is copied and written: what is about which finding stands before it as a comment.
  var file: [SafeText] {
    var lines: [SafeText] = ["# Bulwark applied nothing of this. Read it, then run or merge what you want."]
    for patch in patches ?? [] where has(patch) {
      if form == .kubectl { lines.append("") } else { lines.append("---") }
      lines.append("# \(patch.title)")
      if form == .kubectl, let line = patch.kubectl { lines.append(line.safe) }
      if form == .yaml { lines += patch.yaml.map(\.safe) }
    }
    return lines
  }

  private mutating func arrange(_ context: Context) {
    pane.replace(with: paragraphs)
    pane.arrange(PatchPage.place(Rect(context.size)).size)
  }

  private var paragraphs: [TextPane.Paragraph] {
    var paragraphs: [TextPane.Paragraph] = []
    for patch in patches ?? [] {
      paragraphs.append(.init(StyledText(patch.title.safe, Style(.heading))))
      paragraphs.append(.init(Prose.styled(patch.text), indent: 1))
      let lines = form == .kubectl ? patch.kubectl.map { [$0] } ?? [] : patch.yaml
      for line in lines { paragraphs.append(.init(StyledText(line.safe, Style(.added)), indent: 1, hanging: 3)) }
      if lines.isEmpty {
        let none: SafeText = form == .kubectl ? "There is no line for it." : "What to write only you can know."
        paragraphs.append(.init(StyledText(none, Style(.dim)), indent: 1))
      }
      paragraphs.append(.init(StyledText()))
    }
    return paragraphs
  }

  private static func place(_ bounds: Rect) -> Rect { bounds.inset(left: 2, top: 3, right: 2) }

  package func draw(into surface: inout Surface, _ context: Context) {
    surface.fill(surface.bounds)
    let width = max(0, surface.bounds.width - 4)
    var title = StyledText(form == .kubectl ? "Patches, as kubectl lines" : "Patches, as YAML", Style(.heading))
    if let patches {
      title.append("  \(CountText.of(count)) of \(CountText.of(patches.count, "finding", "findings"))", Style(.dim))
      if asked > keys.count { title.append(", the first of \(CountText.of(asked))", Style(.warning)) }
    } else if wrong == nil {
      title.append("  …", Style(.dim))
    }
    Overlay.drawTitle(title, into: &surface, Rect(x: 0, y: 0, width: surface.bounds.width, height: 1))
    let more = pane.hidden
    if more.above + more.below > 0 {
      let text: SafeText = "\(context.marks.up) \(more.above)  \(context.marks.down) \(more.below)"
      surface.draw(text, x: 2, y: 0, width: width, Style(.dim, on: .overlayTitle), .right)
    }
    let note: SafeText = said.isEmpty ? "Nothing is applied: copy it or write it to a file, and run it yourself." : said
    surface.draw(wrong ?? note, x: 2, y: 1, width: width, Style(wrong != nil ? .error : said.isEmpty ? .dim : .success))
    pane.draw(into: &surface, PatchPage.place(surface.bounds))
  }
}
