import CNcurses
import Glibc

/// How a loop ended.
package enum LoopEnd: Sendable, Hashable {
  /// The person is done, or the script is.
  case finished
  /// A signal asked for it: SIGTERM, SIGHUP, SIGINT. Whoever gave the terminal back may end the process by it
  /// (`LoopEnd.die`).
  case signal(Int32)
  /// The terminal is gone.
  case closed

  /// Ends the process by a signal's default action, so that its parent sees what ended it.
  package static func die(of signal: Int32) { bulwark_signals_die(signal) }
}

/// Waits for the terminal, for messages of other threads, for signals, and for the handler's deadline; hands each to the
/// handler, in one thread, and puts the frame on the screen that follows from them. At rest it sleeps without end.
///
/// Ctrl-Z never reaches the handler: it suspends the process. Of what came at once, keys go first, so that they act on
/// what was on screen when they were pressed.
package final class EventLoop<Handler: EventHandler> {
  private let terminal: any Terminal
  private let mailbox: Mailbox<Handler.Message>
  private let handler: Handler
  /// When input that is there in part is taken as it is.
  private var patienceEnds: ContinuousClock.Instant?
  private var pacer = FramePacer()
  /// A key, a size, a timer: what is seen by now is not what it should be.
  private var isStale = true
  private var end: LoopEnd?

  package init(_ handler: Handler, on terminal: any Terminal, _ mailbox: Mailbox<Handler.Message>) {
    self.handler = handler
    self.terminal = terminal
    self.mailbox = mailbox
  }

  /// Runs until the handler is finished, the terminal is gone, or a signal ends it. The terminal stays taken: its owner
  /// gives it back.
  package func run() -> LoopEnd {
    let signals = bulwark_signals_watch()
    defer { bulwark_signals_unwatch() }
    end = nil
    isStale = true
    while true {
      // A script's key comes after the frame that it acts on, and so does the script's end.
      let isScripted = terminal.descriptor == nil && !handler.isBusy
      if isStale || pacer.due.map({ isScripted || $0 <= .now }) ?? false { present() }
      if handler.isFinished { return .finished }
      if isScripted {
        takeScripted()
      } else {
        wait(for: signals)
      }
      if let end { return end }
    }
  }

  private func present() {
    var surface = Surface(terminal.size)
    handler.draw(into: &surface)
    terminal.present(surface)
    isStale = false
    pacer.drew(at: .now)
  }

  /// A script's next step acts on all that is known: on every answer, and on what is drawn of it.
  private func takeScripted() {
    deal(with: bulwark_signals_take())
    let messages = mailbox.take()
    for message in messages { handler.handle(message) }
    // A script takes its time: whatever waits for a timer has come to pass before the next key.
    if handler.deadline != nil {
      handler.handleTimer()
    } else if end == nil, messages.isEmpty {
      take(terminal.read())
    }
    isStale = true
  }

  /// Sleeps until something is there and deals with it.
  private func wait(for signals: Int32) {
    // A negative descriptor is passed over by poll.
    var watched = [terminal.descriptor ?? -1, mailbox.descriptor, signals].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = poll(&watched, nfds_t(watched.count), timeout)
    if count < 0, errno != EINTR {
      end = .closed
      return
    }
    deal(with: bulwark_signals_take())
    if end != nil { return }
    let hasInput = count > 0 && watched[0].revents != 0
    if hasInput || patienceEnds.map({ $0 <= .now }) ?? false {
      take(terminal.read())
      patienceEnds = terminal.patience.map { .now + $0 }
    }
    let messages = mailbox.take()
    for message in messages { handler.handle(message) }
    if !messages.isEmpty { pacer.owe(at: .now) }
    if let deadline = handler.deadline, deadline <= .now {
      handler.handleTimer()
      isStale = true
    }
  }

  /// Milliseconds until a timer asks for attention, rounded up; -1 is never.
  var timeout: Int32 {
    guard let next = [patienceEnds, handler.deadline, pacer.due].compactMap({ $0 }).min() else { return -1 }
    let left = ContinuousClock.now.duration(to: next).components
    let milliseconds = left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(0, milliseconds))
  }

  private func take(_ input: TerminalInput) {
    for event in input.events {
      if event == .key(Key(.rune("z"), .ctrl)) {
        suspend(group: true)
      } else {
        handler.handle(event)
        isStale = true
      }
      if handler.isFinished || end != nil { return }
    }
    // The frame that the last event of a script led to is drawn before the end is seen.
    if input.isAtEnd { end = terminal.descriptor == nil ? .finished : .closed }
  }

  private func deal(with signals: UInt32) {
    let ends: [(Int, Int32)] = [
      (BULWARK_SIGNAL_HANG_UP, SIGHUP), (BULWARK_SIGNAL_TERMINATE, SIGTERM), (BULWARK_SIGNAL_INTERRUPT, SIGINT),
    ].map { (Int($0.0), $0.1) }
    for (bit, signal) in ends where Int(signals) & bit != 0 {
      end = .signal(signal)
      return
    }
    if Int(signals) & Int(BULWARK_SIGNAL_STOP) != 0 { return suspend(group: false) }
    // Stopped by SIGSTOP and continued: others used the terminal meanwhile.
    if Int(signals) & Int(BULWARK_SIGNAL_CONTINUE) != 0 {
      terminal.reclaim()
      isStale = true
    }
    if Int(signals) & Int(BULWARK_SIGNAL_RESIZE | BULWARK_SIGNAL_CONTINUE) != 0 { checkSize() }
  }

  private func checkSize() {
    guard let size = terminal.resized() else { return }
    handler.handle(.resize(size))
    isStale = true
  }

  /// Gives the terminal back, stops the process until it is continued in the foreground, and takes the terminal again.
  private func suspend(group: Bool) {
    terminal.release()
    bulwark_signals_stop(group)
    while !terminal.isInForeground {
      let signals = Int(bulwark_signals_take())
      let ends = Int(BULWARK_SIGNAL_TERMINATE | BULWARK_SIGNAL_HANG_UP | BULWARK_SIGNAL_INTERRUPT)
      if signals & ends != 0 { return deal(with: UInt32(signals)) }
      guard signals & Int(BULWARK_SIGNAL_CONTINUE) != 0 else {
        // Not to be stopped, and not to be listened to: nobody is there who could continue it.
        end = .closed
        return
      }
      bulwark_signals_stop(false)
    }
    terminal.reclaim()
    isStale = true
    checkSize()
    deal(with: bulwark_signals_take() & ~UInt32(BULWARK_SIGNAL_STOP | BULWARK_SIGNAL_CONTINUE))
  }
}
