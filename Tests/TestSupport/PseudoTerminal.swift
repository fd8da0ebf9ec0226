import Foundation
import Glibc

/// A program on a terminal of its own, and what it writes there.
package final class PseudoTerminal {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private var master: Int32
  package let process: Int32
  /// All that the program has written and `take` has not taken.
  package private(set) var output: [UInt8] = []
  private var status: Int32?

  /// Starts a program in a session of its own, the terminal being its standard input, output and error.
  package init(
    _ command: [String], width: Int = 120, height: Int = 36, environment: [String: String] = [:]
  ) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // TIOCSPTLCK and TIOCGPTN: unlock the other side and give its number.
    var (unlocked, number) = (Int32(0), Int32(0))
    guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw Failure(description: "no terminal to be had")
    }
    let slave = "/dev/pts/\(number)"
    var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
    variables.merge(environment) { $1 }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes the session's.
    posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // The threads of tests block signals.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    // POSIX_SPAWN_SETSID, POSIX_SPAWN_SETSIGMASK and POSIX_SPAWN_SETSIGDEF.
    posix_spawnattr_setflags(&attributes, 0x80 | 0x08 | 0x04)

    var process: Int32 = 0
    var arguments = command.map { strdup($0) } + [nil]
    var values = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for string in arguments + values { free(string) } }
    PseudoTerminal.resize(master, width, height)
    let result = posix_spawn(&process, command[0], &actions, &attributes, &arguments, &values)
    guard result == 0 else { throw Failure(description: "\(command[0]): \(String(cString: strerror(result)))") }
    self.process = process
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    if master >= 0 { close(master) }
  }

  /// The terminal goes away, as when its window is closed.
  package func hangUp() {
    close(master)
    master = -1
  }

  private static func resize(_ master: Int32, _ width: Int, _ height: Int) {
    var window = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  package func resize(width: Int, height: Int) { PseudoTerminal.resize(master, width, height) }

  package func send(_ text: String) { send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // What the program writes meanwhile must not stop it from reading.
      var ready = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard poll(&ready, 1, 10_000) > 0 else { return }
      if Int32(ready.revents) & POLLIN != 0 { read() }
      guard Int32(ready.revents) & POLLOUT != 0 else { continue }
      let count = rest.prefix(1024).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads what is there. false where the terminal is closed.
  @discardableResult
  private func read() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer[..<count]
    return true
  }

  /// Waits until the output holds a text.
  package func wait(for text: String, within: Duration = .seconds(240)) throws {
    let wanted = Array(text.utf8)
    let end = ContinuousClock.now + within
    while !PseudoTerminal.holds(output, wanted) {
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let left = max(0, ContinuousClock.now.duration(to: end).components.seconds * 1000)
      guard left > 0, poll(&ready, 1, Int32(clamping: left)) > 0, read() else {
        throw Failure(description: "\(text.debugDescription) did not come, but \(shown)")
      }
    }
  }

  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Whether nothing is written for a while; what is written is kept.
  package func isQuiet(for time: Duration) throws -> Bool {
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let (seconds, fraction) = time.components
    let count = poll(&ready, 1, Int32(clamping: seconds * 1000 + fraction / 1_000_000_000_000_000))
    if count > 0, !read() { throw Failure(description: "the program is gone, having written \(shown)") }
    return count == 0
  }

  /// The output with its escapes spelled out.
  package var shown: String { text.debugDescription }

  private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return part.isEmpty }
    for start in 0...bytes.count - part.count where bytes[start] == first {
      if bytes[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }

  package func holds(_ text: String) -> Bool { PseudoTerminal.holds(output, Array(text.utf8)) }

  /// What was written so far; from now on, only what comes later counts.
  @discardableResult
  package func take() -> [UInt8] {
    defer { output = [] }
    return output
  }

  /// Reads to the end and gives the status of the process: `.exited(0)`, `.signalled(SIGTERM)`.
  package func finish(within: Duration = .seconds(240)) throws -> Ending {
    let end = ContinuousClock.now + within
    var isOpen = true
    while isOpen {
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let left = max(0, ContinuousClock.now.duration(to: end).components.seconds * 1000)
      guard left > 0, poll(&ready, 1, Int32(clamping: left)) > 0 else {
        throw Failure(description: "the program goes on, having written \(shown)")
      }
      isOpen = read()
    }
    return try self.end()
  }

  /// Waits for the process without reading.
  package func end() throws -> Ending {
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else { throw Failure(description: "the program is lost") }
    self.status = status
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
  }

  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Whether the terminal's modes are those of a shell: it echoes, and sends line by line.
  package var hasShellModes: Bool {
    var modes = termios()
    guard tcgetattr(master, &modes) == 0 else { return false }
    let cooked = tcflag_t(ICANON | ECHO | ISIG)
    return modes.c_lflag & cooked == cooked && modes.c_iflag & tcflag_t(ICRNL) != 0
  }
}
