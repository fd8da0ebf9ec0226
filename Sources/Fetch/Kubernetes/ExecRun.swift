import Foundation
import Synchronization
import TextSafety

/// One run of a plugin: in a session of its own, without our terminal and without input; killed with all that it started
/// where it takes too long or says too much.
enum ExecRun {
  /// Bytes that a credential may have.
  private static let most = 1 << 20
  /// The last bytes of what it complains.
  private static let lastWords = 4096
  private static let starting = Mutex(())

  static func output(of plugin: ExecPlugin, patience: Duration = .seconds(60)) async -> Result<[UInt8], FetchError> {
    await withCheckedContinuation { continuation in
      // It blocks: not on the pool that everybody's tasks share.
      let thread = Thread { continuation.resume(returning: run(plugin, patience)) }
      thread.start()
    }
  }

  private static func run(_ plugin: ExecPlugin, _ patience: Duration) -> Result<[UInt8], FetchError> {
    func failure(_ why: UntrustedText, _ next: UntrustedText = "run it by hand to see what it wants") -> FetchError {
      FetchError(.refused, what: plugin.user, why: "\(plugin.name) \(why)", next: next)
    }
    guard let program = path(of: plugin) else {
      let hint = plugin.installHint.isEmpty ? "install it, or correct PATH" : plugin.installHint
      return .failure(failure("is not there", hint))
    }
    // One at a time: a child that another run starts meanwhile must not get these pipes.
    let (output, complaints, started) = starting.withLock { _ in
      let (output, complaints) = (Pipe(), Pipe())
      let process = spawn(program, plugin, output, complaints)
      output.closeWriter()
      complaints.closeWriter()
      return (output, complaints, process)
    }
    defer {
      output.close()
      complaints.close()
    }
    guard let process = started else { return .failure(failure("cannot be started")) }
    let end = ContinuousClock.now + patience
    var said: [UInt8] = []
    var complained: [UInt8] = []
    var why: UntrustedText?
    while output.isOpen || complaints.isOpen {
      let left = end - .now
      guard left > .zero else {
        why = "did not end within \(patience.components.seconds) s"
        break
      }
      var watched = [output, complaints].filter(\.isOpen).map {
        pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0)
      }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      if poll(&watched, nfds_t(watched.count), Int32(clamping: milliseconds)) < 0, errno != EINTR { break }
      for ready in watched where ready.revents != 0 {
        if ready.fd == output.reader { output.read(into: &said) } else { complaints.read(into: &complained) }
      }
      if complained.count > 2 * lastWords { complained.removeFirst(complained.count - lastWords) }
      if said.count > most {
        why = "printed more than a credential has"
        break
      }
      // Its children may hold the pipe when it is gone.
      var status: Int32 = 0
      if !output.isOpen, waitpid(process, &status, WNOHANG) == process {
        kill(-process, SIGKILL)
        return ended(status, said, complained, failure)
      }
    }
    if why != nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    kill(-process, SIGKILL)
    if let why { return .failure(failure(why)) }
    return ended(status, said, complained, failure)
  }

  private static func ended(
    _ status: Int32, _ said: [UInt8], _ complained: [UInt8], _ failure: (UntrustedText, UntrustedText) -> FetchError
  ) -> Result<[UInt8], FetchError> {
    if status == 0 { return .success(said) }
    let words = UntrustedText(String(decoding: complained.suffix(lastWords), as: UTF8.self))
    let last = words.split("\n").filter { !$0.isEmpty }.suffix(2).reduce("" as UntrustedText) {
      $0.isEmpty ? $1 : "\($0); \($1)"
    }
    let end: UntrustedText =
      status & 0x7f == 0 ? "ended with status \((status >> 8) & 0xff)" : "died of signal \(status & 0x7f)"
    return .failure(
      failure(last.isEmpty ? end : "\(end): \(last)", "run it by hand to see what it wants"))
  }

  /// The program, looked up in the PATH that the plugin gets.
  private static func path(of plugin: ExecPlugin) -> String? {
    let isProgram: (String) -> Bool = { access($0, X_OK) == 0 }
    if plugin.command.contains("/") { return isProgram(plugin.command) ? plugin.command : nil }
    let folders = (plugin.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(plugin.command)" }.first(where: isProgram)
  }

  private static func spawn(_ program: String, _ plugin: ExecPlugin, _ output: Pipe, _ complaints: Pipe) -> pid_t? {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID is a macro that Swift does not see.
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(
      &attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writer, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, complaints.writer, STDERR_FILENO)
    keepDescriptors()
    let arguments = ([plugin.command] + plugin.arguments).map { strdup($0) } + [nil]
    let variables = plugin.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for text in arguments + variables { free(text) }
    }
    var process = pid_t()
    return posix_spawn(&process, program, &actions, &attributes, arguments, variables) == 0 ? process : nil
  }

  /// Nothing that is open here is a plugin's: a file that somebody else opened without saying so is kept from it too.
  private static func keepDescriptors() {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for number in open.compactMap({ Int32($0) }) where number > STDERR_FILENO {
      let flags = fcntl(number, F_GETFD)
      if flags >= 0 { _ = fcntl(number, F_SETFD, flags | FD_CLOEXEC) }
    }
  }

  /// A pipe whose ends no other child gets.
  private final class Pipe {
    private(set) var reader: Int32 = -1
    private(set) var writer: Int32 = -1
    private(set) var isOpen = false

    init() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return }
      (reader, writer) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      isOpen = true
    }

    func closeWriter() {
      if writer >= 0 { Foundation.close(writer) }
      writer = -1
    }

    func close() {
      closeWriter()
      if reader >= 0 { Foundation.close(reader) }
      reader = -1
      isOpen = false
    }

    func read(into bytes: inout [UInt8]) {
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      let count = Foundation.read(reader, &buffer, buffer.count)
      if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { isOpen = false }
    }
  }
}
