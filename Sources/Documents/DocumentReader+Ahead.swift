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
    try Handover<Entry>.each { handover in
      try read(sources, limits: limits, open: open, into: handover)
    } _: { (entry) throws(Failure) in
      try body(entry.index, entry.event)
    }
  }

  private static func read(
    _ sources: Range<Int>, limits: Limits, open: (Int) throws -> any ByteSource, into handover: Handover<Entry>
  ) throws {
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
      } catch let stopped as HandoverStopped {
        throw stopped
      } catch {
        failure = error
      }
      try batch.add(index, .end(failure), of: nil)
    }
    try batch.flush()
  }
}

private typealias Entry = (index: Int, event: SourceEvent)

/// Events on their way together: one by one, handing them over would cost more than they do.
private struct Batch {
  private var events: [Entry] = []
  private var weight = 0
  private var last: Tree?
  private let handover: Handover<Entry>

  private static let count = 128
  /// Bytes of trees.
  private static let weight = 1 << 20
  private static let heavy = 4 << 20

  init(_ handover: Handover<Entry>) { self.handover = handover }

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
