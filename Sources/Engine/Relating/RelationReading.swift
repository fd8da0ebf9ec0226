import Documents
import Fetch
import Hardening
import Inventory
import Session
import TextSafety

/// Reads files once more for what one object has to do with others. Nothing is judged.
struct RelationReading {
  private let key: ObjectKey
  private let cluster: UntrustedText
  private let paths: [String]
  private let limits: Limits
  private let now: Int64

  /// - Parameters:
  ///   - cluster: what it is called.
  ///   - now: seconds since 1970.
  init(_ key: ObjectKey, of cluster: UntrustedText, paths: [String], limits: Limits, now: Int64) {
    (self.key, self.cluster, self.paths, self.limits, self.now) = (key, cluster, paths, limits, now)
  }

  func run(_ stop: Stop, _ tell: @escaping (SourceProgress) -> Void) -> Result<ObjectRelations, SessionError> {
    let found = FileInputs.enumerate(paths: paths, limits: limits)
    let scope = RelationScope(key.object)
    var reader = InputReader(keeps: scope.keeps)
    var last = ContinuousClock.now
    do throws(Stopped) {
      try reader.read(found.inputs, limits: limits) { progress in
        let now = ContinuousClock.now
        guard now - last > .milliseconds(100) else { return }
        last = now
        tell(SourceProgress(cluster: cluster, unit: "objects", done: progress.objects, all: nil))
      } unless: { () throws(Stopped) in
        try stop.check()
      }
    } catch {
      return .failure(.cancelled(cluster))
    }
    let lacks = (found.errors.map { Notice($0) } + reader.notices).filter(\.costsCoverage)
    if reader.objects == 0, let lack = lacks.first { return .failure(SessionError(.source, lack)) }
    let capture = CaptureHeader.of(reader.captures, inputs: found.inputs.count)
    let inventory = reader.finish(isComplete: capture?.isComplete == true, kinds: capture?.kinds ?? [:])
    let relations = Relations(inventory, isPartial: !lacks.isEmpty)
    guard let sections = relations.sections(of: key.object) else {
      return .failure(
        SessionError(
          .source,
          Notice(
            what: "\(key.object.text)", why: "it is not in the source of \(cluster) any more",
            next: "read the sources again", costsCoverage: false)))
    }
    return .success(ObjectRelations(object: key, sections: sections, lacks: lacks, readAt: now))
  }
}

extension SessionError {
  fileprivate static func cancelled(_ cluster: UntrustedText) -> SessionError {
    SessionError(.cancelled, Notice(what: cluster, why: "nobody waits for it any more", next: "", costsCoverage: false))
  }
}
