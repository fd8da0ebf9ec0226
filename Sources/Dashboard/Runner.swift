import Foundation
package import Session
package import TerminalKit
import TextSafety

/// What the runner's tasks leave for the loop.
package enum Reply: Sendable {
  case answer(Ticket, Result<SessionAnswer, SessionError>)
  case change(SessionChange)
}

/// Runs the dashboard: hands it what the loop hears, and performs its effects. Everything that waits is a task of its
/// own, and posts what came of it; the loop never waits for the session.
package final class Runner: EventHandler {
  package typealias Message = Reply

  /// Longer than between two steps of a key that is held, and too short to be waited for.
  private static let rest = Duration.milliseconds(90)

  private var dashboard: Dashboard
  private let session: any Session
  private let files: any FileWriter
  private let terminal: any Terminal
  private let mailbox: Mailbox<Reply>
  private let clock: @Sendable () -> Int64
  private let theme: (String) -> Theme?
  /// What is being asked; a later question of a slot cancels the earlier one.
  private var tasks: [Slot: (generation: UInt64, acts: Bool, task: Task<Void, Never>)] = [:]
  private var listening: Task<Void, Never>?
  /// When the cursor has rested; nil where nothing waits for that.
  private var restsAt: ContinuousClock.Instant?

  /// - Parameters:
  ///   - theme: the theme of a name; nil where there is none.
  ///   - clock: seconds since 1970.
  package init(
    _ dashboard: Dashboard, session: any Session, files: any FileWriter, terminal: any Terminal,
    mailbox: Mailbox<Reply>,
    theme: @escaping (String) -> Theme? = { _ in nil },
    clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
  ) {
    self.dashboard = dashboard
    self.session = session
    self.files = files
    self.terminal = terminal
    self.mailbox = mailbox
    self.clock = clock
    self.theme = theme
  }

  deinit {
    listening?.cancel()
    for asked in tasks.values { asked.task.cancel() }
  }

  /// Opens the dashboard on its terminal and runs it until the person leaves.
  package static func run(
    _ dashboard: Dashboard, session: any Session, files: any FileWriter, terminal: any Terminal,
    theme: @escaping (String) -> Theme? = { _ in nil }
  ) -> LoopEnd {
    let mailbox = Mailbox<Reply>()
    let runner = Runner(dashboard, session: session, files: files, terminal: terminal, mailbox: mailbox, theme: theme)
    terminal.setTitle("Bulwark")
    terminal.takesMouse = true
    runner.start()
    return EventLoop(runner, on: terminal, mailbox).run()
  }

  /// Listens to the session, then asks for the first screen: nothing that happens between is missed.
  package func start() {
    let changes = session.changes()
    listening = Task { [mailbox] in
      for await change in changes { mailbox.post(.change(change)) }
    }
    reduce(.started(terminal.size))
  }

  package func handle(_ event: Event) { reduce(.terminal(event)) }

  package func handle(_ message: Reply) {
    switch message {
    case .answer(let ticket, let result):
      if tasks[ticket.slot]?.generation == ticket.generation { tasks[ticket.slot] = nil }
      reduce(.answer(ticket, result))
    case .change(let change): reduce(.change(change))
    }
  }

  package func draw(into surface: inout Surface) { dashboard.draw(into: &surface) }

  package var deadline: ContinuousClock.Instant? { restsAt }

  package func handleTimer() {
    restsAt = nil
    reduce(.rested)
  }

  package var isBusy: Bool { dashboard.isBusy }
  package var isFinished: Bool { dashboard.isFinished }

  private func reduce(_ event: DashboardEvent) {
    for effect in dashboard.reduce(event, now: clock()) { perform(effect) }
    // Whoever asked may have been left: what nobody waits for is not worked on.
    for (slot, asked) in tasks where !asked.acts && !dashboard.awaits(slot) { asked.task.cancel() }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .terminal(.redraw): terminal.invalidate()
    case .terminal(.copy(let text)): terminal.copy([text])
    case .terminal(.copyLines(let lines)): terminal.copy(lines)
    case .terminal(.edit(let path, let line)): reduce(.edited(terminal.edit(path, line: line)))
    case .terminal(.mouse(let isOn)): terminal.takesMouse = isOn
    case .terminal(.theme(let name)): if let theme = theme(name) { terminal.theme = theme }
    case .rest: restsAt = .now + Runner.rest
    case .session(let call, let ticket):
      if !call.acts { tasks[ticket.slot]?.task.cancel() }
      let task = Task { [session, files, mailbox] in
        let result = await session.answer(call, files)
        mailbox.post(.answer(ticket, result))
      }
      tasks[ticket.slot] = (ticket.generation, call.acts, task)
    }
  }
}

extension Session {
  /// Answers a question that is a value.
  fileprivate func answer(_ call: SessionCall, _ files: any FileWriter) async -> Result<SessionAnswer, SessionError> {
    do throws(SessionError) {
      switch call {
      case .fleet: return .success(.fleet(try await fleet()))
      case .findings(let request): return .success(.page(try await findings(request)))
      case .outline(let request): return .success(.outline(try await outline(request)))
      case .members(let group, let request): return .success(.page(try await findings(of: group, request)))
      case .source(let key): return .success(.source(try await source(of: key)))
      case .namespaces(let request): return .success(.namespaces(try await namespaces(request)))
      case .finding(let key): return .success(.detail(try await finding(key)))
      case .patches(let keys): return .success(.patches(try await patches(keys)))
      case .preview(let request): return .success(.preview(try await preview(request)))
      case .decide(let request): return .success(.receipt(try await decide(request)))
      case .undo: return .success(.receipt(try await undo()))
      case .redo: return .success(.receipt(try await redo()))
      case .workload(let key): return .success(.workload(try await workload(of: key)))
      case .object(let key): return .success(.workload(try await workload(key)))
      case .relations(let key): return .success(.relations(try await relations(of: key)))
      case .objects(let text, let limit): return .success(.objects(try await objects(named: text, limit: limit)))
      case .decisions: return .success(.decisions(try await decisions()))
      case .withdraw(let ids): return .success(.receipt(try await withdraw(ids)))
      case .renew(let ids, let reason, let until):
        return .success(.receipt(try await renew(ids, reason: reason, until: until)))
      case .sources: return .success(.sources(try await sources()))
      case .savedFilters: return .success(.savedFilters(try await savedFilters()))
      case .save(let filter): return .success(.savedFilters(try await save(filter)))
      case .write(let request): return .success(.written(try await files.write(request)))
      case .refresh:
        try await refresh()
        return .success(.begun)
      }
    } catch { return .failure(error) }
  }
}
