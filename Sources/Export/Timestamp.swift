import Foundation

/// Times as formats write them: RFC 3339 in UTC, whole seconds.
package enum Timestamp {
  /// - Parameter seconds: since 1970.
  package static func text(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
