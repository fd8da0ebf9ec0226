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

  init(_ result: ScanResult) {
    isPartial = result.isPartial
    let isDump = result.assessment.inventory.completeness.input == .dump
    present = isPartial || isDump ? Set(result.handles.map(\.reference.unplaced)) : []
    kinds = isDump ? Set(present.map(\.object.kind)) : nil
  }

  /// Whether a failure that an earlier reading found, and this one did not, is gone.
  func tells(_ check: CheckInfo, of subject: SubjectReference) -> Bool {
    if isPartial {
      // What could not be read may hold the subject, or what the check would have failed for.
      return present.contains(subject.unplaced)
        && !check.needs.contains { if case .objects = $0 { true } else { false } }
    }
    // A dump is complete for the kinds that occur in it.
    return kinds?.contains(subject.object.kind) ?? true
  }
}

extension SubjectReference {
  fileprivate var unplaced: SubjectReference {
    var reference = self
    reference.rightsNamespace = nil
    return reference
  }
}
