package import TextSafety

/// How long something has been there, in the largest whole unit: `now`, `5m`, `7h`, `41d`.
package enum Age {
  /// - Parameter seconds: below a minute, and below zero, it is now.
  package static func text(_ seconds: Int64) -> SafeText {
    switch seconds {
    case ..<60: "now"
    case ..<3600: "\(seconds / 60)m"
    case ..<172_800: "\(seconds / 3600)h"
    default: "\(seconds / 86_400)d"
    }
  }
}
