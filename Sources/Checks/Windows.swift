import Hardening

extension Judgement {
  /// For checks of what only Linux has.
  static let windows = Judgement.notApplicable("Windows pods have no such setting")
}
