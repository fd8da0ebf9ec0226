import Foundation

/// What Ctrl-C does to work that shows no screen.
enum Interruption {
  /// SIGINT ends the program with this status at once; only 130 is wanted.
  static func leaves(with status: Int32) {
    guard status == 130 else { return }
    signal(SIGINT) { _ in _exit(130) }
  }
}
