import Hardening
import Session
package import TerminalKit
import TextSafety

extension SuppressForm {
  private static let label = 10

  package func sheetHeight(_ context: Context) -> Int? {
    Overlay.sheet(in: Rect(context.size), height: content(context.size, context).count).height
  }

  /// Where there is no room for all, blanks go first, then what it hides.
  private func content(_ size: Size, _ context: Context) -> [Line] {
    let content = lines(size.width - 4, context)
    return content.count + 3 > size.height ? content.filter { !$0.isBlank } : content
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let content = content(surface.bounds.size, context)
    let place = Overlay.sheet(in: surface.bounds, height: content.count)
    var title = StyledText("Suppress  ", Style(.heading))
    if let check = subject.check {
      title.append(check, Style(.accent))
      title.append("  \(subject.subject ?? "")", Style(.dim))
    } else {
      let what: SafeText = subject.what.isEmpty ? "" : "\(subject.what) "
      title.append(
        CountText.of(subject.targets.count, "\(what)finding", "\(what)findings"), Style(.accent))
    }
    let inner = Overlay.draw(title, into: &surface, place)
    surface.within(inner) { part in
      for (y, line) in content.enumerated() { draw(line, into: &part, y: y, context) }
    }
    surface.back(place, with: .overlay)
  }

  private enum Line {
    case choice(Field, SafeText, [StyledText])
    case editor(Field, SafeText, note: StyledText)
    case text(SafeText, StyledText)

    var isBlank: Bool { if case .text(let label, let text) = self { label.isEmpty && text.isEmpty } else { false } }
  }

  private func lines(_ width: Int, _ context: Context) -> [Line] {
    let room = width - SuppressForm.label
    var lines: [Line] = []
    for (row, choices) in choices(scopes.map(\.title), chosen: scope, room, context).enumerated() {
      lines.append(.choice(.scope, row == 0 ? "Scope" : "", choices))
    }
    for (row, choices) in choices(clusters.map(\.title), chosen: cluster, room, context).enumerated() {
      lines.append(.choice(.clusters, row == 0 ? "On" : "", choices))
    }
    lines.append(.editor(.reason, "Reason", note: StyledText()))
    lines.append(.editor(.until, "Until", note: ExpiryText.note(until.text, context)))
    lines.append(.text("", StyledText()))
    for (index, text) in wrong.enumerated() {
      let wrapped = StyledText(text, Style(.error)).wrapped(to: room)
      for (row, line) in wrapped.prefix(3).enumerated() {
        lines.append(.text(row == 0 && index == 0 ? "To mend" : "", line))
      }
    }
    if wrong.isEmpty {
      for (row, line) in hides(room, context).enumerated() { lines.append(.text(row == 0 ? "Hides" : "", line)) }
    }
    return lines
  }

  /// Choices beside each other, in as many rows as they need.
  private func choices(_ titles: [SafeText], chosen: Int, _ room: Int, _ context: Context) -> [[StyledText]] {
    var rows: [[StyledText]] = [[]]
    var used = 0
    for (index, title) in titles.enumerated() {
      let mark = index == chosen ? context.marks.chosen : context.marks.free
      let text = StyledText("\(mark) \(title)", index == chosen ? .text : Style(.dim))
      if used > 0, used + text.width > room {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(text)
      used += text.width + 3
    }
    return rows
  }

  private func hides(_ room: Int, _ context: Context) -> [StyledText] {
    preview.map { PreviewText.lines($0, room, context) } ?? [StyledText("…", Style(.dim))]
  }

  private func draw(_ line: Line, into surface: inout Surface, y: Int, _ context: Context) {
    let x = SuppressForm.label
    let width = surface.bounds.width - x
    func label(_ text: SafeText, _ field: Field?) {
      let isHere = field == self.field && !text.isEmpty
      if isHere { surface.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
      surface.draw(text, x: 2, y: y, Style(isHere ? .accent : .dim))
    }
    switch line {
    case .choice(let field, let title, let choices):
      label(title, field)
      var column = x
      for choice in choices { column = surface.draw(choice, x: column, y: y) + 3 }
    case .editor(let field, let title, let note):
      label(title, field)
      let room = field == .reason ? width : min(14, width)
      (field == .reason ? reason : until).draw(
        into: &surface, x: x, y: y, width: room, placeholder: field == .reason ? "why this risk is accepted" : "30 d",
        isFocused: field == self.field, Style(.input, on: .input))
      surface.draw(note, x: x + room + 2, y: y)
    case .text(let title, let text):
      label(title, nil)
      surface.draw(text, x: x, y: y, width: width)
    }
  }
}
