import Foundation

/// How the program ends (README, "Exit status"): scripts rely on these numbers.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Findings at or above `--fail-on` remain.
  case findingsRemain = 1
  /// The command line or the configuration is wrong.
  case usage = 2
  /// A source could not be read or was incomplete; what could be judged was.
  case incomplete = 3
  /// There was nothing to assess.
  case nothing = 4

  func leave() -> Never { exit(rawValue) }
}
