import Foundation

/// Runs two pieces of work at once, the second on a thread of its own, and returns when both are done.
func atOnce<First, Second: Sendable>(
  _ first: () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let handed = Handed<Second>()
  let thread = Thread { handed.put(second()) }
  thread.stackSize = 8 << 20
  thread.start()
  let own = first()
  return (own, handed.take())
}

/// What one thread leaves for another.
private final class Handed<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var value: Value?

  func put(_ value: Value) {
    self.value = value
    done.signal()
  }

  func take() -> Value {
    done.wait()
    guard let value else { preconditionFailure("signalled before it was put") }
    return value
  }
}
