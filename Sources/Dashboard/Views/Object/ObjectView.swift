import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// The document that the object of a finding stands in, as it is in its file, the finding's line marked.
package struct ObjectView: View {
  package let name = ViewName.object
  package var filter: FilterText { search.filter }
  private var search = TextSearch()
  let row: FindingRow
  private var text: SourceText?
  /// Why there is none.
  private var failure: Notice?
  private var pane = TextPane()

  /// The crumbs of where one came from.
  private let origin: [SafeText]

  package init(_ row: FindingRow, from origin: [SafeText] = []) { (self.row, self.origin) = (row, origin) }

  package let hints: [ActionID] = [.filter, .edit, .out, .help]

  package func crumbs(_ context: Context) -> [SafeText] {
    // A page of the object has its name already.
    let subject = row.subject.safe.description
    let isNamed = origin.contains { subject == $0.description || subject.hasPrefix("\($0) ") }
    var crumbs = origin + (isNamed ? [] : [row.subject.safe])
    if let text { crumbs.append("\(text.file.split("/").last ?? text.file):\(text.line)") }
    return crumbs
  }

  package func home(_ context: Context) -> UntrustedText? { row.id.cluster }

  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.readsText = true
    situation.hasCursor = true
    situation.isNarrowed = true
    situation.matches = search.matches
    return situation
  }

  package func chips(_ context: Context) -> [StyledText] {
    let hidden = pane.hidden
    var parts: [SafeText] = []
    if hidden.above > 0 { parts.append("\(context.marks.up) \(hidden.above)") }
    if hidden.below > 0 { parts.append("\(context.marks.down) \(hidden.below)") }
    let scroll = StyledText(parts.joined(separator: "  "), Style(.dim))
    return [scroll, search.count].filter { !$0.isEmpty }
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    if search.take(event, in: &pane) { return [] }
    switch event {
    case .appeared, .changed: return [.ask(.source(row.id), .source)]
    case .edited: return [.ask(.source(row.id), .reread)]
    case .answer(.source, .success(.source(let answer))): show(answer, context)
    case .answer(.source, .failure(let error)):
      failure = error.notice
      // What stood there stays to be read.
      if text != nil { return [.say(Saying("this finding is gone by now", .success))] }
    case .answer(.reread, let result):
      if case .success(.source(let answer)) = result { show(answer, context) }
      return [.ask(.refresh, .refresh)]
    case .answer(.edit, .success(.source(let answer))): return [answer.edit]
    case .answer(.edit, .failure(let error)): return [.say(Saying(error))]
    case .action(.edit): return [.ask(.source(row.id), .edit)]
    case .action(.copy):
      return text.map { [.open(ObjectView.copyMenu($0))] } ?? [.say(Saying("not read yet", .warning))]
    case .action(.close), .action(.out), .action(.escape): return [.leave]
    case .action(let id): pane.act(id)
    case .mouse(let mouse): pane.point(mouse)
    default: break
    }
    pane.arrange(ObjectView.place(context.size).size)
    return []
  }

  private static func copyMenu(_ text: SourceText) -> Menu {
    let count = CountText.of(text.lines.count, "line", "lines")
    let said = Saying("sent \(count) to the terminal's clipboard (OSC 52; some terminals refuse it)", .success)
    return Menu(
      "Copy",
      [
        .copy("f", "file and line", "\(text.file):\(text.line)"),
        Menu.Item("d", "document", count, [.terminal(.copyLines(text.lines.map(\.safe))), .say(said)]),
      ])
  }

  private mutating func show(_ answer: SourceText, _ context: Context) {
    let isFirst = text == nil
    (text, failure) = (answer, nil)
    pane.replace(with: paragraphs(answer, context))
    pane.arrange(ObjectView.place(context.size).size)
    // A third of the screen above the line says what it is in.
    if isFirst { pane.scroll(by: answer.line - answer.first - context.size.height / 3) }
  }

  private static func place(_ size: Size) -> Rect { Rect(size).inset(left: 1, right: 1) }

  private func paragraphs(_ text: SourceText, _ context: Context) -> [TextPane.Paragraph] {
    let width = String(text.first + text.lines.count).utf8.count
    return text.lines.enumerated().map { index, line in
      let number = text.first + index
      let isHere = number == text.line
      var styled = StyledText(isHere ? context.marks.cursor : " ", Style(.accent))
      styled.append(" \(SafeText(number).padded(to: width, .right))  ", Style(isHere ? .accent : .dim))
      styled.append(line.safe, isHere ? Style(.heading) : .text)
      return TextPane.Paragraph(styled, hanging: width + 5)
    }
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    if let failure, text == nil {
      return EmptyState("The object cannot be shown", [failure.text.safe]).draw(into: &surface, surface.bounds)
    }
    pane.draw(into: &surface, ObjectView.place(surface.bounds.size))
  }
}

extension SourceText {
  /// Opens it in the person's editor, or says why not.
  var edit: Intent {
    guard !path.isEmpty else {
      return .say(Saying("\(file): only a file that is not compressed can be edited", .warning))
    }
    return .terminal(.edit(path: path, line: line))
  }
}
