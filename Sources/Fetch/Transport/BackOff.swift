import CCurl
import Foundation
import TextSafety

/// How long to wait before something is tried again.
enum BackOff {
  private static let first = Duration.milliseconds(250)
  private static let longest = Duration.seconds(10)
  /// However long a server says that it wants to be left alone.
  private static let longestAsked = Duration.seconds(60)

  /// A part by chance of a time that doubles with each try, so that many who were turned away together do not come back
  /// together.
  static func pause(before retry: Int, chance: Double) -> Duration {
    let whole = min(longest, first * Int(1 << UInt64(min(max(retry - 1, 0), 16))))
    return whole * min(max(chance, 0), 1)
  }

  /// What Retry-After asks for, in seconds or as a date; nil where it says neither.
  static func asked(by header: UntrustedText?, at date: Date) -> Duration? {
    guard let header else { return nil }
    let seconds = header.parsed { text -> Double? in
      let text = text.trimmingCharacters(in: .whitespaces)
      if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) { return Double(text) }
      let moment = curl_getdate(text, nil)
      return moment < 0 ? nil : Double(moment) - date.timeIntervalSince1970
    }
    guard let seconds else { return nil }
    return min(longestAsked, .seconds(max(0, min(seconds, 1e6))))
  }

  /// Whether an answer says that the server may have a better one soon.
  static func isWorthAnother(_ status: Int) -> Bool { [429, 500, 502, 503, 504].contains(status) }
}
