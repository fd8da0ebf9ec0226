import Hardening
import TextSafety

extension Judgement {
  /// For checks of what only Linux has.
  static let windows = Judgement.notApplicable("Windows pods have no such setting")
}

/// Accounts of Windows containers (`windowsOptions.runAsUserName`).
enum WindowsUsers {
  private static let administrators: Set<String> = ["containeradministrator", "administrator", "system", "localsystem"]

  /// Whether a user name, with a domain (`NT AUTHORITY\SYSTEM`) or without, is one that may do everything.
  static func isAdministrator(_ name: UntrustedText) -> Bool {
    name.matches { text in
      administrators.contains(text.lowercased().split(separator: "\\").last.map(String.init) ?? "")
    }
  }
}
