package import Hardening
package import TextSafety

/// Which states a list of findings shows, as far as its query names none.
package enum StatesShown: Sendable, Hashable, CaseIterable {
  case undecided, openOnly, all

  package var states: Set<FindingState> {
    switch self {
    case .undecided: [.open, .resurfaced, .acknowledged]
    case .openOnly: [.open, .resurfaced]
    case .all: Set(FindingState.allCases)
    }
  }

  package var title: SafeText {
    switch self {
    case .undecided: "open and acknowledged"
    case .openOnly: "open only"
    case .all: "all states"
    }
  }

  package var next: StatesShown {
    let all = StatesShown.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
