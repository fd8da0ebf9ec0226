import Documents
import Fetch
import Foundation
package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package nonisolated func source(of key: FindingKey) async throws(SessionError) -> SourceText {
    let view = await current
    guard let (part, row) = view.data.place(of: key) else { throw .gone }
    let finding: Finding
    do { finding = try view.finding(part, row) } catch { throw SessionError(.storage, error.notice) }
    if let live = await readings.first(where: { $0.cluster == key.cluster })?.live {
      return try await source(of: finding.subject.object, in: live)
    }
    guard let location = finding.source else {
      throw .refused("object", "nothing is known of the file that it stands in", "read the sources again")
    }
    // Sources may have changed since: the file is looked for as it was found.
    guard let file = await file(location.file, of: key.cluster) else {
      throw SessionError(
        .source,
        Notice(
          what: location.file, why: "it is not there any more", next: "read the sources again", costsCoverage: false
        ))
    }
    let (line, limits) = (max(1, location.line), configuration.settings.limits)
    @Sendable func failure(_ why: UntrustedText) -> SessionError {
      SessionError(
        .source, Notice(what: location.file, why: why, next: "read the sources again", costsCoverage: false))
    }
    let read = await Work.run { () -> Result<SourceText, SessionError> in
      do {
        let (first, lines) = try SourceLines.document(around: line, of: try file.open(), limits: limits)
        if lines.isEmpty { return .failure(failure("it has no line \(line) any more")) }
        return .success(
          SourceText(file: location.file, path: file.editablePath, first: first, lines: lines, line: line))
      } catch let error as FetchError {
        return .failure(SessionError(.source, Notice(error)))
      } catch {
        return .failure(failure((error as? DocumentError)?.why ?? "reading failed"))
      }
    }
    switch read {
    case .success(let text): return text
    case .failure(let error): throw error
    }
  }

  /// An object as its server has it now. It is no file: what a person edits there is a copy.
  private nonisolated func source(
    of object: ObjectReference, in live: LiveCluster
  ) async throws(SessionError) -> SourceText {
    do throws(FetchError) {
      return SourceText(
        file: "\(object.text)", path: "", first: 1, lines: try await live.text(of: object), line: 1)
    } catch { throw SessionError(.source, Notice(error)) }
  }

  /// A file of a cluster's source by the name that findings call it.
  private func file(_ name: UntrustedText, of cluster: UntrustedText) -> FileInput? {
    guard let source = readings.first(where: { $0.cluster == cluster })?.source else { return nil }
    // Standard input was read to its end, and is nowhere any more.
    let paths = source.paths.filter { $0 != "-" && $0 != "/dev/stdin" }
    return FileInputs.enumerate(paths: paths).inputs.first { $0.displayName == name }
  }
}
