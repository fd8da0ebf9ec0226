import Foundation

/// Nobody takes anything up any more.
package struct HandoverStopped: Error {}

/// Where one thread puts batches down and another takes them up.
package final class Handover<Entry: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var batches: [[Entry]] = []
  private var isTaken = true
  private var hasEnded = false
  private var isStopped = false

  /// How many batches may lie there.
  private let depth = 2

  /// Runs `make` on a thread of its own, a little ahead of `body`, which takes what it puts down. Throws what `body`
  /// throws; `make` has to go no further then, which `put` tells it.
  package static func each<Failure: Error>(
    madeBy make: @escaping @Sendable (Handover) throws -> Void, _ body: (Entry) throws(Failure) -> Void
  ) throws(Failure) {
    let handover = Handover()
    let thread = Thread {
      try? make(handover)
      handover.end()
    }
    thread.stackSize = 8 << 20
    thread.start()
    defer { handover.stop() }
    while let entries = handover.take() {
      for place in entries.indices { try body(entries[place]) }
    }
  }

  /// Puts the entries down, once there is room, and leaves none. Throws `HandoverStopped`.
  package func put(_ entries: inout [Entry]) throws {
    condition.lock()
    defer { condition.unlock() }
    while batches.count == depth, !isStopped { condition.wait() }
    if isStopped { throw HandoverStopped() }
    batches.append(entries)
    entries = []
    condition.broadcast()
  }

  /// Returns when all that was put down has been worked off.
  package func waitUntilTaken() {
    condition.lock()
    defer { condition.unlock() }
    while !(batches.isEmpty && isTaken), !isStopped { condition.wait() }
  }

  /// Nothing more will be put down.
  private func end() {
    condition.lock()
    defer { condition.unlock() }
    hasEnded = true
    condition.broadcast()
  }

  /// Takes the next batch up, the one before being worked off; nil behind the last.
  private func take() -> [Entry]? {
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
  private func stop() {
    condition.lock()
    defer { condition.unlock() }
    isStopped = true
    batches = []
    condition.broadcast()
  }
}
