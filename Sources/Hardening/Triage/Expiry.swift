package import Foundation
package import TextSafety

/// When an act ends, as a person types it: `30d`, `12h`, `6w`, `2026-12-31`, `never`.
package struct Expiry: Hashable, Sendable {
  /// Seconds since 1970; nil is without end. Of a day, its end.
  package var seconds: Int64?

  /// nil where the text is no such time.
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - zone: where the person is.
  package init?(typed text: UntrustedText, now: Int64, in zone: TimeZone) {
    let typed = text.lowercasedASCII
    if typed == "never" { return }
    guard let since = typed.parsed(Since.init(typed:)) else { return nil }
    switch since {
    case .ago(0, _): return nil
    case .ago(let count, let unit): seconds = now + Int64(count) * Int64(unit.seconds)
    case .date: seconds = since.moment(now: now, in: zone) + 86_399
    }
  }
}
