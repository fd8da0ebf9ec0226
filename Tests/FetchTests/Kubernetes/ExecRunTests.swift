import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Runs of plugins")
struct ExecRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A plugin that is a script; `here` is its folder.
  private func plugin(_ script: String) throws -> ExecPlugin {
    try folder.write(program: "bin/plugin", "#!/bin/sh\nhere=$(dirname \"$0\")\n" + script)
    try folder.write("config", "{apiVersion: client.authentication.k8s.io/v1beta1, command: bin/plugin}")
    let file = try KubeconfigFile(folder.path + "/config")
    let entry = KubeconfigEntry(file: file, node: file.root)
    return try ExecPlugin(
      entry, of: "user me", cluster: Endpoint(server: "https://h:1"), clusterEntry: entry, ["PATH": "/usr/bin:/bin"])
  }

  /// The process whose number a script wrote.
  private func process(_ name: String) async throws -> pid_t {
    while true {
      if let text = try? folder.text("bin/" + name), text.hasSuffix("\n"),
        let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
      {
        return process
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private func isAlive(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0 else { return false }
    // Who reaps what has no parent takes a moment.
    return (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.contains(") Z ") == false
  }

  private func waitForDeath(of process: pid_t) async throws {
    for _ in 0..<30_000 where isAlive(process) { try await Task.sleep(for: .milliseconds(10)) }
    #expect(!isAlive(process))
  }

  /// Why a script fails. It has an hour, unless it takes too long once it wrote a file `late`.
  private func failure(_ script: String) async throws -> UntrustedText? {
    let late = folder.path + "/bin/late"
    try? FileManager.default.removeItem(atPath: late)
    let isLate: @Sendable () -> Bool = { FileManager.default.fileExists(atPath: late) }
    switch await ExecRun.output(of: try plugin(script), patience: .seconds(3600), isEnough: isLate) {
    case .success: return nil
    case .failure(let error): return error.why
    }
  }

  @Test("that take too long are killed with all that they started, in whatever group", .timeLimit(.minutes(5)))
  func patience() async throws {
    let why = try await failure(
      """
      sleep 1000 & echo $! > "$here/child"
      python3 -c 'import os, sys
      os.setpgid(0, 0)
      print(os.getpid(), file=open(sys.argv[1], "w"), flush=True)
      os.execlp("sleep", "sleep", "1000")' "$here/apart" &
      until test -s "$here/apart"; do sleep 0.05; done
      touch "$here/late"
      sleep 1000
      """)
    #expect(why == "plugin did not end within 3600 s")
    try await waitForDeath(of: process("child"))
    try await waitForDeath(of: process("apart"))
  }

  @Test("that close what they write to and live on end with the patience", .timeLimit(.minutes(5)))
  func closed() async throws {
    let why = try await failure(
      "echo $$ > \"$here/self\"; exec >/dev/null 2>&1; touch \"$here/late\"; while :; do sleep 1000; done")
    #expect(why == "plugin did not end within 3600 s")
    // Reaped, not only killed: nothing is left of it.
    let process = try await process("self")
    while kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
  }

  @Test("that ended well count, whoever holds their stderr or their stdout", .timeLimit(.minutes(5)))
  func held() async throws {
    let hour = Duration.seconds(3600)
    for redirection in [">/dev/null", "2>/dev/null", ""] {
      let plugin = try plugin("sleep 3600 \(redirection) & echo $! > \"$here/child\"; echo credential")
      let result = await ExecRun.output(of: plugin, patience: hour)
      #expect(try result.get() == Array("credential\n".utf8))
      // What it left behind is its own affair: it may be a browser.
      let child = try await process("child")
      #expect(isAlive(child))
      kill(child, SIGKILL)
    }
  }

  @Test("that failed say why, whoever holds their stderr", .timeLimit(.minutes(5)))
  func failedAndHeld() async throws {
    let why = try await failure(
      "sleep 3600 & echo $! > \"$here/child\"; echo 'no such account' >&2; exit 3")
    #expect(why == "plugin ended with status 3: no such account")
    kill(try await process("child"), SIGKILL)
  }

  @Test("that take too long or say too much have their last words told", .timeLimit(.minutes(5)))
  func lastWords() async throws {
    let slow = try await failure("echo 'open https://login.example/ABC' >&2; touch \"$here/late\"; sleep 1000")
    #expect(slow == "plugin did not end within 3600 s: open https://login.example/ABC")
    let much = try await failure(
      "echo 'listing all' >&2; while :; do echo planted-secret-planted-secret; done")
    #expect(much == "plugin printed more than a credential has: listing all")
  }

  @Test("that no system can start say why")
  func unstartable() async throws {
    let plugin = try plugin("exit 0")
    try folder.write(program: "bin/plugin", "neither a script nor a program")
    guard case .failure(let error) = await ExecRun.output(of: plugin) else {
      Issue.record("it was started")
      return
    }
    #expect(error.why == "plugin cannot be started: Exec format error")
  }

  @Test("that die of a signal say of which", .timeLimit(.minutes(5)))
  func signals() async throws {
    #expect(try await failure("kill -TERM $$") == "plugin died of signal 15")
  }
}
