package import TextSafety

/// A point in time as people read it where they are.
package struct LocalTime: Sendable, Hashable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  /// 0 is Sunday.
  package var weekday: Int

  /// - Parameter offset: seconds east of Greenwich.
  package init(_ seconds: Int64, offset: Int) {
    // A year of seven digits is as good as any other that nobody meant.
    let local = max(-(1 << 45), min(seconds, 1 << 45)) + Int64(offset)
    let days = local.floored(by: 86_400)
    let rest = Int(local - days * 86_400)
    (hour, minute) = (rest / 3600, rest / 60 % 60)
    weekday = Int((days + 4) - (days + 4).floored(by: 7) * 7)
    // Howard Hinnant's civil_from_days: the calendar repeats every 400 years of 146,097 days.
    let shifted = days + 719_468
    let era = shifted.floored(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * part + 2) / 5 + 1)
    month = Int(part < 10 ? part + 3 : part - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// The first second of a day, in seconds since 1970; nil where there is no such day.
  package static func start(year: Int, month: Int, day: Int, offset: Int) -> Int64? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let (y, m) = month <= 2 ? (year - 1, month + 9) : (year, month - 3)
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * m + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let seconds = Int64(era * 146_097 + dayOfEra - 719_468) * 86_400 - Int64(offset)
    let back = LocalTime(seconds, offset: offset)
    return back.month == month && back.day == day ? seconds : nil
  }

  /// `2026-12-23`
  package var date: SafeText { SafeText(own: "\(year)-\(LocalTime.two(month))-\(LocalTime.two(day))") }

  /// `17:40`
  package var time: SafeText { SafeText(own: "\(LocalTime.two(hour)):\(LocalTime.two(minute))") }

  /// `Mon`
  package var dayName: SafeText { LocalTime.names[weekday] }

  private static let names: [SafeText] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> Int64 {
    self / divisor - (self % divisor < 0 ? 1 : 0)
  }
}

/// How long ago, in the largest unit that tells: `now`, `12 m`, `5 h`, `41 d`, `3 y`.
package enum AgeText {
  package static func of(seconds: Int64) -> SafeText {
    switch seconds {
    case ..<60: "now"
    case ..<3600: "\(seconds / 60) m"
    case ..<172_800: "\(seconds / 3600) h"
    case ..<(86_400 * 1000): "\(seconds / 86_400) d"
    default: "\(seconds / (86_400 * 365)) y"
    }
  }
}

/// Numbers as people read them: `1,204`.
package enum CountText {
  package static func of(_ number: Int) -> SafeText {
    guard number.magnitude >= 1000 else { return SafeText(number) }
    var digits: [Character] = []
    for (place, digit) in String(number.magnitude).reversed().enumerated() {
      if place > 0, place % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return SafeText(own: (number < 0 ? "-" : "") + String(digits.reversed()))
  }

  /// `1 finding`, `3 findings`.
  package static func of(_ number: Int, _ one: SafeText, _ several: SafeText) -> SafeText {
    "\(of(number)) \(number == 1 ? one : several)"
  }
}
