import Engine
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// Gives the demo its past: sessions over the fleet as it was on earlier days, whose clocks stand there, and in which the
/// company's people decide what they decided then. Ages, what is new, days and decisions come of that as they do for
/// everybody; no number is made up.
struct DemoPast {
  let folder: DemoFolder
  let settings: Settings
  let now: Date

  /// Something that somebody decided on a day.
  struct Act {
    /// Days before now.
    var days: Int
    var author: String
    /// The findings that it was about.
    var query: UntrustedText
    var act: Decision.Act
    var scope: SuppressionRule.Scope = .finding
    var clusters: DecisionRequest.ClusterScope = .this
    var reason: UntrustedText = ""
    /// Days from then on; nil is without end.
    var expires: Int?
    var ticket: UntrustedText = ""
    var assignee = ""
    /// It was taken back the same day.
    var isUndone = false
  }

  /// Reads the fleet of each day, oldest first, and decides what was decided then. A cluster that is what it was is not
  /// read again.
  func make() throws {
    var texts: [String: String] = [:]
    let days = DemoFleet.past.map(\.days).sorted(by: >)
    defer { Progress.clear() }
    for (number, day) in days.enumerated() {
      Progress.show("making the past of the demo: \(number + 1)/\(days.count) days")
      var changed: Set<String> = []
      for file in DemoFleet.files(daysAgo: day) {
        guard texts.updateValue(file.text, forKey: "\(file.cluster)/\(file.name)") != file.text else { continue }
        try folder.write(file)
        changed.insert(file.cluster)
      }
      var sources = DemoFleet.sources(in: folder.fleet).filter { changed.contains($0.name) }
      let acts = DemoPast.acts.filter { $0.days == day }
      var authors: [String] = []
      for act in acts where !authors.contains(act.author) { authors.append(act.author) }
      for (index, author) in authors.enumerated() {
        try visit(time(day, index), author, acts.filter { $0.author == author }, sources)
        // The next one finds it read.
        sources = []
      }
    }
  }

  /// When somebody was there on a day: in the afternoon, one after the other.
  private func time(_ days: Int, _ index: Int) -> Date {
    let calendar = Calendar(identifier: .gregorian)
    let day = calendar.date(byAdding: .day, value: -days, to: calendar.startOfDay(for: now)) ?? now
    return day.addingTimeInterval(TimeInterval(15 * 3600 + 24 * 60 + index * 47 * 60))
  }

  private func visit(_ time: Date, _ author: String, _ acts: [Act], _ sources: [FileSource]) throws {
    var settings = settings
    settings.author = author
    var configuration = LocalSession.Configuration(
      sources: sources, settings: settings, state: folder.state, clock: { time }, includesKept: true)
    configuration.watches = false
    let opening = configuration
    let result = Waiting.for { () async -> Result<Void, any Error> in
      do {
        try await DemoPast.decide(acts, at: time, opening)
        return .success(())
      } catch { return .failure(error) }
    }
    try result.get()
  }

  private static func decide(_ acts: [Act], at time: Date, _ opening: LocalSession.Configuration) async throws {
    let session = try await LocalSession.open(opening)
    do {
      try await session.untilRead()
      for act in acts { try await act.take(in: session, at: time) }
      await session.keepAll()
      // A session that cannot keep what it reads says so, and goes on.
      if let notice = try await session.sources().notices.first { throw SessionError(.storage, notice) }
    } catch {
      await session.close(patience: .seconds(600))
      throw error
    }
    await session.close(patience: .seconds(600))
  }
}

extension DemoPast.Act {
  /// Decides it, about all that the query selects.
  fileprivate func take(in session: LocalSession, at time: Date) async throws {
    let window = FindingsRequest.Window(before: 0, after: 1000)
    let page = try await session.findings(FindingsRequest(query: query, window: window))
    guard !page.rows.isEmpty else {
      throw SessionError(
        .gone, Notice(what: query, why: "it selects nothing \(days) days ago", next: "", costsCoverage: false))
    }
    let seconds = Int64(time.timeIntervalSince1970)
    _ = try await session.decide(
      DecisionRequest(
        act: act, targets: page.rows.map(\.id), scope: scope, clusters: clusters, reason: reason,
        until: expires.map { seconds + Int64($0) * 86_400 }, ticket: ticket, assignee: UntrustedText(assignee)))
    if isUndone { _ = try await session.undo() }
  }
}

extension LocalSession {
  /// Waits until nothing is being read.
  fileprivate func untilRead() async throws {
    var changes = changes().makeAsyncIterator()
    while try fleet().clusters.contains(where: { if case .reading = $0.state { true } else { false } }) {
      _ = await changes.next()
    }
  }
}
