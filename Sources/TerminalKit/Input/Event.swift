package import TextSafety

/// What comes from a terminal.
package enum Event: Hashable, Sendable {
  case key(Key)
  /// Text that the terminal said was pasted: it is text and nothing else, whatever it holds.
  case paste(UntrustedText)
  case resize(Size)
  case mouse(Mouse)
}
