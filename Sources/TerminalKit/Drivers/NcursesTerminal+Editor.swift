import CNcurses
import Foundation
import Glibc
package import TextSafety

extension NcursesTerminal {
  package func edit(_ path: UntrustedText, line: Int) -> SafeText? {
    guard let path = path.parsed({ $0 }) else { return nil }
    let editor = Editor(path, line: line, environment: ProcessInfo.processInfo.environment)
    release()
    defer { reclaim() }
    let status = lend(to: editor.words)
    switch status {
    case .left: return nil
    case .failed(let number):
      return "\(own: editor.words[0]): \(own: String(cString: strerror(number))) (set VISUAL or EDITOR to your editor)"
    }
  }

  private enum Lent {
    case left
    /// It could not be started, by this error.
    case failed(Int32)
  }

  /// Runs a command in the foreground of the terminal and waits for it: what its keys signal is its own.
  private func lend(to words: [String]) -> Lent {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 { posix_spawn_file_actions_addopen(&actions, Int32(descriptor), "/dev/tty", O_RDWR, 0) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let error = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, environ)
    guard error == 0 else { return .failed(error) }
    bulwark_screen_foreground(terminalDescriptor, child)
    var status: Int32 = 0
    while true {
      let waited = waitpid(child, &status, WUNTRACED)
      if waited < 0, errno == EINTR { continue }
      guard waited == child, status & 0xFF == 0x7F else { break }
      // Stopped, as by Ctrl-Z: there is no shell here that could continue it, so it goes on.
      bulwark_screen_foreground(terminalDescriptor, child)
      kill(-child, SIGCONT)
    }
    bulwark_screen_foreground(terminalDescriptor, getpgrp())
    // 127 is what a program that is not there ends with.
    return status >> 8 & 0xFF == 127 ? .failed(ENOENT) : .left
  }
}
