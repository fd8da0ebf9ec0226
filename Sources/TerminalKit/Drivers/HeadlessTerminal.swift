package import TextSafety

/// A terminal without a screen: events come from a script, frames are kept as values. For `--script`, and for goldens.
package final class HeadlessTerminal: Terminal {
  package private(set) var size: Size
  package var theme = Theme.plain
  package var takesMouse = false
  package private(set) var title = SafeText()
  /// What was copied last.
  package private(set) var copied: [SafeText] = []
  /// The last frame; blank before the first.
  package private(set) var frame: Surface
  /// How many frames were presented that differed from the one before.
  package private(set) var changes = 0
  private var script: ArraySlice<Event>

  package init(_ size: Size, script: [Event] = []) {
    self.size = size
    self.script = script[...]
    frame = Surface(size)
  }

  package var descriptor: Int32? { nil }
  package var patience: Duration? { nil }

  package func present(_ surface: Surface) {
    if surface != frame { changes += 1 }
    frame = surface
  }

  package func invalidate() {}
  package func setTitle(_ title: SafeText) { self.title = title }
  package func copy(_ lines: [SafeText]) { copied = lines }
  package func resized() -> Size? { nil }
  package func edit(_ path: UntrustedText, line: Int) -> SafeText? { "there is no terminal for an editor here" }
  package func release() {}
  package func reclaim() {}
  package var isInForeground: Bool { true }
  package func close() {}

  /// The next event of the script: one at a time, so that each acts on what the one before left on screen.
  package func read() -> TerminalInput {
    guard let event = script.popFirst() else { return TerminalInput(isAtEnd: true) }
    if case .resize(let size) = event { self.size = size }
    return TerminalInput([event])
  }
}
