import Engine
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// What commands answer from that read no cluster: the state folder, as earlier readings and decisions left it.
struct KeptState {
  let session: LocalSession
  let folder: StateFolder

  /// Opens the state, or leaves with an error line: 4 where nothing was ever read, 3 where it cannot be.
  static func open(for command: String) throws -> KeptState {
    let settings = try Configured.settings()
    let folder = StateFolder.find()
    // Asking is no reason to make a folder.
    guard FileManager.default.fileExists(atPath: folder.cache) else { throw nothing(command, folder) }
    let (session, notices) = try session(settings, folder)
    guard try answer({ try await session.fleet() }).clusters.isEmpty else {
      return KeptState(session: session, folder: folder)
    }
    if !notices.isEmpty { throw ExitStatus.incomplete }
    throw nothing(command, folder)
  }

  /// Opens the state whatever is in it: decisions are there without any reading, too.
  static func openAnyway() throws -> KeptState {
    let (settings, folder) = (try Configured.settings(), StateFolder.find())
    return KeptState(session: try session(settings, folder).0, folder: folder)
  }

  /// The session, after telling what there is to say of the folder.
  private static func session(_ settings: Settings, _ folder: StateFolder) throws -> (LocalSession, [Notice]) {
    var configuration = LocalSession.Configuration(sources: [], settings: settings, state: folder, includesKept: true)
    configuration.watches = false
    let opening = configuration
    let session = try answer { try await LocalSession.open(opening) }
    let notices = try answer { try await session.sources().notices }
    for notice in notices { Console.notice(notice) }
    return (session, notices)
  }

  private static func nothing(_ command: String, _ folder: StateFolder) -> ExitStatus {
    Console.error(
      what: command, why: "nothing was read yet that is kept in \(folder.path)",
      next: "bulwark scan PATH reads manifests and keeps what it finds")
    return .nothing
  }

  /// Waits for an answer of a session; an error of its ends the command.
  static func answer<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let result = Waiting.for { () async -> Result<Value, any Error> in
      do { return .success(try await body()) } catch { return .failure(error) }
    }
    switch result {
    case .success(let value): return value
    case .failure(let error as SessionError):
      Console.notice(error.notice)
      throw error.code == .storage ? ExitStatus.incomplete : ExitStatus.usage
    case .failure(let error): throw error
    }
  }
}
