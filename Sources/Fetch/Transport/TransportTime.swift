package import Foundation

/// What a transport asks of time and chance; tests hand in their own.
package struct TransportTime: Sendable {
  /// How long ago something was, time in which the machine slept included.
  package var now: @Sendable () -> Duration
  /// Waits; throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// The time of day, for servers that name one.
  package var date: @Sendable () -> Date
  /// A number from 0 to 1.
  package var chance: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
    date: @escaping @Sendable () -> Date = { Date() },
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.now = now
    self.sleep = sleep
    self.date = date
    self.chance = chance
  }

  package static let system: TransportTime = {
    let start = ContinuousClock.now
    return TransportTime(now: { ContinuousClock.now - start }, sleep: { try await Task.sleep(for: $0) })
  }()
}
