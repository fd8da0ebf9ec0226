package import Hardening

/// What an input says about what it does not hold (ARCHITECTURE.md, "What absence means").
package struct Completeness: Hashable, Sendable {
  package enum Input: Hashable, Sendable {
    /// Files that people write.
    case manifests
    /// What a server listed: complete for the kinds that occur.
    case dump
    /// `--complete`: nothing else exists.
    case everything
  }

  package var input: Input
  /// Dumps: the kinds that occur.
  package var listed: Set<Need>

  package init(_ input: Input, listed: Set<Need> = []) {
    self.input = input
    self.listed = listed
  }

  /// Kinds that people write beside workloads, so that manifests without them say that there are none.
  private static let written: Set<Need> = [
    .services, .serviceAccounts, .disruptionBudgets, .autoscalers, .roleBindings, .clusterRoleBindings,
  ]

  /// Throws unless what the input holds of this need is all there is.
  package func require(_ need: Need) throws(Missing) {
    switch input {
    case .everything: return
    case .manifests where Completeness.written.contains(need): return
    case .dump where listed.contains(need): return
    default: throw Missing(need, .notInInput)
    }
  }
}
