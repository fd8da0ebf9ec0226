import Hardening
import Session
package import TextSafety

/// Which decisions the triage view lists.
package enum DecisionsShown: Sendable, Hashable, CaseIterable {
  /// What holds, and what ended lately.
  case standing
  /// Those of them that want somebody's eye.
  case attention
  /// Every act there ever was, undos too.
  case log

  /// How long what has ended is listed beside what holds: seconds.
  static let memory: Int64 = 30 * 86_400

  package var title: SafeText {
    switch self {
    case .standing: "decisions that hold"
    case .attention: "needs a look"
    case .log: "the whole log"
    }
  }

  package var next: DecisionsShown {
    let all = DecisionsShown.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// - Parameter now: seconds since 1970.
  func has(_ entry: DecisionsSnapshot.Entry, now: Int64) -> Bool {
    switch self {
    case .log: return true
    case .attention: return entry.attention(now: now) != nil
    case .standing:
      if [.undo, .reopen].contains(entry.first.act) { return false }
      switch entry.status {
      case .inForce: return true
      case .expired: return entry.attention(now: now) != nil
      case .undone: return false
      }
    }
  }
}

/// Why a decision wants somebody's eye; what comes first is the most urgent.
enum Attention: Int, Sendable, Hashable, Comparable {
  case resurfaced, expired, expiring, unused

  static func < (a: Attention, b: Attention) -> Bool { a.rawValue < b.rawValue }
}

extension DecisionsSnapshot.Entry {
  /// When the first part of it ends, seconds since 1970; nil where it has no end.
  var until: Int64? { decisions.compactMap(\.until).min() }

  /// nil where all is as it was meant.
  func attention(now: Int64) -> Attention? {
    switch status {
    case .undone: nil
    case .expired: until.map { now - $0 <= DecisionsShown.memory } ?? false ? .expired : nil
    case .inForce: resurfaced > 0 ? .resurfaced : endsSoon ? .expiring : isUnused ? .unused : nil
    }
  }
}
