import CCurl
import Foundation
import Synchronization
import TextSafety

/// The thread that libcurl runs on. It sleeps until a socket has something, a transfer's time is over, or another thread
/// wakes it; with nothing under way it sleeps without end.
final class TransferLoop: @unchecked Sendable {
  private enum Command {
    case start(Transfer)
    case resume(Transfer)
    case drop(Transfer)
  }

  private struct State {
    var commands: [Command] = []
    /// To wake the thread by; nil before it runs and after.
    var multi: UnsafeMutableRawPointer?
    var isOver = false
  }

  private static let isReady: Bool = {
    guard curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK else { return false }
    // At exit OpenSSL takes down what threads may still be using; what is registered later runs before that.
    atexit { TransferLoop.stopAll() }
    return true
  }()
  /// Those whose threads run.
  private static let running = Mutex<[ObjectIdentifier: TransferLoop]>([:])

  /// Idle connections that are kept for what is asked next.
  private static let connections = 256
  private static let longestSleep = Duration.seconds(3600)

  private let now: @Sendable () -> Duration
  private let state = Mutex(State())

  // The thread alone.
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
  private var sockets: Set<Int32> = []

  /// - Parameter now: how long ago something was.
  init(now: @escaping @Sendable () -> Duration) { self.now = now }

  /// What transfers are to tell of sockets.
  var socketOwner: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static let opener: curl_opensocket_callback = { loop, _, address in
    guard let loop, let address else { return CURL_SOCKET_BAD }
    let socket = ccurl_socket(address)
    if socket >= 0 { Unmanaged<TransferLoop>.fromOpaque(loop).takeUnretainedValue().sockets.insert(socket) }
    return socket
  }

  static let closer: curl_closesocket_callback = { loop, socket in
    if let loop { Unmanaged<TransferLoop>.fromOpaque(loop).takeUnretainedValue().sockets.remove(socket) }
    return close(socket)
  }
}

/// On any thread.
extension TransferLoop {
  /// The first starts the thread.
  func start(_ transfer: Transfer) {
    let isFirst = state.withLock { state -> Bool? in
      guard !state.isOver, Self.isReady else { return nil }
      if state.multi == nil {
        guard let multi = curl_multi_init() else { return nil }
        state.multi = multi
        state.commands.append(.start(transfer))
        return true
      }
      state.commands.append(.start(transfer))
      curl_multi_wakeup(state.multi)
      return false
    }
    guard let isFirst else { return transfer.finish(.failure(.cancelled(transfer.what))) }
    if isFirst {
      Self.running.withLock { $0[ObjectIdentifier(self)] = self }
      let thread = Thread { self.run() }
      thread.name = "transfers"
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  /// Goes on with one that waited for its reader.
  func resume(_ transfer: Transfer) { send(.resume(transfer)) }

  /// Ends one at once.
  func cancel(_ transfer: Transfer) {
    transfer.finish(.failure(.cancelled(transfer.what)))
    send(.drop(transfer))
  }

  /// Has the thread look at the time, which only tests change behind its back.
  func wake() { state.withLock { state in _ = state.multi.map { curl_multi_wakeup($0) } } }

  /// Ends the thread with all that is under way.
  func stop() {
    state.withLock { state in
      state.isOver = true
      _ = state.multi.map { curl_multi_wakeup($0) }
    }
  }

  /// Ends all threads, and waits for them a second at most.
  private static func stopAll() {
    for loop in running.withLock({ Array($0.values) }) { loop.stop() }
    for _ in 0..<200 where !running.withLock({ $0.isEmpty }) { usleep(5000) }
  }

  private func send(_ command: Command) {
    state.withLock { state in
      guard let multi = state.multi else { return }
      state.commands.append(command)
      curl_multi_wakeup(multi)
    }
  }
}

/// On the thread.
extension TransferLoop {
  private func run() {
    // Signals are the main thread's; a write to a closed connection is an error, not one of them.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    guard let multi = state.withLock({ $0.multi }) else { return }
    ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.connections)
    while takeCommands(multi) {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      takeEnds(multi)
      let sleep = giveUpLate(multi)
      if curl_multi_poll(multi, nil, 0, Int32(clamping: sleep.milliseconds + 1), nil) != CURLM_OK {
        // No memory, or too many descriptors: another time.
        usleep(100_000)
      }
    }
    state.withLock { $0.multi = nil }
    for transfer in transfers.values {
      transfer.finish(.failure(.cancelled(transfer.what)))
      curl_multi_remove_handle(multi, transfer.easy)
    }
    transfers = [:]
    curl_multi_cleanup(multi)
    Self.running.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(self)) }
  }

  /// Whether to go on.
  private func takeCommands(_ multi: UnsafeMutableRawPointer) -> Bool {
    let (commands, isOver) = state.withLock { state in
      defer { state.commands = [] }
      return (state.commands, state.isOver)
    }
    for command in commands {
      switch command {
      case .start(let transfer) where transfer.hasEnded: break
      case .start(let transfer):
        transfer.began = now()
        transfer.lastSign = transfer.began
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
          transfer.ended(CURLE_OUT_OF_MEMORY)
          continue
        }
        transfers[transfer.easy] = transfer
      case .resume(let transfer):
        guard transfers[transfer.easy] != nil else { continue }
        transfer.hasMoved = true
        transfer.isStopped = false
        curl_easy_pause(transfer.easy, CURLPAUSE_CONT)
      case .drop(let transfer): remove(transfer, multi)
      }
    }
    return !isOver
  }

  private func remove(_ transfer: Transfer, _ multi: UnsafeMutableRawPointer) {
    guard transfers.removeValue(forKey: transfer.easy) != nil else { return }
    curl_multi_remove_handle(multi, transfer.easy)
  }

  private func takeEnds(_ multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      var easy: UnsafeMutableRawPointer?
      var code = CURLE_OK
      guard ccurl_message_is_end(message, &easy, &code), let easy, let transfer = transfers[easy] else { continue }
      transfer.ended(code)
      remove(transfer, multi)
    }
  }

  /// Ends what was silent or took too long; how long until the next may be.
  private func giveUpLate(_ multi: UnsafeMutableRawPointer) -> Duration {
    let now = now()
    var next = Self.longestSleep
    for transfer in transfers.values {
      // Who waits for its reader is not silent.
      if transfer.hasMoved || transfer.isStopped { transfer.lastSign = now }
      transfer.hasMoved = false
    }
    for transfer in Array(transfers.values) {
      let (left, end, isSilent) = transfer.bound(at: now)
      guard left <= .zero else {
        next = min(next, left)
        continue
      }
      transfer.finish(end)
      if isSilent { abandon(transfer, multi, now) } else { remove(transfer, multi) }
    }
    return next
  }

  /// Removes one whose server was silent, so that nobody is put on its connection again. Where nothing else came over
  /// that either, it is dead: all that is on it ends.
  private func abandon(_ transfer: Transfer, _ multi: UnsafeMutableRawPointer, _ now: Duration) {
    let connection = transfer.connection
    let others = transfers.values.filter { $0 !== transfer && connection != nil && $0.connection == connection }
    ccurl_set_long(transfer.easy, CURLOPT_FORBID_REUSE, 1)
    remove(transfer, multi)
    guard !others.isEmpty, others.allSatisfy({ !$0.isStopped && now - $0.lastSign >= transfer.silence / 2 }) else {
      return
    }
    for socket in sockets where Connection(socket: socket) == connection { shutdown(socket, Int32(SHUT_RDWR)) }
  }
}
