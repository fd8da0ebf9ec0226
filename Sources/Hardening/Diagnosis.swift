package import TextSafety

/// What the program found out about where it runs, line by line: for `bulwark doctor`.
package struct Diagnosis: Sendable, Hashable {
  package enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Nothing to do.
    case ok
    /// It works, and could be better: the line says how.
    case look
    /// Something does not work: the line says what to do.
    case bad
  }

  /// What a line is about.
  package enum Topic: String, Sendable, Hashable, CaseIterable {
    case program, configuration, state, decisions, cache, clusters, contexts, locks, terminal, limits
  }

  package struct Line: Sendable, Hashable {
    package var topic: Topic
    package var verdict: Verdict
    package var says: UntrustedText
    /// What to do; empty where there is nothing.
    package var next: UntrustedText

    package init(_ topic: Topic, _ verdict: Verdict, _ says: UntrustedText, next: UntrustedText = "") {
      self.topic = topic
      self.verdict = verdict
      self.says = says
      self.next = next
    }
  }

  package private(set) var lines: [Line] = []

  package init() {}

  package mutating func add(_ topic: Topic, _ verdict: Verdict, _ says: UntrustedText, next: UntrustedText = "") {
    lines.append(Line(topic, verdict, says, next: next))
  }

  package mutating func add(_ lines: [Line]) { self.lines += lines }

  package func count(_ verdict: Verdict) -> Int { lines.count { $0.verdict == verdict } }

  /// Whether a line about one of these topics is bad.
  package func isBad(_ topics: Topic...) -> Bool { lines.contains { $0.verdict == .bad && topics.contains($0.topic) } }
}
