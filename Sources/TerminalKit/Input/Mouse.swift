/// What a person does with the mouse, where it points. Other buttons and moves are left to the terminal.
package struct Mouse: Hashable, Sendable {
  package enum Act: Hashable, Sendable {
    /// The left button was pressed.
    case click
    /// Twice within a moment, at one place: comes after a `click`.
    case doubleClick
    case wheelUp, wheelDown
  }

  package var act: Act
  /// Column and row from 0.
  package var x: Int
  package var y: Int

  package init(_ act: Act, x: Int, y: Int) {
    self.act = act
    self.x = x
    self.y = y
  }

  /// From other corners: what is drawn at (x, y) begins at (0, 0).
  package func from(x: Int, y: Int) -> Mouse { Mouse(act, x: self.x - x, y: self.y - y) }
}

/// Tells a double click from two.
struct ClickCounter {
  private static let patience = Duration.milliseconds(400)
  private var last: (mouse: Mouse, at: ContinuousClock.Instant)?

  /// The event, a second click at one place as the double one that it is.
  mutating func count(_ event: Event, at now: ContinuousClock.Instant) -> Event {
    guard case .mouse(let mouse) = event, mouse.act == .click else { return event }
    if let last, last.mouse == mouse, now - last.at < ClickCounter.patience {
      self.last = nil
      return .mouse(Mouse(.doubleClick, x: mouse.x, y: mouse.y))
    }
    last = (mouse, now)
    return event
  }
}
