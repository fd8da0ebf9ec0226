package import Foundation

/// A moment as `since:` names it.
package enum Since: Hashable, Sendable {
  case ago(Int, Unit)
  /// The day's beginning where the person is.
  case date(year: Int, month: Int, day: Int)

  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case minutes = "m"
    case hours = "h"
    case days = "d"
    case weeks = "w"

    package var seconds: Int {
      switch self {
      case .minutes: 60
      case .hours: 3600
      case .days: 86_400
      case .weeks: 604_800
      }
    }
  }

  /// Reads `7d`, `12h`, `30m`, `2w` or `2026-11-30`.
  package init?(typed text: String) {
    if let unit = text.last.flatMap({ Unit(rawValue: $0.lowercased()) }), let amount = Since.number(text.dropLast(), 6)
    {
      self = .ago(amount, unit)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Since.number(parts[0], 4), year > 0,
      let month = Since.number(parts[1], 2), let day = Since.number(parts[2], 2), (1...12).contains(month),
      (1...Since.days(in: month, of: year)).contains(day)
    else { return nil }
    self = .date(year: year, month: month, day: day)
  }

  /// The text that `init(typed:)` reads.
  package var text: String {
    switch self {
    case .ago(let amount, let unit): "\(amount)\(unit.rawValue)"
    case .date(let year, let month, let day):
      "\(Since.padded(year, 4))-\(Since.padded(month, 2))-\(Since.padded(day, 2))"
    }
  }

  /// Seconds since 1970.
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - zone: where the person is.
  package func moment(now: Int64, in zone: TimeZone) -> Int64 {
    switch self {
    case .ago(let amount, let unit): return now - Int64(amount) * Int64(unit.seconds)
    case .date(let year, let month, let day):
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = zone
      let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
      return date.map { Int64($0.timeIntervalSince1970) } ?? now
    }
  }

  private static func number(_ text: some StringProtocol, _ digits: Int) -> Int? {
    guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(text)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
