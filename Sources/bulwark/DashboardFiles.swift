import Dashboard
import Engine
import Export
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// Writes the files that a person asks the dashboard for.
struct DashboardFiles: FileWriter {
  let session: LocalSession

  func write(_ request: WriteRequest) async throws(SessionError) -> WriteReceipt {
    let path = DashboardFiles.path(request.path)
    do {
      let file = try PrivateFile(path, replaces: request.replaces)
      var output = ReportOutput { try file.write($0) }
      switch request.content {
      case .lines(let lines):
        for line in lines { try output.write(line.description + "\n") }
        try output.flush()
      case .report(let format, let findings):
        guard let format = ReportFormat(rawValue: format.rawValue) else { break }
        let report = try await session.report(shown: findings).report(version: Bulwark.version)
        try report.write(format, to: &output, style: OutputStyle())
      }
      try file.finish()
      return WriteReceipt(path: UntrustedText(path), bytes: file.bytes)
    } catch let error as StoreError {
      throw SessionError(error.code == .exists ? .exists : .storage, error.notice)
    } catch let error as SessionError {
      throw error
    } catch {
      let why = UntrustedText(String(describing: error))
      throw SessionError(
        .storage, Notice(what: request.path, why: why, next: "name another file", costsCoverage: false))
    }
  }

  private static func path(_ typed: UntrustedText) -> String {
    let path = typed.parsed { $0 } ?? ""
    guard path.hasPrefix("~/") else { return path }
    return (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + path.dropFirst()
  }
}
