import Export
package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package nonisolated func patches(_ keys: [FindingKey]) async throws(SessionError) -> [FindingPatch] {
    let view = await current
    var patches: [FindingPatch] = []
    for key in keys {
      guard let (part, row) = view.data.place(of: key) else { continue }
      let finding: Finding
      do { finding = try view.finding(part, row) } catch { throw SessionError(.storage, error.notice) }
      let (remedy, object) = (finding.remediation, finding.subject.object)
      let lines = YAMLText.lines(remedy, of: object)
      patches.append(
        FindingPatch(
          id: key, title: "\(finding.check.name) on \(view.row(part, row).subject) (\(finding.cluster))",
          text: KubectlLine.text(of: remedy, for: object),
          kubectl: KubectlLine.mend(remedy, of: object).map { UntrustedText($0.description) },
          yaml: lines.map { UntrustedText($0.description) }))
    }
    if patches.isEmpty { throw .gone }
    return patches
  }
}
