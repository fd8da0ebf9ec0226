import ArgumentParser
import Foundation
import Hardening
import Store
import TextSafety

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the dashboard over a made-up fleet of three clusters.",
    discussion: """
      The manifests and what you decide about them are kept in a folder of their own, beside that of your clusters, so
      that you may edit them and see the findings go. --reset begins anew.
      """)

  @Flag(help: "Forget what was decided and edited before.")
  var reset = false

  @Option(help: "The theme: one of bulwark config theme (default: that of the configuration).")
  var theme: String?

  @Flag(inversion: .prefixedNo, help: "Draw with ASCII alone.")
  var ascii: Bool?

  @Option(help: "Keys from a file instead of a terminal.")
  var script: String?

  @Option(help: "Columns and rows of the screen of --script.")
  var size: String?

  @Option(help: "Where --script writes the last screen; default: stdout.")
  var dump: String?

  func run() throws {
    let folder = StateFolder(path: StateFolder.find().path + "-demo")
    do { try prepare(folder) } catch let error as StoreError {
      Console.error(what: error.notice.what, why: error.notice.why, next: error.notice.next)
      throw ExitStatus.usage
    } catch {
      Console.error(
        what: UntrustedText(folder.path), why: UntrustedText(error.localizedDescription),
        next: "correct its permissions, or name another folder with BULWARK_STATE")
      throw ExitStatus.usage
    }
    // Decisions of the demo are no decisions about anything.
    setenv("BULWARK_STATE", folder.path, 1)
    let clusters = Set(DemoFleet.files.map(\.cluster)).sorted().flatMap { ["--from", "\(folder.path)/fleet/\($0)"] }
    let options = [("--theme", theme), ("--script", script), ("--size", size), ("--dump", dump)]
    let words =
      options.flatMap { name, value in value.map { [name, $0] } ?? [] }
      + (ascii.map { [$0 ? "--ascii" : "--no-ascii"] } ?? [])
    let dashboard = try DashboardCommand.parse(clusters + words)
    try dashboard.run()
  }

  /// Writes what is missing of the fleet: what somebody edited stays so.
  private func prepare(_ folder: StateFolder) throws {
    if reset {
      // Its own files alone: the folder may hold others.
      for path in [folder.decisions, folder.cache, folder.cache + "-wal", folder.cache + "-shm"] {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
    try folder.create()
    for file in DemoFleet.files {
      let path = "\(folder.path)/fleet/\(file.cluster)/\(file.name)"
      guard reset || !FileManager.default.fileExists(atPath: path) else { continue }
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/fleet/\(file.cluster)", withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }
}

/// The manifests of the demo, made of Demo/.
enum DemoFleet {
  struct File {
    var cluster: String
    var name: String
    var text: String
  }

  /// What of the manifests was another so many days ago.
  struct Earlier {
    var days: Int
    var files: [File]
  }
}
