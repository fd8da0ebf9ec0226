import Hardening
import Inventory
import TextSafety

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
  func without(_ owner: OwnerVerdicts) -> WorkloadRow {
    var row = self
    row.verdicts.leaveOut(owner.own)
    for index in containers.indices {
      guard let same = owner.containers[containers[index].subject.container.listedName] else { continue }
      row.containers[index].verdicts.leaveOut(same)
    }
    for index in volumes.indices {
      guard let same = owner.volumes[volumes[index].subject.volume.name] else { continue }
      row.volumes[index].verdicts.leaveOut(same)
    }
    return row
  }
}

/// What was judged of an owner, and of its containers and volumes by their names; of several of one name the first.
struct OwnerVerdicts {
  var own: Verdicts
  var containers: [UntrustedText: Verdicts]
  var volumes: [UntrustedText: Verdicts]

  init(_ row: WorkloadRow) {
    own = row.verdicts
    containers = Dictionary(
      row.containers.map { ($0.subject.container.listedName, $0.verdicts) }, uniquingKeysWith: { first, _ in first })
    volumes = Dictionary(
      row.volumes.map { ($0.subject.volume.name, $0.verdicts) }, uniquingKeysWith: { first, _ in first })
  }
}
