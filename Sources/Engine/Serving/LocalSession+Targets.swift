package import Hardening
package import Session
import Store
package import TextSafety

/// What a command line names findings by.
extension LocalSession {
  /// The findings of ids or their beginnings.
  ///
  /// An id is the same in every cluster: where several have it, `cluster` (a name or an id) says which is meant; the
  /// error names them.
  package func targets(ids: [UntrustedText], cluster: UntrustedText?) throws(SessionError) -> [FindingKey] {
    let view = current
    let parts = try parts(of: cluster, view)
    var keys: [FindingKey] = []
    for id in ids {
      let digits = id.lowercasedASCII
      let isID = digits.matches { text in
        (8...32).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      }
      guard isID else {
        throw .refused(
          "'\(id)'", "it is no id of a finding", "give at least 8 of its digits; bulwark findings -o json has them")
      }
      let found = parts.flatMap { part in
        view.data.parts[part].table.fingerprints.filter { digits.matches($0.hex.hasPrefix) }.map { (part, $0) }
      }
      let distinct = Set(found.map(\.1))
      guard let finding = distinct.first else {
        throw .refused("'\(id)'", "no finding has this id", "bulwark findings -o json has them")
      }
      if distinct.count > 1 { throw .refused("'\(id)'", "\(distinct.count) ids begin so", "give more of its digits") }
      if found.count > 1 {
        let names = found.map { view.data.parts[$0.0].summary.name }
        throw .refused(
          "'\(id)'", "clusters \(UntrustedText.list(names)) have it",
          "say which with --cluster, or use --filter id:\(digits)")
      }
      let key = FindingKey(cluster: view.data.parts[found[0].0].summary.id, finding: finding)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// The findings that a list shows for a query: heads, of the person's own objects, in these states.
  package func targets(
    _ query: Query, states: Set<FindingState>, cluster: UntrustedText?
  ) throws(SessionError) -> [FindingKey] {
    let view = current
    let parts = Set(try parts(of: cluster, view))
    let selection = try view.selection(query, .standard, states, viewer(of: view))
    return selection.rows.map { view.data.place(of: $0) }.filter { parts.contains($0.part) }
      .map { view.data.key($0.part, $0.row) }
  }

  private func parts(of cluster: UntrustedText?, _ view: FleetView) throws(SessionError) -> [Int] {
    guard let cluster else { return Array(view.data.parts.indices) }
    let summaries = view.data.parts.map(\.summary)
    let found = summaries.indices.filter { summaries[$0].id == cluster || summaries[$0].name == cluster }
    if found.isEmpty {
      throw .refused(
        "--cluster", "no cluster is called \(cluster)", "one of \(UntrustedText.list(summaries.map(\.name)))")
    }
    return found
  }

  /// The lines of acts by their ids, or beginnings of them; of an act that took several lines, all.
  package func acts(_ ids: [UntrustedText]) throws(SessionError) -> [ULID] {
    let all = current.context.triage.decisions
    var acts: [ULID] = []
    for id in ids {
      let digits = id.map { $0.uppercased() }
      let found = all.filter { act in digits.matches { $0.utf8.count >= 8 && act.id.text.hasPrefix($0) } }
      let batches = Set(found.map { $0.batch ?? $0.id })
      guard let batch = batches.first else {
        throw .refused("'\(id)'", "no act has this id", "bulwark triage list --all has them; give at least 8 digits")
      }
      if batches.count > 1 { throw .refused("'\(id)'", "\(batches.count) acts begin so", "give more of its digits") }
      acts += all.filter { ($0.batch ?? $0.id) == batch }.map(\.id)
    }
    return acts
  }
}

extension UntrustedText {
  /// `a, b, c`, the first few of them.
  static func list(_ names: [UntrustedText]) -> UntrustedText {
    let shown = names.prefix(10).reduce("" as UntrustedText) { $0.isEmpty ? $1 : "\($0), \($1)" }
    return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
  }
}
