/// Keeps messages that come without end from drawing frames without end. The answer to a key is drawn at once, and so are
/// a few more; of a flood, forty frames a second are seen.
struct FramePacer: Sendable {
  static let burst = 4
  static let window = Duration.milliseconds(100)

  /// When the last frames for messages were drawn, oldest first.
  private var frames: [ContinuousClock.Instant] = []
  /// When the frame that is owed is drawn; nil where none is.
  private(set) var due: ContinuousClock.Instant?

  /// A message came, and may have changed what is to be seen.
  mutating func owe(at now: ContinuousClock.Instant) {
    guard due == nil else { return }
    due = frames.count < FramePacer.burst ? now : max(now, frames[0] + FramePacer.window)
  }

  /// A frame was drawn, for whatever reason: nothing is owed.
  mutating func drew(at now: ContinuousClock.Instant) {
    guard due != nil else { return }
    due = nil
    frames.append(now)
    if frames.count > FramePacer.burst { frames.removeFirst() }
  }
}
