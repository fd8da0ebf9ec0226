/// Time and chance, so that tests need neither.
package struct Pacing: Sendable {
  /// Sleeps; throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// Between 0 and 1.
  package var chance: @Sendable () -> Double

  package init(
    sleep: @escaping @Sendable (Duration) async throws -> Void, chance: @escaping @Sendable () -> Double
  ) {
    self.sleep = sleep
    self.chance = chance
  }

  package static let real = Pacing(
    sleep: { try await Task.sleep(for: $0) }, chance: { Double.random(in: 0..<1) })

  /// How long to wait before the next of several tries: full jitter below a bound that doubles from half a second to
  /// half a minute.
  package func pause(after failures: Int) -> Duration {
    let bound = min(30.0, 0.5 * Double(1 << min(failures, 10)))
    return .milliseconds(Int64(bound * (0.1 + 0.9 * chance()) * 1000))
  }
}
