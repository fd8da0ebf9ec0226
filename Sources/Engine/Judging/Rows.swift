import Hardening
import Inventory

/// The verdicts on one subject: of the checks that look at the template alone, which subjects share, then of its own.
struct Verdicts: Sendable, Equatable {
  var shared: [Judgement] = []
  var own: [Judgement] = []
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
}
