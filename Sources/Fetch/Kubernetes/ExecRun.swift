import Foundation
import Synchronization
import TextSafety

/// One run of a plugin: in a session of its own, without our terminal and without input; killed with all that it started
/// where it takes too long or says too much. What it leaves behind when it ends by itself is left alone, as kubectl does:
/// that may be the browser in which somebody signed in.
enum ExecRun {
  /// Bytes that a credential may have.
  private static let most = 1 << 20
  /// The last bytes of what it complains.
  private static let lastWords = 4096
  /// How often it is looked whether it is over: its children may hold the pipes when it is gone, and the other way round.
  private static let glance = Duration.milliseconds(20)
  /// How long what is still to come is waited for when it is gone.
  private static let grace = Duration.seconds(1)
  private static let starting = Mutex(())

  /// What it printed, however many hold its pipes.
  /// - Parameters:
  ///   - patience: after which it counts as failed, with its last words.
  ///   - isEnough: whether that long has passed, where no clock is to say so.
  static func output(
    of plugin: ExecPlugin, patience: Duration = .seconds(60), isEnough: (@Sendable () -> Bool)? = nil
  ) async -> Result<[UInt8], FetchError> {
    await withCheckedContinuation { continuation in
      // It blocks: not on the pool that everybody's tasks share.
      let thread = Thread {
        let end = ContinuousClock.now + patience
        continuation.resume(returning: run(plugin, patience, isEnough ?? { .now >= end }))
      }
      thread.start()
    }
  }

  private static func run(
    _ plugin: ExecPlugin, _ patience: Duration, _ isEnough: () -> Bool
  ) -> Result<[UInt8], FetchError> {
    func failure(_ why: UntrustedText, _ next: UntrustedText = "run it by hand to see what it wants") -> FetchError {
      FetchError(.refused, what: plugin.user, why: "\(plugin.name) \(why)", next: next)
    }
    guard let program = path(of: plugin, in: plugin.searchPath) else {
      if self.path(of: plugin, in: plugin.environment["PATH"] ?? "") != nil {
        return .failure(
          failure("is in the PATH of its own env alone, where kubectl does not look either", "write its whole path"))
      }
      let hint = plugin.installHint.isEmpty ? "install it, or correct PATH" : plugin.installHint
      return .failure(failure("is not there", hint))
    }
    // One at a time: a child that another run starts meanwhile must not get these pipes.
    let (output, complaints, started) = starting.withLock { _ in
      let (output, complaints) = (Pipe(), Pipe())
      let process = Result { () throws(POSIXError) in try spawn(program, plugin, output, complaints) }
      output.closeWriter()
      complaints.closeWriter()
      return (output, complaints, process)
    }
    defer {
      output.close()
      complaints.close()
    }
    let process: pid_t
    switch started {
    case .success(let number): process = number
    case .failure(let error):
      return .failure(failure("cannot be started: \(UntrustedText(String(cString: strerror(error.code.rawValue))))"))
    }
    var said: [UInt8] = []
    var complained: [UInt8] = []
    var why: UntrustedText?
    switch follow(process, output, complaints, &said, &complained, until: isEnough) {
    case .ended: break
    case .tooLong: why = "did not end within \(patience.components.seconds) s"
    case .tooMuch: why = "printed more than a credential has"
    }
    // Killed before it is reaped: until then its number is nobody else's.
    if why != nil { killSession(of: process) }
    let status = reap(process)
    guard let why = why ?? (status == 0 ? nil : Self.end(status)) else { return .success(said) }
    let words = UntrustedText(String(decoding: complained.suffix(lastWords), as: UTF8.self))
    let last = words.split("\n").filter { !$0.isEmpty }.suffix(2).reduce("" as UntrustedText) {
      $0.isEmpty ? $1 : "\($0); \($1)"
    }
    return .failure(failure(last.isEmpty ? why : "\(why): \(last)"))
  }

  private enum End {
    case ended
    case tooLong
    case tooMuch
  }

