import CNcurses
import Glibc
import Synchronization

/// Where other threads leave messages for the loop, and wake it.
package final class Mailbox<Message: Sendable>: Sendable {
  private let pending = Mutex<[Message]>([])
  /// An eventfd(2): readable while there are messages.
  let descriptor: Int32

  package init() {
    descriptor = bulwark_wake_descriptor()
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Leaves a message. From any thread.
  package func post(_ message: Message) {
    pending.withLock { $0.append(message) }
    var one: UInt64 = 1
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  /// Takes all messages, oldest first.
  package func take() -> [Message] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    return pending.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
