import Foundation

/// A folder that is gone when the test is.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    path = NSTemporaryDirectory() + "/bulwark-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  package func write(_ name: String, bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes a program. By a process of its own: where this one had it open for writing while another test starts something,
  /// it could not be run for a moment ("text file busy").
  package func write(program name: String, _ text: String) throws {
    let file = path + "/" + name
    let line = "mkdir -p \"$(dirname \"$1\")\" && cat > \"$1\" && chmod 755 \"$1\""
    let outcome = try Program.run("/bin/sh", ["-c", line, "sh", file], input: Array(text.utf8))
    guard outcome.status == 0 else { throw Program.CannotStart(program: file, why: outcome.errors) }
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  package func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// The names of all files in it, in order.
  package var names: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
