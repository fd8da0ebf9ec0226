import Glibc
import Hardening
package import Session
import Synchronization
import TextSafety

extension LocalSession {
  /// Of a cluster that is followed, as it is now. Else reads the source once more: nothing of its objects is kept after
  /// they were judged. The answers about the last few objects are, until the source is read anew.
  package nonisolated func relations(of key: ObjectKey) async throws(SessionError) -> ObjectRelations {
    let view = await current
    guard let part = view.data.parts.first(where: { $0.summary.id == key.cluster }) else { throw .goneCluster }
    if let known = await remembered(key, of: part.details) { return known }
    let reading = await readings.first { $0.cluster == key.cluster }
    if let live = reading?.live { return try await relations(of: key, in: live, part.summary.name) }
    let source = reading?.source
    // Standard input was read to its end, and is nowhere any more.
    let paths = source?.paths.filter { LocalSession.isThereTwice($0) } ?? []
    guard !paths.isEmpty else {
      let (why, next): (UntrustedText, UntrustedText) =
        source == nil
        ? ("it is known from an earlier reading alone, which keeps no relations", "start bulwark with its files")
        : (
          "standard input and pipes are read once, and keep no relations",
          "save it to a file, and start bulwark with that"
        )
      throw SessionError(.source, Notice(what: part.summary.name, why: why, next: next, costsCoverage: false))
    }
    let (limits, board, now, stop) = (configuration.settings.limits, board, await now, Stop())
    let name = part.summary.name
    let answer = await withTaskCancellationHandler {
      await Work.run { () -> Result<ObjectRelations, SessionError> in
        defer { Heap.giveBack() }
        let reading = RelationReading(key, of: name, paths: paths, limits: limits, now: now)
        return reading.run(stop) { board.tell(.relating(key, $0)) }
      }
    } onCancel: {
      stop.ask()
    }
    let relations = try answer.get()
    await remember(relations, of: part.details)
    return relations
  }

  private nonisolated func relations(
    of key: ObjectKey, in live: LiveCluster, _ name: UntrustedText
  ) async throws(SessionError) -> ObjectRelations {
    let now = await now
    let (inventory, lacks) = await live.inventory()
    let sections = await Work.run { Relations(inventory, isPartial: !lacks.isEmpty).sections(of: key.object) }
    guard let sections else {
      throw SessionError(
        .gone, Notice(what: key.object.text, why: "\(name) does not have it any more", next: "", costsCoverage: false))
    }
    return ObjectRelations(object: key, sections: sections, lacks: lacks, readAt: now)
  }

  /// Whether a path can be read once more: a pipe cannot. What is gone is told as such when it is read.
  private static func isThereTwice(_ path: String) -> Bool {
    var status = stat()
    if path == "-" { return false }
    return stat(path, &status) != 0 || [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private func remembered(_ key: ObjectKey, of details: DetailsPlace) -> ObjectRelations? {
    related.first { $0.details === details && $0.relations.object == key }?.relations
  }

  private func remember(_ relations: ObjectRelations, of details: DetailsPlace) {
    related.removeAll { $0.details == nil || $0.relations.object == relations.object }
    related.append(Related(details: details, relations: relations))
    // As many as a person goes back and forth between.
    if related.count > 16 { related.removeFirst() }
  }
}

/// What an object has to do with others, as of one reading of its cluster.
struct Related {
  /// Of that reading. Not held: with the reading goes what it was made of.
  weak var details: DetailsPlace?
  let relations: ObjectRelations
}

extension SessionError {
  static let goneCluster = SessionError(
    .gone,
    Notice(what: "cluster", why: "it is not there any more", next: "go back to the fleet", costsCoverage: false))
}

/// A wish to stop, which one task has and another thread looks at.
final class Stop: Sendable {
  private let isAsked = Atomic(false)

  func ask() { isAsked.store(true, ordering: .relaxed) }

  func check() throws(Stopped) { if isAsked.load(ordering: .relaxed) { throw Stopped() } }
}

/// Nobody waits for the answer any more.
struct Stopped: Error {}
