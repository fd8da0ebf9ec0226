package import TerminalKit

extension WindowedList {
  /// Lines that a step of the wheel moves.
  package static var wheel: Int { 3 }

  /// What the mouse does to the rows of a list: the wheel moves, a click puts the cursor on a row.
  ///
  /// - Parameter line: of the first row.
  /// - Returns: whether it pointed at a row, or moved.
  package mutating func point(_ mouse: Mouse, line: Int, height: Int) -> Bool {
    switch mouse.act {
    case .wheelUp: scroll(by: -Self.wheel, height: height)
    case .wheelDown: scroll(by: Self.wheel, height: height)
    case .click, .doubleClick:
      let shown = shown(height)
      guard mouse.y >= line, shown.contains(shown.lowerBound + mouse.y - line) else { return false }
      move(toIndex: shown.lowerBound + mouse.y - line, height: height)
    }
    return true
  }

  /// What the actions of the group «Move» do to a list.
  package mutating func act(_ id: ActionID, height: Int) {
    let page = max(1, height - 1)
    switch id {
    case .down: move(by: 1, height: height)
    case .up: move(by: -1, height: height)
    case .top: move(toIndex: 0, height: height)
    case .bottom: move(toIndex: total - 1, height: height)
    case .halfDown: scroll(by: max(1, height / 2), height: height)
    case .halfUp: scroll(by: -max(1, height / 2), height: height)
    case .pageDown: scroll(by: page, height: height)
    case .pageUp: scroll(by: -page, height: height)
    default: break
    }
  }
}
