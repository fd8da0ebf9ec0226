import Foundation
import Hardening
import Session
import Synchronization
import TextSafety

/// Where what happens is told: to whoever listens to changes, and to whoever asks how far a reading is, or whether anybody
/// has looked at findings. Any thread may write on it.
final class SessionBoard: Sendable {
  private struct Content {
    var listeners: [Int: AsyncStream<SessionChange>.Continuation] = [:]
    var next = 0
    var progress: [Int: SourceProgress] = [:]
    var isClosed = false
    var isUsed = false
  }

  private let content = Mutex(Content())

  /// From now on. A listener that is slow misses progress, never the last change of data.
  func changes() -> AsyncStream<SessionChange> {
    let (stream, continuation) = AsyncStream.makeStream(of: SessionChange.self, bufferingPolicy: .bufferingNewest(256))
    let number = content.withLock { content -> Int? in
      if content.isClosed { return nil }
      content.next += 1
      content.listeners[content.next] = continuation
      return content.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.content.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return stream
  }

  func tell(_ change: SessionChange) {
    for listener in content.withLock({ Array($0.listeners.values) }) { listener.yield(change) }
  }

  /// How far the reading of a source is; nil when it is over.
  func tell(_ progress: SourceProgress?, of source: Int) {
    content.withLock { $0.progress[source] = progress }
    if let progress { tell(.progress(progress)) }
  }

  func progress(of source: Int) -> SourceProgress? { content.withLock { $0.progress[source] } }

  /// Whether a person has looked at findings.
  var isUsed: Bool {
    get { content.withLock { $0.isUsed } }
    set { content.withLock { $0.isUsed = newValue } }
  }

  func close() {
    let listeners = content.withLock { content in
      content.isClosed = true
      defer { content.listeners = [:] }
      return Array(content.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }
}
