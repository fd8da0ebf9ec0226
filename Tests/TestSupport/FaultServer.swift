import Foundation

/// The servers of `Tests/FaultServer`, on ports of 127.0.0.1 that the system picks. They end with this value, or with
/// the process however that ends.
package final class FaultServer: @unchecked Sendable {
  package struct CannotStart: Error {
    package var why: String
  }

  /// For all tests: state of different `?id=` does not meet.
  package static let shared = Result { try FaultServer() }

  /// By the names that `server.py` gives them.
  package let ports: [String: Int]
  private let folder: TemporaryFolder
  private let running: Running
  private let input: Int32

  package init() throws {
    folder = try TemporaryFolder()
    guard let python = Program.find("python3") else { throw CannotStart(why: "there is no python3") }
    mkfifo(folder.path + "/in", 0o600)
    // Held open here alone: where this process goes, the server's input ends, and so does the server.
    input = open(folder.path + "/in", O_RDWR | O_CLOEXEC)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("FaultServer/server.py").path
    running = try Running(
      python, ["-B", script, folder.path],
      streams: (folder.path + "/in", folder.path + "/out", folder.path + "/err"), home: folder.path)
    while true {
      let line = (try? folder.text("out")) ?? ""
      if line.hasSuffix("\n") {
        ports = try JSONDecoder().decode([String: Int].self, from: Data(line.utf8))
        return
      }
      if running.hasEnded { throw CannotStart(why: (try? folder.text("err")) ?? "") }
      usleep(10_000)
    }
  }

  deinit {
    running.signal(SIGKILL)
    _ = running.wait()
    close(input)
  }

  package func port(_ name: String) -> Int { ports[name] ?? 0 }

  /// A file that it made: `authority.pem`, `client-a.key`.
  package func file(_ name: String) throws -> [UInt8] { Array(try folder.text(name).utf8) }
}
