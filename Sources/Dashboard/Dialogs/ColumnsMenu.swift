package import Session
package import TerminalKit
import TextSafety

/// Which columns the list of findings has, as far as there is room for them.
package struct ColumnsMenu: Dialog {
  /// Those that may go: what is wrong, and with what, always stays.
  private static let columns: [(FindingsRequest.Column, SafeText)] = [
    (.namespace, "namespace"), (.cluster, "cluster"), (.age, "age"), (.state, "state, in a word"),
  ]

  private var hidden: Set<FindingsRequest.Column>
  private var chosen = 0

  package init(hidden: Set<FindingsRequest.Column>) { self.hidden = hidden }

  package var hints: [Hint] { [Hint("Space", "show or hide"), Hint("Esc", "done")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    guard case .key(let key) = event else { return [] }
    let count = ColumnsMenu.columns.count
    switch key.name {
    case "down", "j", "tab": chosen = (chosen + 1) % count
    case "up", "k", "shift-tab": chosen = (chosen + count - 1) % count
    case "space":
      let column = ColumnsMenu.columns[chosen].0
      if hidden.remove(column) == nil { hidden.insert(column) }
      return [.columns(hidden: hidden)]
    case "enter", "esc", "q", "C", "ctrl-c": return [.close]
    default: break
    }
    return []
  }

  package func sheetHeight(_ context: Context) -> Int? {
    Overlay.sheet(in: Rect(context.size), height: ColumnsMenu.columns.count).height
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let place = Overlay.sheet(in: surface.bounds, height: ColumnsMenu.columns.count)
    let inner = Overlay.draw(StyledText("Columns", Style(.heading)), into: &surface, place)
    surface.within(inner) { part in
      for (y, column) in ColumnsMenu.columns.enumerated() {
        let isChosen = y == chosen
        let style = Style(isChosen ? .selection : .text)
        if isChosen {
          part.fill(Rect(x: 0, y: y, width: min(inner.width, 26), height: 1), style)
          part.draw(context.marks.cursor, x: 0, y: y, style)
        }
        part.draw(hidden.contains(column.0) ? "[ ]" : "[x]", x: 2, y: y, style)
        part.draw(column.1, x: 6, y: y, style)
      }
    }
    surface.back(place, with: .overlay)
  }
}
