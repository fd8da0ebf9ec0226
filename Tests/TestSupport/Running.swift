import Foundation

/// A program under way.
package struct Running {
  package let process: Int32

  /// - Parameter streams: the files that stdin is read from (a FIFO too), and stdout and stderr are written to.
  package init(
    _ program: String, _ arguments: [String], streams: (input: String, output: String, errors: String),
    environment: [String: String] = [:], home: String, folder: String? = nil
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, streams.errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A test runner may ignore or block signals; a shell's child does neither.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": home,
    ]
    variables.merge(environment) { _, new in new }
    // There is no spawning in a folder here: a shell goes there and becomes the program.
    let line = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, program] } ?? [program]
    let words = (line + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + settings { free(word) } }
    var process: Int32 = 0
    let failure = posix_spawn(&process, line[0], &actions, &attributes, words, settings)
    guard failure == 0 else {
      throw Program.CannotStart(program: program, why: String(cString: strerror(failure)))
    }
    self.process = process
  }

  /// Whether it is over; `wait` says how.
  package var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, UInt32(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == SIGCHLD
  }

  package func signal(_ number: Int32) { kill(process, number) }

  /// Waits for its end: the exit status, or 128 and the signal's number.
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
