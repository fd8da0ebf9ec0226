import Hardening
import Inventory
import TextSafety

/// What a reading was in a position to see, so that what it did not find is resolved only where it would have.
struct ReadingScope {
  private let isPartial: Bool
  /// Without where rights hold, which is no part of what they are.
  private let present: Set<SubjectReference>
  /// The kinds that a dump held; nil where the input is complete for all kinds that subjects are of.
  private let kinds: Set<UntrustedText>?
  /// Of a server that is watched: what is complete; nil for all other input.
  private let live: Completeness?

  init(_ result: ScanResult) {
    let completeness = result.assessment.inventory.completeness
    live = completeness.input == .live ? completeness : nil
    isPartial = result.isPartial && live == nil
    let isDump = result.assessment.inventory.completeness.input == .dump
    present = isPartial || isDump ? Set(result.handles.map(\.reference.unplaced)) : []
    kinds = isDump ? Set(present.map(\.object.kind)) : nil
  }

  /// Whether a failure that an earlier reading found, and this one did not, is gone.
  func tells(_ check: CheckInfo, of subject: SubjectReference) -> Bool {
    if let live { return ReadingScope.tells(check, of: subject, live) }
    if isPartial {
      // What could not be read may hold the subject, or what the check would have failed for.
      return present.contains(subject.unplaced)
        && !check.needs.contains { if case .objects = $0 { true } else { false } }
    }
    // A dump is complete for the kinds that occur in it.
    return kinds?.contains(subject.object.kind) ?? true
  }

  /// Where a kind could not be listed, what is not seen of it may be there. What runs is known by all that makes pods.
  private static func tells(_ check: CheckInfo, of subject: SubjectReference, _ live: Completeness) -> Bool {
    let kind = KindName(group: subject.object.group, kind: subject.object.kind)
    if live.unread.contains(kind) || check.needs.contains(where: { live.lacking[$0] != nil }) { return false }
    switch check.judges {
    case .container, .workload, .volume: return live.unread.isDisjoint(with: WatchedKind.carriers)
    default: return true
    }
  }
}

extension SubjectReference {
  fileprivate var unplaced: SubjectReference {
    var reference = self
    reference.rightsNamespace = nil
    return reference
  }
}
