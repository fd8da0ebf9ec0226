package import Hardening
package import Inventory
import TextSafety

/// Something dangerous that a grant lets its grantee do, in few words.
package struct Power: Hashable, Sendable {
  /// The check that judges it.
  package var check: CheckID
  /// `can read all secrets`
  package var words: String
  /// As that check grades it: lower where the grant holds in a namespace only.
  package var severity: Severity
}

extension Grant {
  /// It is the same as the checks of rights say, the worst first; what a worse one folds is left out.
  package var powers: [Power] {
    if isAdministrator {
      return [
        Power(
          check: "cluster-admin-binding", words: "may do everything", severity: isClusterWide ? .critical : .high)
      ]
    }
    if isDefault { return [] }
    let rights = Rights(grants: [self])
    let held = Catalogue.rights.filter { !$0.ways(in: rights).isEmpty }
    let ids = Set(held.map(\.info.id))
    return held.filter { ids.isDisjoint(with: $0.info.under) }.map { right in
      Power(
        check: right.info.id, words: right.info.statement,
        severity: isClusterWide ? right.info.severity : right.info.severity.lowered())
    }.sorted { ($1.severity, $0.check) < ($0.severity, $1.check) }
  }
}
