package import TextSafety

/// A screen to draw on and the keys that belong to it. One thread, the main one, has it.
package protocol Terminal: AnyObject {
  /// Columns and rows now.
  var size: Size { get }

  /// What the roles look like; the next frame is drawn anew.
  var theme: Theme { get set }

  /// Puts a frame on the screen: only what differs from the last one is sent. A surface of another size than the
  /// screen is clipped.
  func present(_ surface: Surface)

  /// Forgets what is on the screen, so that the next frame is sent whole.
  func invalidate()

  /// Names the window; a terminal that cannot does nothing.
  func setTitle(_ title: SafeText)

  /// Hands a text to the person's clipboard (OSC 52); a terminal that has none, or does not lend it, does nothing.
  func copy(_ lines: [SafeText])

  /// What poll(2) watches for input; nil where input is a script.
  var descriptor: Int32? { get }

  /// The events that are there, without waiting.
  func read() -> TerminalInput

  /// How long until what was read in part must be taken as it is: an escape may be a key or the start of one.
  var patience: Duration? { get }

  /// Looks at the size anew; nil where it is the same.
  func resized() -> Size?

  /// Gives the terminal back as it was found, for others to use.
  func release()

  /// Takes the terminal again; the next frame is sent whole.
  func reclaim()

  /// Whether clicks and the wheel are the program's; else they are the terminal's own, as for choosing text.
  var takesMouse: Bool { get set }

  /// Lends the terminal to the person's editor on a file, until that is left.
  ///
  /// - Returns: why it could not be had; nil where it was.
  func edit(_ path: UntrustedText, line: Int) -> SafeText?

  /// Whether the terminal listens to this process: not after `bg`.
  var isInForeground: Bool { get }

  /// Gives the terminal back for good. Further calls do nothing.
  func close()
}

/// What a reading of a terminal gave.
package struct TerminalInput: Sendable, Equatable {
  package var events: [Event]
  /// The terminal is gone, or the script is at its end.
  package var isAtEnd: Bool

  package init(_ events: [Event] = [], isAtEnd: Bool = false) {
    self.events = events
    self.isAtEnd = isAtEnd
  }
}
