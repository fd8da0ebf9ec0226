import Foundation

/// What reading several sources gives, in their order.
package enum SourceEvent: Sendable {
  case document(Document)
  case problem(DocumentProblem)
  /// The source has been read: to its end, or up to this error.
  case end((any Error)?)
}

extension DocumentReader {
  /// Reads sources one after the other on a thread of its own, which is a little ahead of `body`: what is done with the
  /// documents and the reading of those that follow share the time. `open` opens a source by its index; what it throws
  /// ends that source. Throws what `body` throws, and reads no further then.
  ///
  /// Large documents are not read ahead: memory is bounded as by `read`, and a few MiB.
  package static func readAhead<Failure: Error>(
    _ sources: Range<Int>, limits: Limits = .standard, open: @escaping @Sendable (Int) throws -> any ByteSource,
    _ body: (Int, SourceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let handover = Handover()
    let thread = Thread {
      read(sources, limits: limits, open: open, into: handover)
      handover.end()
    }
    thread.stackSize = 8 << 20
    thread.start()
    defer { handover.stop() }
    while let events = handover.take() {
      for (index, event) in events { try body(index, event) }
    }
  }

  private static func read(
    _ sources: Range<Int>, limits: Limits, open: (Int) throws -> any ByteSource, into handover: Handover
  ) {
    var batch = Batch(handover)
    for index in sources {
      var failure: (any Error)?
      do {
        try read(try open(index), limits: limits) { event in
          switch event {
          case .document(let document): try batch.add(index, .document(document), of: document.root.tree)
          case .problem(let problem): try batch.add(index, .problem(problem), of: nil)
          }
        }
      } catch is Handover.Stopped {
        return
      } catch {
        failure = error
      }
      guard (try? batch.add(index, .end(failure), of: nil)) != nil else { return }
    }
    try? batch.flush()
  }
}

/// Events on their way together: one by one, handing them over would cost more than they do.
private struct Batch {
  private var events: [Handover.Entry] = []
  private var weight = 0
  private var last: Tree?
  private let handover: Handover

  private static let count = 128
  /// Bytes of trees.
  private static let weight = 1 << 20
  private static let heavy = 4 << 20

  init(_ handover: Handover) { self.handover = handover }

  /// `tree` is the one that the event's document is a part of.
  mutating func add(_ index: Int, _ event: SourceEvent, of tree: Tree?) throws {
    if let tree, last !== tree {
      last = tree
      weight += tree.size
    }
    events.append((index, event))
    if events.count == Batch.count || weight > Batch.weight { try flush() }
  }

  mutating func flush() throws {
    let isHeavy = weight > Batch.heavy
    weight = 0
    last = nil
    try handover.put(&events)
    if isHeavy { handover.waitUntilTaken() }
  }
}

/// Where one thread puts batches down and another takes them up.
private final class Handover: @unchecked Sendable {
  typealias Entry = (index: Int, event: SourceEvent)

  /// Nobody takes anything up any more.
  struct Stopped: Error {}

  private let condition = NSCondition()
  private var batches: [[Entry]] = []
  private var isTaken = true
  private var hasEnded = false
  private var isStopped = false

  private static let depth = 2

  /// Puts the entries down, once there is room, and leaves none. Throws `Stopped`.
  func put(_ entries: inout [Entry]) throws {
    condition.lock()
    defer { condition.unlock() }
    while batches.count == Handover.depth, !isStopped { condition.wait() }
    if isStopped { throw Stopped() }
    batches.append(entries)
    entries = []
    condition.broadcast()
  }

  /// Returns when all that was put down has been worked off.
  func waitUntilTaken() {
    condition.lock()
    defer { condition.unlock() }
    while !(batches.isEmpty && isTaken), !isStopped { condition.wait() }
  }

  /// Nothing more will be put down.
  func end() {
    condition.lock()
    defer { condition.unlock() }
    hasEnded = true
    condition.broadcast()
  }

  /// Takes the next batch up, the one before being worked off; nil behind the last.
  func take() -> [Entry]? {
    condition.lock()
    defer { condition.unlock() }
    isTaken = true
    condition.broadcast()
    while batches.isEmpty, !hasEnded { condition.wait() }
    guard !batches.isEmpty else { return nil }
    isTaken = false
    return batches.removeFirst()
  }

  /// Nothing more will be taken up.
  func stop() {
    condition.lock()
    defer { condition.unlock() }
    isStopped = true
    batches = []
    condition.broadcast()
  }
}
