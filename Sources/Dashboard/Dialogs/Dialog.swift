package import Session
package import TerminalKit
package import TextSafety

/// Something above a view that takes the keys while it is open: a prompt, a form, a menu, the help.
package protocol Dialog: Sendable {
  /// What its keys do, for the status line.
  var hints: [Hint] { get }
  mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent]
  /// Draws over the whole screen below the header.
  func draw(into surface: inout Surface, _ context: Context)
  /// Whether it is the status line's own: it is drawn there, and there alone.
  var isPrompt: Bool { get }
  /// Whether it asks for a decision and hears what became of it: it stays open until then.
  var decides: Bool { get }
  /// The lines at the lower edge that it takes: the view has those above; nil where it lies over the view.
  func sheetHeight(_ context: Context) -> Int?
}

extension Dialog {
  package var isPrompt: Bool { false }
  package var decides: Bool { false }
  package func sheetHeight(_ context: Context) -> Int? { nil }
}

package enum DialogEvent: Sendable {
  case opened
  case key(Key)
  case paste(UntrustedText)
  case answer(Slot.Purpose, Result<SessionAnswer, SessionError>)
  case changed
}

/// A key and what it does.
package struct Hint: Sendable, Hashable {
  package var key: SafeText
  package var title: SafeText

  package init(_ key: SafeText, _ title: SafeText) {
    self.key = key
    self.title = title
  }
}
