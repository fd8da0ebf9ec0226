import Fetch
import Hardening
import Inventory
import Session
import TextSafety

/// A live cluster as it is known at one moment.
struct LiveSnapshot: Sendable {
  var assessment: Assessment
  /// The objects that came, changed or went since the snapshot before; nil where everything was judged anew.
  var changed: Set<ObjectReference>?
  var version: UntrustedText
  var objects: Int
  var notices: [Notice]
  var kinds: [SourcesSnapshot.Kind]
  /// Everything that can be read was: findings are whole.
  var isSettled: Bool
  /// Since when the server has not answered, and why; nil while it does.
  var away: Notice?
}

extension LiveSnapshot {
  /// What could not be read, kind by kind; those that fail for the same reason as one.
  static func notices(_ statuses: [WatchedKind: KindStatus]) -> [Notice] {
    var forbidden: [WatchedKind] = []
    var failed: [UntrustedText: [WatchedKind]] = [:]
    for kind in WatchedKind.all {
      switch statuses[kind] {
      case .forbidden: forbidden.append(kind)
      case .away(let error, wasRead: false): failed[error.why, default: []].append(kind)
      default: break
      }
    }
    var notices = forbidden.map { kind in
      Notice(
        what: kind.name, why: "you may not list it: the checks that need it are unknown",
        next: "have granted: apiGroups [\"\(kind.group)\"], resources [\"\(kind.resource)\"], verbs [list, watch]",
        costsCoverage: true)
    }
    notices += failed.sorted { $0.key < $1.key }.map { why, kinds in
      Notice(what: Relations.joined(kinds.map(\.name)), why: why, next: "it is tried again", costsCoverage: true)
    }
    return notices
  }
}
