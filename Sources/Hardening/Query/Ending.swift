package import Foundation

/// When decisions end, as `expires:` asks for it.
package enum Ending: Hashable, Sendable {
  /// Within a time from now, or by the end of a day.
  case by(Since)
  /// Without end.
  case never

  /// Reads `7d`, `12h`, `2026-12-31` or `never`.
  package init?(typed text: String) {
    if text.lowercased() == "never" {
      self = .never
    } else if let time = Since(typed: text) {
      self = .by(time)
    } else {
      return nil
    }
  }

  /// The text that `init(typed:)` reads.
  package var text: String {
    switch self {
    case .by(let time): time.text
    case .never: "never"
    }
  }

  /// Whether a decision ends so.
  /// - Parameters:
  ///   - until: seconds since 1970; nil is without end.
  ///   - now: seconds since 1970.
  ///   - zone: where the person is.
  package func holds(for until: Int64?, now: Int64, in zone: TimeZone) -> Bool {
    switch (self, until) {
    case (.never, nil): true
    case (.by(.ago(let amount, let unit)), let until?): until <= now + Int64(amount) * Int64(unit.seconds)
    case (.by(let day), let until?): until <= day.moment(now: now, in: zone) + 86_400
    case (.by, nil), (.never, _): false
    }
  }
}
