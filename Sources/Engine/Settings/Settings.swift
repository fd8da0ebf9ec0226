package import Checks
package import Documents
package import Hardening
package import Session
import TextSafety

/// What a person may set. Every value has a default, which Config/bulwark.yaml states and explains.
package struct Settings: Sendable {
  /// Changes to one check.
  package struct CheckSettings: Sendable, Hashable {
    package var isEnabled = true
    package var severity: Severity?
    package var parameters: [String: ParameterValue] = [:]
  }

  package var checks: [CheckID: CheckSettings] = [:]
  package var limits = Limits.standard
  /// The name of the dashboard's theme.
  package var theme = "dark"
  /// What findings are narrowed to when the dashboard opens, in the filter language.
  package var filter = ""
  /// Who decides; empty: the name that the system knows.
  package var author = ""
  /// Days until a suppression ends, as its form proposes; 0 is without end.
  package var expires = 30
  /// Exceptions that annotations make for other tools suppress findings.
  package var honoursAnnotations = true

  /// Which keys do what in the dashboard, as far as a person says it.
  package var keys = KeySettings()

  /// Which clusters belong together.
  package var grouping = ClusterGrouping()

  package init() {}

  /// Which checks run, and how.
  package func plan(of registry: Registry = .all) -> CheckPlan {
    var disabled: Set<CheckID> = []
    var severities: [CheckID: Severity] = [:]
    var overrides: [CheckID: [String: ParameterValue]] = [:]
    for (id, check) in checks {
      if !check.isEnabled { disabled.insert(id) }
      severities[id] = check.severity
      if !check.parameters.isEmpty { overrides[id] = check.parameters }
    }
    return CheckPlan(
      registry, disabled: disabled, severities: severities, overrides: overrides, honoursAnnotations: honoursAnnotations
    )
  }
}
