package import TerminalKit

/// Where list and detail stand. Pure, so that reducing and drawing agree.
package struct FindingsLayout: Sendable, Hashable {
  package enum Pane: Sendable, Hashable { case list, detail }

  /// With the line of the columns' names; nil where the detail has the screen.
  package var list: Rect?
  /// With its title; nil where it is not shown.
  package var detail: Rect?
  /// Between them.
  package var rule: Rect?

  /// The lines of the list.
  package var rows: Int { max(1, (list?.height ?? 2) - 1) }

  /// The place of the detail's text.
  package var text: Rect? { detail.map { $0.inset(left: 1, top: 1, right: 1) } }

  /// - Parameters:
  ///   - zoomed: the pane that has the screen to itself.
  ///   - wanted: how many rows the list has: what it does not need, the text may have.
  package init(_ size: Size, zoomed: Pane?, wanted: Int) {
    let whole = Rect(size)
    switch zoomed {
    case .list: list = whole
    case .detail: detail = whole
    case nil:
      if size.width >= 140, size.height >= 6 {
        let width = min(100, max(54, size.width * 36 / 100))
        let (left, rest) = whole.splitLeft(size.width - width - 1)
        let (middle, right) = rest.splitLeft(1)
        (list, rule, detail) = (left, middle, right)
      } else if size.height >= 14 {
        let most = size.height - size.height * 45 / 100
        let (upper, lower) = whole.splitBottom(size.height - min(most, max(wanted, 5) + 3))
        let (rest, line) = upper.splitBottom(1)
        (list, rule, detail) = (rest, line, lower)
      } else {
        list = whole
      }
    }
  }
}
