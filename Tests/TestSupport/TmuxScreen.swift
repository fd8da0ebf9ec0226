import Foundation

/// A program in a real tmux, with a server of its own: what a person would see.
package final class TmuxScreen {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let socket = "bulwark-\(UUID().uuidString)"
  /// Where the program's exit status is written down.
  private let notes: TemporaryFolder

  package init(_ command: [String], width: Int, height: Int, environment: [String: String] = [:]) throws {
    notes = try TemporaryFolder()
    let variables = ["LANG": "C.UTF-8"].merging(environment) { $1 }.map { "\($0)=\($1)" }.sorted()
    let words = (["env", "TERM=tmux-256color"] + variables + command).map(Self.quoted).joined(separator: " ")
    // A shell waits for the program: tmux now and then never hears of a pane's end.
    let status = notes.path + "/status"
    let line = "\(words); echo $? > \(status).new; mv \(status).new \(status)"
    // What a person has set up in tmux is no part of a test.
    try run([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", line, ";", "set", "-g",
      "remain-on-exit", "on", ";", "set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0", ";", "set",
      "-s", "set-clipboard", "on",
    ])
  }

  deinit { _ = try? run(["kill-server"]) }

  private static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let outcome = try Program.run(
      "/usr/bin/tmux", ["-u", "-L", socket] + arguments, environment: ["TERM": "xterm-256color"])
    guard outcome.status == 0 else {
      throw Failure(description: "tmux \(arguments.first ?? ""): \(outcome.errors)")
    }
    return outcome.text
  }

  /// Keys by tmux's names: `j`, `Enter`, `C-d`.
  package func press(_ keys: String...) throws { try run(["send-keys"] + keys) }

  package func type(_ text: String) throws { try run(["send-keys", "-l", text]) }

  package func resize(width: Int, height: Int) throws {
    try run(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  /// The rows as they are seen now, blanks at their ends left out.
  package func rows() throws -> [String] {
    try run(["capture-pane", "-p"]).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { row in
      String(row.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Waits until what is seen fulfils a wish, and gives it.
  @discardableResult
  package func wait(
    for wish: String, within: Duration = .seconds(240), until isFulfilled: ([String]) -> Bool
  ) throws -> [String] {
    let end = ContinuousClock.now + within
    while true {
      let rows = try rows()
      if isFulfilled(rows) { return rows }
      guard ContinuousClock.now < end else {
        throw Failure(description: "\(wish) did not come, but\n\(rows.joined(separator: "\n"))")
      }
    }
  }

  /// Waits until a text is seen.
  @discardableResult
  package func wait(for text: String) throws -> [String] {
    try wait(for: text) { rows in rows.contains { $0.contains(text) } }
  }

  /// Waits until a table's head is seen and the cursor is on a row beneath it: what keys act on is there.
  @discardableResult
  package func wait(forRowUnder head: String) throws -> [String] {
    try wait(for: "a row under \(head)") { rows in
      rows.drop { !$0.contains(head) }.contains { $0.hasPrefix("▸") || $0.hasPrefix(">") }
    }
  }

  /// Waits until a text is seen no more.
  @discardableResult
  package func wait(forNo text: String) throws -> [String] {
    try wait(for: "no \(text)") { rows in !rows.contains { $0.contains(text) } }
  }

  /// Waits for the program's end and gives its exit status; 128 and the number of the signal that ended it.
  package func finish(within: Duration = .seconds(240)) throws -> Int {
    let end = ContinuousClock.now + within
    while true {
      let rows = try rows()
      if let status = try? notes.text("status") { return Int(status.filter(\.isNumber)) ?? -1 }
      guard ContinuousClock.now < end else {
        throw Failure(description: "the program goes on:\n\(rows.joined(separator: "\n"))")
      }
    }
  }

  /// What the program handed to the clipboard.
  package func clipboard() throws -> String { try run(["show-buffer"]) }
}
