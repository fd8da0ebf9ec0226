package import Hardening
package import TextSafety

/// What a command narrows its findings to, apart from the filter language.
package struct FindingFilter: Sendable {
  package var severity: Severity?
  package var areas: Set<Area> = []
  package var checks: Set<CheckID> = []
  package var namespaces: Set<UntrustedText> = []

  package init() {}

  var isEmpty: Bool { severity == nil && areas.isEmpty && checks.isEmpty && namespaces.isEmpty }
  var namesManaged: Bool { false }
  var namesSeverity: Bool { severity == .info }
  var namesCheck: Bool { !checks.isEmpty }

  func matches(_ result: ScanResult, _ entry: ReportEntry) -> Bool {
    if let severity, entry.severity < severity { return false }
    let info = result.info(of: entry)
    if !areas.isEmpty, !areas.contains(info.area) { return false }
    if !checks.isEmpty, !checks.contains(info.id) { return false }
    return namespaces.isEmpty || namespaces.contains(result.reference(of: entry).scopeNamespace)
  }
}
