import Hardening
import Session
package import TerminalKit
import TextSafety

extension Dashboard {
  /// Draws the whole screen.
  package func draw(into surface: inout Surface) {
    let frame = Frame(surface.bounds.size)
    let context = context(frame)
    if let sheet = dialog?.sheetHeight(context) {
      var above = context
      let part = Rect(frame.body.size).splitBottom(sheet).0
      above.size = part.size
      surface.within(part.offset(x: frame.body.x, y: frame.body.y)) { place.view.draw(into: &$0, above) }
    } else {
      surface.within(frame.body) { place.view.draw(into: &$0, context) }
    }
    surface.within(frame.header) { drawHeader(into: &$0, context) }
    surface.fill(frame.rule, glyph: Rule.horizontal, Style(.rule))
    surface.within(frame.status) { drawStatus(into: &$0, context) }
    if let dialog {
      var context = context
      context.count = place.view.chips(context).last ?? StyledText()
      context.hidden = place.view.hiddenWords(context)
      surface.within(dialog.isPrompt ? surface.bounds : frame.body) { dialog.draw(into: &$0, context) }
    }
    if options.marks.isASCII { surface.replace(Marks.plain) }
  }

  // MARK: Header

  /// The program, the crumbs and the filter; at the right how the fleet is.
  private func drawHeader(into surface: inout Surface, _ context: Context) {
    let width = surface.bounds.width
    surface.fill(surface.bounds, Style(.header))
    var left = StyledText(" BULWARK", Style(.accent, on: nil, .bold))
    var crumbs = place.view.crumbs(context)
    // Where there is no room for the whole way, the nearest part of it stays.
    while crumbs.count > 2, left.width + 1 + crumbs.reduce(0, { $0 + $1.width + 3 }) > width {
      crumbs.removeFirst(crumbs.first == "…" ? 2 : 1)
      crumbs.insert("…", at: 0)
    }
    for (index, crumb) in crumbs.enumerated() {
      left.append(index == 0 ? "  " : " \(context.marks.separator) ", Style(.dim))
      left.append(crumb, index == crumbs.count - 1 ? Style(.text, on: nil, .bold) : .text)
    }
    let filter = place.view.filter.current
    if !filter.isEmpty { left.append("  \(filter)", Style(.accent)) }
    var parts = fleetParts(context, namesKey: true)
    // The crumbs are worth more than the fleet's state; of that, the first parts least.
    func right() -> StyledText {
      parts.enumerated().reduce(StyledText()) {
        $0 + ($1.offset == 0 ? $1.element : StyledText(" · ", Style(.dim)) + $1.element)
      }
    }
    if left.width + right().width + 3 > width { parts = fleetParts(context, namesKey: false) }
    while !parts.isEmpty, left.width + right().width + 3 > width { parts.removeFirst() }
    surface.draw(left, x: 0, y: 0)
    surface.draw(right(), x: 0, y: 0, width: max(0, width - 1), .right)
    surface.back(surface.bounds, with: .header)
  }

  /// What is worth least first.
  ///
  /// - Parameter namesKey: with the key that shows what is new.
  private func fleetParts(_ context: Context, namesKey: Bool) -> [StyledText] {
    let progress = known.progressText
    if known.isReading { return [StyledText(progress.isEmpty ? "reading" : progress, Style(.accent))] }
    guard let fleet = known.fleet else { return [] }
    var parts: [StyledText] = []
    // Within a cluster it is about that one.
    let clusters = self.clusters(context)
    if clusters.count != 1 {
      parts.append(StyledText(CountText.of(clusters.count, "cluster", "clusters"), Style(.dim)))
    }
    let new = clusters.reduce(0) { $0 + $1.new }
    if let visit = fleet.lastVisit, new > 0 {
      var text = StyledText("\(CountText.of(new)) new since \(context.moment(visit))", Style(.new))
      if namesKey { text.append(" \(keys[.new])", Style(.key)) }
      parts.append(text)
    }
    let read = clusters.filter { !$0.isAway && !$0.isUnread }
    if let oldest = read.filter({ !$0.isFollowed }).map(\.summary.observedAt).min() {
      parts.append(StyledText("as of \(context.moment(oldest))", Style(.dim)))
    } else if !read.isEmpty {
      parts.append(StyledText("\(context.marks.live) live", Style(.success)))
    }
    if known.sources?.notices.isEmpty == false { parts.append(StyledText("! state folder", Style(.warning))) }
    if known.unread > 0 { parts.append(StyledText("! \(CountText.of(known.unread)) not read", Style(.warning))) }
    let away = fleet.clusters.count(where: \.isAway)
    if away > 0 { parts.append(StyledText("\(context.marks.away) \(away) away", Style(.away))) }
    return parts
  }

