import Foundation
import Hardening
import TextSafety

/// The program's three standard streams.
enum Console {
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal on stdout; nil where there is none.
  static var width: Int? {
    guard outputIsTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Colour only on a terminal that has it, and never against NO_COLOR (no-color.org).
  static var color: Bool {
    let environment = ProcessInfo.processInfo.environment
    return outputIsTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Writes to stdout, or leaves with an error line: half an answer must not look like one.
  static func out(_ text: String) {
    var text = text
    text.withUTF8 { out(UnsafeRawBufferPointer($0)) }
  }

  /// The same of what is handed on piece by piece.
  static func out(_ body: ((String) -> Void) -> Void) {
    var block = ""
    body { text in
      block += text
      if block.utf8.count < 1 << 16 { return }
      out(block)
      block = ""
    }
    out(block)
  }

  static func out(_ bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      let why = (error as? POSIXError ?? (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError)?.code
      unwritable("stdout", why?.rawValue ?? errno)
      ExitStatus.incomplete.leave()
    }
  }

  /// Says that an output cannot be written to, by the number of the POSIX error.
  static func unwritable(_ output: String, _ number: Int32) {
    error(what: output, why: String(cString: strerror(number)), next: "free space, or name another file")
  }

  /// `bulwark: what: why (what to do)` on stderr. The parts are sanitized: they may quote files.
  static func error(what: UntrustedText, why: UntrustedText, next: UntrustedText) {
    line(next.isEmpty ? "bulwark: \(what): \(why)" : "bulwark: \(what): \(why) (\(next))")
  }

  static func error(what: String, why: String, next: String) {
    error(what: UntrustedText(what), why: UntrustedText(why), next: UntrustedText(next))
  }

  static func notice(_ notice: Notice) { error(what: notice.what, why: notice.why, next: notice.next) }

  private static func line(_ text: SafeText) {
    Progress.clear()
    try? FileHandle.standardError.write(contentsOf: Data((text.description + "\n").utf8))
  }
}

/// The line on a terminal's stderr that says how far the work is.
enum Progress {
  nonisolated(unsafe) private static var isShown = false
  nonisolated(unsafe) private static var last = ContinuousClock.now

  /// Shows a line, ten times a second at most.
  static func show(_ text: @autoclosure () -> SafeText) {
    guard Console.errorIsTerminal else { return }
    let now = ContinuousClock.now
    guard now - last > .milliseconds(100) else { return }
    last = now
    isShown = true
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text().truncated(to: 78).description)".utf8))
  }

  static func clear() {
    guard isShown else { return }
    isShown = false
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
  }
}
