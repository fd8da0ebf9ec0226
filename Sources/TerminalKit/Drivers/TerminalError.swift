package import TextSafety

/// A terminal that cannot be drawn on.
package struct TerminalError: Error, Sendable, Hashable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Run the program in a terminal, or use a command that needs none.
    package static let noTerminal = Code(name: "noTerminal")
    /// Set TERM to the terminal's name in terminfo; `xterm-256color` suits nearly all.
    package static let unknown = Code(name: "unknown")
    /// Use a terminal that can place its cursor; TERM=dumb cannot.
    package static let dumb = Code(name: "dumb")
  }

  package var code: Code
  package var what: UntrustedText
  package var why: UntrustedText
  package var next: UntrustedText
}
