package import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// What all views may look at beside their own state.
package struct Context: Sendable {
  /// Columns and rows that the view has.
  package var size: Size
  /// Seconds since 1970: of the last event, so that nothing changes on a screen at rest.
  package var now: Int64
  /// Seconds east of Greenwich.
  package var utcOffset: Int
  package var marks: Marks
  package var known: Known
  package var keys: KeyMap
  /// What the view beneath a dialog counts.
  package var count = StyledText()
  /// What it leaves out, by the words of a filter that show it: `is:folded 80`.
  package var hidden: SafeText = ""

  package init(
    size: Size, now: Int64, utcOffset: Int = 0, marks: Marks = .unicode, known: Known = Known(),
    keys: KeyMap = .standard
  ) {
    self.size = size
    self.now = now
    self.utcOffset = utcOffset
    self.marks = marks
    self.known = known
    self.keys = keys
  }

  package func local(_ seconds: Int64) -> LocalTime { LocalTime(seconds, offset: utcOffset) }

  package func age(since seconds: Int64) -> SafeText { AgeText.of(seconds: now - seconds) }

  /// A time as it is told best from now: `12:04` today, `Mon 17:40` within a week, else the date.
  package func moment(_ seconds: Int64) -> SafeText {
    let then = local(seconds)
    if now - seconds < 86_400, then.date == local(now).date { return then.time }
    return now - seconds < 6 * 86_400 ? "\(then.dayName) \(then.time)" : then.date
  }
}

/// What the dashboard knows of the fleet, whatever view is shown.
package struct Known: Sendable, Hashable {
  /// nil until the first answer.
  package var fleet: FleetSnapshot?
  package private(set) var sources: SourcesSnapshot?
  /// Why the fleet could not be had.
  package var failure: Notice?
  /// How far the reading of each cluster is, by what is counted.
  package var progress: [Counted: SourceProgress] = [:]
  /// Notices that came since the sources were last answered.
  package private(set) var fresh: [Notice] = []
  /// How much should have been judged and was not.
  package private(set) var unread = 0
  /// What the last suppression said, for the next.
  package var lastReason: UntrustedText = ""
  package var lastUntil: UntrustedText = "30 d"
  /// The filters that the person keeps by name.
  package var saved: [SavedFilter] = []
  /// The columns that the person does not want to see.
  package var hiddenColumns: Set<FindingsRequest.Column> = []

  /// How far the reading is that the page of an object waits for.
  package struct Relating: Sendable, Hashable {
    package var object: ObjectKey
    package var progress: SourceProgress
  }

  package var relating: Relating?

  package struct Counted: Sendable, Hashable {
    package var cluster: UntrustedText
    package var unit: UntrustedText
  }

  package init() {}

  package func cluster(_ id: UntrustedText) -> FleetSnapshot.Cluster? { fleet?.clusters.first { $0.id == id } }

  /// The groups that all clusters of some findings are in.
  func groups(ofAll findings: [FindingKey]) -> [UntrustedText] {
    let groups = Set(findings.map(\.cluster)).map { cluster($0)?.groups ?? [] }
    return (groups.first ?? []).filter { name in groups.allSatisfy { $0.contains(name) } }
  }

  /// A source is being read, or will be.
  package var isReading: Bool {
    guard let fleet else { return failure == nil }
    return fleet.clusters.contains {
      switch $0.state {
      case .neverRead, .reading: true
      case .current, .followed, .away: false
      }
    }
  }

  /// `reading 3/7 files, 1,204 objects`, over all clusters; empty where nothing is known of it.
  package var progressText: SafeText {
    var units: [UntrustedText] = []
    var sums: [UntrustedText: (done: Int, all: Int?)] = [:]
    var parts = progress.sorted { ($0.key.cluster, $0.key.unit) < ($1.key.cluster, $1.key.unit) }.map(\.value)
    if parts.isEmpty {
      parts = (fleet?.clusters ?? []).compactMap { if case .reading(let part) = $0.state { part } else { nil } }
    }
    for part in parts {
      if sums[part.unit] == nil { units.append(part.unit) }
      let sum = sums[part.unit] ?? (0, 0)
      sums[part.unit] = (sum.done + part.done, part.all.flatMap { all in sum.all.map { $0 + all } })
    }
    // What has an end first: it says how long there is to wait.
    units.sort { (sums[$0]?.all == nil ? 1 : 0) < (sums[$1]?.all == nil ? 1 : 0) }
    let texts = units.compactMap { unit -> SafeText? in
      guard let sum = sums[unit] else { return nil }
      guard let all = sum.all else { return "\(CountText.of(sum.done)) \(unit)" }
      return "\(CountText.of(sum.done))/\(CountText.of(all)) \(unit)"
    }
    return texts.isEmpty ? "" : "reading \(texts.joined(separator: ", "))"
  }

  package mutating func take(_ sources: SourcesSnapshot) {
    self.sources = sources
    fresh = []
    unread = sources.sources.reduce(0) { $0 + $1.notices.count(where: \.costsCoverage) }
  }

  /// Takes a notice that comes by itself, unless the sources or an earlier one said it.
  package mutating func take(_ notice: Notice) {
    let isKnown =
      fresh.contains(notice) || sources?.notices.contains(notice) ?? false
      || sources?.sources.contains { $0.notices.contains(notice) } ?? false
    guard !isKnown else { return }
    fresh.append(notice)
    if notice.costsCoverage { unread += 1 }
  }
}
