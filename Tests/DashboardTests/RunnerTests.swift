import Hardening
import Session
import Synchronization
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

/// A session over the made-up fleet, answering from other threads as a real one does.
private final class FakeSession: Session, FileWriter {
  private let fleet: Mutex<FakeFleet>
  private let stream: AsyncStream<SessionChange>
  let changed: AsyncStream<SessionChange>.Continuation

  /// Relations are answered when nobody wants them any more; `related` says that one was asked for, then cancelled.
  let holdsRelations: Bool
  let related: AsyncStream<Bool>
  private let relating: AsyncStream<Bool>.Continuation

  init(_ fleet: FakeFleet = FakeFleet(), holdsRelations: Bool = false) {
    self.fleet = Mutex(fleet)
    self.holdsRelations = holdsRelations
    (related, relating) = AsyncStream.makeStream(of: Bool.self)
    (stream, changed) = AsyncStream.makeStream(of: SessionChange.self)
  }

  private func ask<Answer>(_ call: SessionCall, _ read: (SessionAnswer) -> Answer?) throws(SessionError) -> Answer {
    let answer = try fleet.withLock { $0.answer(call) }.get()
    guard let value = read(answer) else {
      throw SessionError(.gone, Notice(what: "fake", why: "another answer", next: "", costsCoverage: false))
    }
    return value
  }

  func fleet() async throws(SessionError) -> FleetSnapshot {
    try ask(.fleet) { if case .fleet(let value) = $0 { value } else { nil } }
  }
  func namespaces(_ request: NamespacesRequest) async throws(SessionError) -> NamespacesSnapshot {
    try ask(.namespaces(request)) { if case .namespaces(let value) = $0 { value } else { nil } }
  }
  func workload(of key: FindingKey) async throws(SessionError) -> WorkloadSnapshot {
    try ask(.workload(key)) { if case .workload(let value) = $0 { value } else { nil } }
  }
  func workload(_ key: ObjectKey) async throws(SessionError) -> WorkloadSnapshot {
    try ask(.object(key)) { if case .workload(let value) = $0 { value } else { nil } }
  }
  func relations(of key: ObjectKey) async throws(SessionError) -> ObjectRelations {
    if holdsRelations {
      relating.yield(true)
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(600)) }
      relating.yield(false)
      throw SessionError(.cancelled, Notice(what: "fake", why: "cancelled", next: "", costsCoverage: false))
    }
    return try ask(.relations(key)) { if case .relations(let value) = $0 { value } else { nil } }
  }
  func objects(named text: UntrustedText, limit: Int) async throws(SessionError) -> [NamedObject] {
    try ask(.objects(named: text, limit: limit)) { if case .objects(let value) = $0 { value } else { nil } }
  }
  func decisions() async throws(SessionError) -> DecisionsSnapshot { DecisionsSnapshot(revision: 1, entries: []) }
  func withdraw(_ ids: [ULID]) async throws(SessionError) -> DecisionReceipt {
    try ask(.undo) { if case .receipt(let value) = $0 { value } else { nil } }
  }
  func renew(_ ids: [ULID], reason: UntrustedText, until: Int64?) async throws(SessionError) -> DecisionReceipt {
    try ask(.renew(ids, reason: reason, until: until)) { if case .receipt(let value) = $0 { value } else { nil } }
  }
  func findings(_ request: FindingsRequest) async throws(SessionError) -> FindingsPage {
    try ask(.findings(request)) { if case .page(let value) = $0 { value } else { nil } }
  }
  func outline(_ request: OutlineRequest) async throws(SessionError) -> FindingsOutline {
    try ask(.outline(request)) { if case .outline(let value) = $0 { value } else { nil } }
  }
  func findings(of group: FindingsGroup.ID, _ request: FindingsRequest) async throws(SessionError) -> FindingsPage {
    try ask(.members(group, request)) { if case .page(let value) = $0 { value } else { nil } }
  }
  func finding(_ key: FindingKey) async throws(SessionError) -> FindingDetail {
    try ask(.finding(key)) { if case .detail(let value) = $0 { value } else { nil } }
  }
  func patches(_ keys: [FindingKey]) async throws(SessionError) -> [FindingPatch] {
    try ask(.patches(keys)) { if case .patches(let value) = $0 { value } else { nil } }
  }
  func write(_ request: WriteRequest) async throws(SessionError) -> WriteReceipt {
    try ask(.write(request)) { if case .written(let value) = $0 { value } else { nil } }
  }
  func savedFilters() async throws(SessionError) -> [SavedFilter] {
    try ask(.savedFilters) { if case .savedFilters(let value) = $0 { value } else { nil } }
  }
  func save(_ filter: SavedFilter) async throws(SessionError) -> [SavedFilter] {
    try ask(.save(filter)) { if case .savedFilters(let value) = $0 { value } else { nil } }
  }
  func source(of key: FindingKey) async throws(SessionError) -> SourceText {
    try ask(.source(key)) { if case .source(let value) = $0 { value } else { nil } }
  }
  func preview(_ request: DecisionRequest) async throws(SessionError) -> DecisionPreview {
    try ask(.preview(request)) { if case .preview(let value) = $0 { value } else { nil } }
  }
  func decide(_ request: DecisionRequest) async throws(SessionError) -> DecisionReceipt {
    try ask(.decide(request)) { if case .receipt(let value) = $0 { value } else { nil } }
  }
  func undo() async throws(SessionError) -> DecisionReceipt {
    try ask(.undo) { if case .receipt(let value) = $0 { value } else { nil } }
  }
  func redo() async throws(SessionError) -> DecisionReceipt {
    try ask(.redo) { if case .receipt(let value) = $0 { value } else { nil } }
  }
  func sources() async throws(SessionError) -> SourcesSnapshot {
    try ask(.sources) { if case .sources(let value) = $0 { value } else { nil } }
  }
  func refresh() async throws(SessionError) {
    let _: Bool = try ask(.refresh) { _ in true }
    changed.yield(.data(revision: 9))
  }
  func changes() -> AsyncStream<SessionChange> { stream }
}

