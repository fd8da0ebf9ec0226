import Synchronization

/// Lets so many through at once for each place; the others wait in the order in which they came.
final class Gate: Sendable {
  private struct Waiting {
    var id: Int
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct Queue {
    var inside = 0
    var waiting: [Waiting] = []
  }

  private struct State {
    var queues: [String: Queue] = [:]
    var last = 0
    /// Those that were cancelled before they waited.
    var cancelled: Set<Int> = []
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Runs the body when there is room; nil where the task was cancelled before.
  func enter<Value: Sendable>(_ place: String, _ body: () async -> Value) async -> Value? {
    guard await waits(at: place) else { return nil }
    let value = await body()
    leave(place)
    return value
  }

  private func waits(at place: String) async -> Bool {
    let id = state.withLock { state in
      state.last += 1
      return state.last
    }
    let isIn = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
        let answer = state.withLock { state -> Bool? in
          if state.cancelled.remove(id) != nil { return false }
          if state.queues[place, default: Queue()].inside < limit {
            state.queues[place, default: Queue()].inside += 1
            return true
          }
          state.queues[place, default: Queue()].waiting.append(Waiting(id: id, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let found = state.withLock { state -> Waiting? in
        guard let index = state.queues[place]?.waiting.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.queues[place]?.waiting.remove(at: index)
      }
      found?.continuation.resume(returning: false)
    }
    // It may have been let in and cancelled at once; then it finds that out inside.
    state.withLock { _ = $0.cancelled.remove(id) }
    return isIn
  }

  private func leave(_ place: String) {
    let next = state.withLock { state -> Waiting? in
      guard var queue = state.queues[place] else { return nil }
      let next = queue.waiting.isEmpty ? nil : queue.waiting.removeFirst()
      if next == nil { queue.inside -= 1 }
      state.queues[place] = queue.inside == 0 && queue.waiting.isEmpty ? nil : queue
      return next
    }
    next?.continuation.resume(returning: true)
  }
}