  /// Reads until it is over or given up; it is not reaped.
  private static func follow(
    _ process: pid_t, _ output: Pipe, _ complaints: Pipe, _ said: inout [UInt8], _ complained: inout [UInt8],
    until isEnough: () -> Bool
  ) -> End {
    var over: (isGood: Bool, until: ContinuousClock.Instant)?
    while true {
      // Looked at before its pipes are read: all that it said itself is in them by then.
      if over == nil { over = ended(process).map { ($0, .now + grace) } }
      let isEnough = over == nil && isEnough()
      var watched = [output, complaints].filter(\.isOpen).map {
        pollfd(fd: $0.reader, events: Int16(POLLIN), revents: 0)
      }
      if poll(&watched, nfds_t(watched.count), Int32(glance.milliseconds)) < 0, errno != EINTR { usleep(20_000) }
      var isQuiet = true
      for ready in watched where ready.revents != 0 {
        if ready.fd == output.reader {
          output.read(into: &said)
          isQuiet = false
        } else {
          complaints.read(into: &complained)
        }
      }
      if complained.count > 2 * lastWords { complained.removeFirst(complained.count - lastWords) }
      if said.count > most { return .tooMuch }
      if let over {
        let isWhole = !output.isOpen && (over.isGood || !complaints.isOpen)
        if isWhole || isQuiet && .now >= over.until { return .ended }
      } else if isEnough {
        return .tooLong
      }
    }
  }

  /// Whether it ended with success; nil while it goes on. It stays to be reaped.
  private static func ended(_ process: pid_t) -> Bool? {
    var information = siginfo_t()
    guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0,
      information.si_signo == SIGCHLD
    else { return nil }
    return information.si_code == Int32(CLD_EXITED) && information._sifields._sigchld.si_status == 0
  }

  private static func end(_ status: Int32) -> UntrustedText {
    status & 0x7f == 0 ? "ended with status \((status >> 8) & 0xff)" : "died of signal \(status & 0x7f)"
  }

  /// Kills what it started too, also what made groups of its own, as shells do for what they start at a terminal.
  private static func killSession(of leader: pid_t) {
    kill(-leader, SIGKILL)
    // What starts others while it is looked for is found in the next round.
    for _ in 0..<10 {
      let members = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
      let left = members.filter { $0 != leader && getsid($0) == leader && !isDead($0) }
      if left.isEmpty { return }
      for process in left { kill(process, SIGKILL) }
      usleep(1000)
    }
  }

  /// Whether it only waits to be reaped.
  private static func isDead(_ process: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
    let fields = text.split(separator: ")").last?.split(separator: " ")
    return ["Z", "X"].contains(fields?.first)
  }

  /// The status of one that is over or killed.
  private static func reap(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    // Killed, it ends at once, unless it hangs in the kernel: on a file system that is away. Then it is reaped when it can.
    for _ in 0..<200 {
      switch waitpid(process, &status, WNOHANG) {
      case 0: usleep(10_000)
      case process: return status
      default: if errno != EINTR { return 0 }
      }
    }
    let reaper = Thread { while waitpid(process, nil, 0) < 0, errno == EINTR {} }
    reaper.start()
    return SIGKILL
  }

  /// The program: what has a slash is a path, the rest is looked up. Nothing is run because of the folder that we are in.
  private static func path(of plugin: ExecPlugin, in searchPath: String) -> String? {
    func isProgram(_ path: String) -> Bool {
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
    if plugin.command.contains("/") { return isProgram(plugin.command) ? plugin.command : nil }
    return searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(plugin.command)" }
      .first(where: isProgram)
  }

  private static func spawn(_ program: String, _ plugin: ExecPlugin, _ output: Pipe, _ complaints: Pipe)
    throws(POSIXError)
    -> pid_t
  {
    // Without them it would write where we do.
    guard output.isOpen, complaints.isOpen else { throw POSIXError(.EMFILE) }
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
    let number = posix_spawn(&process, program, &actions, &attributes, arguments, variables)
    guard number == 0 else { throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EINVAL) }
    return process
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
