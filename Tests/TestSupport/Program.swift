import Foundation

/// What came of a program that a test ran.
package struct Outcome: Sendable {
  /// The exit status; 128 and the signal's number where one ended it, as shells say it.
  package var status: Int32
  package var output: [UInt8]
  package var errors: String

  package var text: String { String(decoding: output, as: UTF8.self) }
  /// The lines on stderr.
  package var errorLines: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: true) }
}

/// Runs programs as a shell would: with a clean environment, default signals, and files for their streams.
package enum Program {
  /// The program of this house, as this build made it.
  package static let bulwark = built("bulwark")

  /// A program of this package, as this build made it.
  package static func built(_ name: String) -> String {
    // The tests' bundle and the programs are made into one folder.
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      var folder = URL(fileURLWithPath: argument)
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent(name).path
        if FileManager.default.isExecutableFile(atPath: program) { return program }
      }
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/debug/\(name)").path
  }

  package struct CannotStart: Error {
    package var program: String
    package var why: String
  }

  /// Where a name is found in PATH; nil where nowhere.
  package static func find(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs bulwark to its end.
  package static func bulwark(
    _ arguments: String..., input: String = "", environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Outcome {
    try run(bulwark, arguments, input: Array(input.utf8), environment: environment, in: folder)
  }

  /// Runs a line of sh; `$bulwark` in it is the program, `$1` and so on are the arguments.
  package static func shell(
    _ line: String, _ arguments: String..., with shell: String = "/bin/sh", input: String = "",
    environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Outcome {
    var environment = environment
    environment["bulwark"] = bulwark
    return try run(
      shell, ["-c", line, "sh"] + arguments, input: Array(input.utf8), environment: environment, in: folder)
  }

  /// Runs a program to its end. It sees PATH, LANG=C.UTF-8, a HOME of its own and what `environment` adds.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    in folder: String? = nil
  ) throws -> Outcome {
    let streams = try TemporaryFolder()
    try streams.write("in", bytes: input)
    let running = try Running(
      program, arguments, streams: (streams.path + "/in", streams.path + "/out", streams.path + "/err"),
      environment: environment, home: streams.path, folder: folder)
    let status = running.wait()
    return Outcome(
      status: status, output: Array(FileManager.default.contents(atPath: streams.path + "/out") ?? Data()),
      errors: String(decoding: FileManager.default.contents(atPath: streams.path + "/err") ?? Data(), as: UTF8.self))
  }
}
