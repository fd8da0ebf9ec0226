import Foundation

/// What Ctrl-C and other ways to be ended do to work that shows no screen.
enum Interruption {
  /// The path of a file that must not be left behind. Handlers of signals read it, so it is C's.
  nonisolated(unsafe) private static var leftover: UnsafeMutablePointer<CChar>?

  /// SIGINT ends the program with this status at once; only 130 is wanted.
  static func leaves(with status: Int32) {
    guard status == 130 else { return }
    signal(SIGINT) { _ in
      Interruption.clean()
      _exit(130)
    }
    for number in [SIGTERM, SIGHUP] {
      signal(number) { number in
        Interruption.clean()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Names the file that an interruption removes; nil when there is none any more.
  static func removes(_ path: String?) {
    let old = leftover
    leftover = path.flatMap { strdup($0) }
    free(old)
  }

  private static func clean() {
    if let leftover { unlink(leftover) }
  }
}
