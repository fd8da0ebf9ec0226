import Hardening
import Inventory

/// The verdicts on one subject: of the checks that look at the template alone, which subjects share, then of its own.
struct Verdicts: Sendable, Equatable {
  var shared: [Judgement] = []
  var own: [Judgement] = []

  /// Makes not applicable what others, of the same checks, fail or cannot know either.
  fileprivate mutating func leaveOut(_ others: Verdicts) {
    shared = Verdicts.rest(of: shared, without: others.shared)
    own = Verdicts.rest(of: own, without: others.own)
  }

  /// None is the check's own severity, which the others are below.
  private static func rank(_ severity: Severity?) -> Int { severity?.rank ?? .max }

  private static func rest(of own: [Judgement], without others: [Judgement]) -> [Judgement] {
    zip(own, others).map { own, other in
      switch (own, other) {
      case (.fail(_, let severity), .fail(_, let others)) where rank(severity) <= rank(others):
        .notApplicable("its owner has it too")
      case (.unknown, .unknown), (.unknown, .fail): .notApplicable("its owner has it too")
      default: own
      }
    }
  }
}

struct SubjectRow<S: Subject>: Sendable, Equatable {
  var subject: S
  var verdicts: Verdicts
}

/// A workload with what was judged of it.
struct WorkloadRow: Sendable, Equatable {
  var workload: Workload
  var verdicts = Verdicts()
  var containers: [SubjectRow<ContainerSubject>] = []
  var volumes: [SubjectRow<VolumeSubject>] = []

  init(_ workload: Workload) { self.workload = workload }

  /// The row without what its owner's says too: one finding for an owner, not for each of its pods.
  func without(_ owner: WorkloadRow) -> WorkloadRow {
    var row = self
    row.verdicts.leaveOut(owner.verdicts)
    for index in containers.indices {
      let name = containers[index].subject.container.listedName
      guard let same = owner.containers.first(where: { $0.subject.container.listedName == name }) else { continue }
      row.containers[index].verdicts.leaveOut(same.verdicts)
    }
    for index in volumes.indices {
      let name = volumes[index].subject.volume.name
      guard let same = owner.volumes.first(where: { $0.subject.volume.name == name }) else { continue }
      row.volumes[index].verdicts.leaveOut(same.verdicts)
    }
    return row
  }
}
