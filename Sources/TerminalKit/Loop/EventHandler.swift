/// Who answers to a loop: the program behind the screen. All calls come from the thread that runs the loop.
package protocol EventHandler: AnyObject {
  /// What other threads post to the loop's mailbox.
  associatedtype Message: Sendable

  func handle(_ event: Event)
  func handle(_ message: Message)

  /// Draws the whole frame; called once for all that happened since the last.
  func draw(into surface: inout Surface)

  /// When the loop is to call `handleTimer` next; nil, as at rest, is never. Asked anew after each round.
  var deadline: ContinuousClock.Instant? { get }
  func handleTimer()

  /// Something asked for is not answered yet: a script waits before its next key.
  var isBusy: Bool { get }

  /// The person is done.
  var isFinished: Bool { get }
}
