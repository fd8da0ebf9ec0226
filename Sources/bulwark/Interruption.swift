import Foundation
import Synchronization

/// What Ctrl-C and other ways to be ended do to work that shows no screen.
enum Interruption {
  /// The path of a file that must not be left behind.
  private static let leftover = Mutex<String?>(nil)

  /// From now on SIGINT ends the program with status 130 at once, and SIGTERM and SIGHUP end it as they do anyway; each
  /// removes the file that `removes` names. To be called before there are other threads, for these leave the signals to
  /// the one that waits for them: a handler may run next to nothing of Swift.
  static func cleansUp() {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGINT, SIGTERM, SIGHUP] where number == SIGINT || !isIgnored(number) { sigaddset(&awaited, number) }
    guard pthread_sigmask(SIG_BLOCK, &awaited, nil) == 0 else { return }
    let waiting = awaited
    Thread.detachNewThread {
      var waiting = waiting
      var number: Int32 = 0
      while sigwait(&waiting, &number) != 0 {}
      leftover.withLock { path in
        if let path { unlink(path) }
        if number == SIGINT { _exit(130) }
        signal(number, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &waiting, nil)
        raise(number)
      }
    }
  }

  /// As `nohup` has SIGHUP ignored.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Names the file that an interruption removes; nil when there is none any more.
  static func removes(_ path: String?) { leftover.withLock { $0 = path } }
}