@Suite("The runner: the dashboard on a terminal, with a session that answers from elsewhere", .serialized)
struct RunnerTests {
  private func run(_ keys: String, _ session: FakeSession = FakeSession()) -> HeadlessTerminal {
    let script = keys.split(separator: " ").compactMap { Key(String($0)) }.map { Event.key($0) }
    let terminal = HeadlessTerminal(Size(width: 100, height: 30), script: script)
    #expect(Runner.run(Dashboard(), session: session, files: session, terminal: terminal) == .finished)
    return terminal
  }

  @Test("a script acts on what the answers show, and the last frame stays")
  func script() {
    let terminal = run("enter enter j a")
    #expect(terminal.frame.text.contains("acknowledged 1 finding · u undo"))
    #expect(terminal.title == "Bulwark")
  }

  @Test("leaving a page stops the reading that it waits for")
  @MainActor func leaving() async {
    let session = FakeSession(holdsRelations: true)
    let terminal = HeadlessTerminal(Size(width: 100, height: 30), script: [])
    let mailbox = Mailbox<Reply>()
    let runner = Runner(Dashboard(), session: session, files: session, terminal: terminal, mailbox: mailbox)
    runner.start()
    var told = session.related.makeAsyncIterator()
    /// Handles what came, until the dashboard waits for nothing but the page's relations.
    func settle(_ isDone: () -> Bool) async {
      while !isDone() {
        for message in mailbox.take() { runner.handle(message) }
        await Task.yield()
      }
    }
    await settle { !runner.isBusy }
    runner.handle(.key(Key("3")))
    await settle { !runner.isBusy }
    runner.handle(.key(Key(.enter)))
    let isAsked = Mutex(false)
    async let asked: Void = {
      _ = await told.next()
      isAsked.withLock { $0 = true }
    }()
    await settle { isAsked.withLock { $0 } }
    await asked
    runner.handle(.key(Key("q")))
    #expect(await told.next() == false)
  }

  @Test("undo after acts, each waiting for the one before")
  func undo() {
    #expect(run("3 a j a j a u u").frame.text.contains("U redo"))
    #expect(run("3 a u u").frame.text.contains("nothing to undo"))
  }

  @Test("what changes by itself is drawn")
  func change() {
    let session = FakeSession()
    session.changed.yield(.notice(Notice(what: "x", why: "y", next: "z", costsCoverage: true)))
    #expect(run("ctrl-r 0", session).frame.text.contains("y"))
  }

  @Test("text is copied through the terminal, and Q ends the run before the script does")
  func copy() {
    let terminal = run("3 y i Q j j j")
    #expect(terminal.copied.first?.width == 32)
  }
}