  // MARK: Status

  /// What was done or what can be; at the right what the view counts.
  private func drawStatus(into surface: inout Surface, _ context: Context) {
    let width = surface.bounds.width
    surface.fill(surface.bounds, Style(.status))
    var chips = place.view.chips(context)
    func right() -> StyledText {
      chips.enumerated().reduce(StyledText()) {
        $0 + ($1.offset == 0 ? $1.element : StyledText("   ", Style(.dim)) + $1.element)
      }
    }
    let left = statusText(context)
    // What is said is read once; what is counted is there again at the next key. Of hints half may go.
    let least = saying == nil || dialog != nil ? min(left.width, width / 2 - 4) : left.width
    while !chips.isEmpty, right().width + least + 4 > width { chips.removeFirst() }
    let room = width - 1 - (chips.isEmpty ? 0 : right().width + 2)
    surface.draw(fitting(left, room), x: 1, y: 0, width: room - 1)
    surface.draw(right(), x: 0, y: 0, width: max(0, width - 1), .right)
    surface.back(surface.bounds, with: .status)
  }

  private func statusText(_ context: Context) -> StyledText {
    if let saying {
      return StyledText(saying.text, Style(saying.tone.role)) + Dashboard.offerText(saying)
    }
    if !chord.isEmpty { return StyledText("\(KeyText.of(chord)) …", Style(.accent)) }
    return hintText(hints)
  }

  private static func offerText(_ saying: Saying) -> StyledText {
    saying.offer.isEmpty ? StyledText() : StyledText(" · ", Style(.dim)) + StyledText(saying.offer, Style(.key))
  }

  /// What is said, its offer whole; else as many hints as there is room for, whole.
  private func fitting(_ text: StyledText, _ room: Int) -> StyledText {
    guard text.width > room - 1 else { return text }
    if let saying {
      let offer = Dashboard.offerText(saying)
      let said = StyledText(saying.text, Style(saying.tone.role))
      return said.truncated(to: max(0, room - 1 - offer.width)) + offer
    }
    guard chord.isEmpty else { return text }
    var hints = hints
    while hints.count > 1, hintText(hints).width > room - 1 {
      // The last of a view's says how to find the others; a dialog's first are the ones that end it.
      hints.remove(at: dialog == nil ? hints.count - 2 : hints.count - 1)
    }
    return hintText(hints)
  }

  /// What the keys do here: of the dialog, or of the view.
  private var hints: [(key: SafeText, title: SafeText, isDisabled: Bool)] {
    if let dialog { return dialog.hints.map { ($0.key, $0.title, false) } }
    let situation = situation
    return place.view.hints.compactMap { id in
      guard let action = keys.action(id), action.applies(situation) else { return nil }
      let title: SafeText = id == .filter && situation.searches ? "search" : action.title
      return (action.key, title, action.whyNot(situation) != nil)
    }
  }

  private func hintText(_ hints: [(key: SafeText, title: SafeText, isDisabled: Bool)]) -> StyledText {
    var text = StyledText()
    for (index, hint) in hints.enumerated() {
      if index > 0 { text.append("   ") }
      text.append(hint.key, Style(hint.isDisabled ? .disabled : .key))
      text.append(" \(hint.title)", Style(hint.isDisabled ? .disabled : .dim))
    }
    return text
  }
}

extension Saying.Tone {
  fileprivate var role: Role {
    switch self {
    case .plain: .notice
    case .success: .success
    case .warning: .warning
    case .error: .error
    }
  }
}
