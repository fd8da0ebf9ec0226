import Hardening
import Session
import Store
import TextSafety

/// What decisions make of the findings of one cluster: the states, and what they come to in counts and sums.
struct PartStates: Sendable {
  /// By row, as indexes of `FindingState.allCases`.
  private(set) var states: [UInt8]
  private(set) var open = SeverityCounts()
  /// The same by area and `Severity.rank`, 5 of each area.
  private var openCounts = [Int](repeating: 0, count: 5 * Area.allCases.count)
  private(set) var acknowledged = 0
  private(set) var suppressed = 0
  /// The same by area.
  private(set) var suppressedByArea: [Area: Int] = [:]
  private(set) var new = 0
  /// The areas' sums, with what is suppressed taken out.
  private(set) var areas: [AreaSummary]

  /// What states depend on beside the findings.
  struct Context: Sendable {
    var triage: Triage
    /// The clusters of each group: the view fills them in, as it knows the clusters.
    var groups: ClusterGroups
    var grouping = ClusterGrouping()
    /// Seconds since 1970.
    var now: Int64
    var lastVisit: Int64?
  }

  static func number(of state: FindingState) -> UInt8 {
    switch state {
    case .open: 0
    case .resurfaced: 1
    case .acknowledged: 2
    case .suppressed: 3
    case .resolved: 4
    }
  }

  init(_ part: Int, of data: FleetData, _ context: Context) {
    let table = data.parts[part].table
    areas = data.parts[part].summary.areas
    states = table.flags.map { flags in
      PartStates.number(of: flags.contains(.resolved) ? .resolved : flags.contains(.excepted) ? .suppressed : .open)
    }
    for row in PartStates.rows(named: context.triage.named, part, of: data) {
      states[row] = PartStates.state(part, row, of: data, context)
    }
    for row in 0..<table.count { count(row, part, of: data, context.lastVisit, sign: 1) }
  }

  private static func state(
    _ part: Int, _ row: Int, of data: FleetData, _ context: Context, with more: Triage = Triage()
  ) -> UInt8 {
    if data.parts[part].table.flags[row].contains(.resolved) { return number(of: .resolved) }
    let outcome = context.triage.outcome(
      of: data.triageSubject(part, row), groups: context.groups, now: context.now, with: more)
    return number(of: outcome.state)
  }

  /// Open and resurfaced findings that a person sees, by area and `Severity.rank`.
  var openByArea: [Area: [Int]] {
    var open: [Area: [Int]] = [:]
    for area in Area.allCases {
      let start = 5 * (area.rawValue - 1)
      let counts = Array(openCounts[start..<start + 5])
      if counts.contains(where: { $0 > 0 }) { open[area] = counts }
    }
    return open
  }

  /// The worst severity that is open in each area that has any.
  var worst: [Area: Severity] {
    openByArea.compactMapValues { counts in
      Severity.allCases.first { counts[$0.rank] > 0 }
    }
  }

  func state(of row: Int) -> FindingState { FindingState.allCases[Int(states[row])] }

  /// Decides some rows anew.
  /// - Parameter more: acts that are not done, for a preview.
  /// - Returns: the rows that changed their state.
  mutating func update(
    _ rows: [Int], _ part: Int, of data: FleetData, _ context: Context, with more: Triage = Triage()
  ) -> [Int] {
    rows.filter { row in
      let state = PartStates.state(part, row, of: data, context, with: more)
      if state == states[row] { return false }
      count(row, part, of: data, context.lastVisit, sign: -1)
      states[row] = state
      count(row, part, of: data, context.lastVisit, sign: 1)
      return true
    }
  }

  /// Takes a row into the counts, or out of them.
  private mutating func count(_ row: Int, _ part: Int, of data: FleetData, _ lastVisit: Int64?, sign: Int) {
    let table = data.parts[part].table
    let state = states[row]
    let isSuppressed = state == PartStates.number(of: .suppressed)
    let severity = table.severity(of: row)
    if table.flags[row].contains(.judged), isSuppressed != table.flags[row].contains(.excepted) {
      let area = data.infos[part][Int(table.check[row])].area
      if let index = areas.firstIndex(where: { $0.area == area }) {
        areas[index].tally.move(severity, toSuppressed: isSuppressed, count: sign)
      }
    }
    guard table.head[row] == FindingTable.none, table.managedBy(of: row) == .you else { return }
    switch FindingState.allCases[Int(state)] {
    case .open, .resurfaced:
      open[severity] += sign
      let area = data.infos[part][Int(table.check[row])].area
      openCounts[5 * (area.rawValue - 1) + severity.rank] += sign
      if let lastVisit, severity > .info, Int64(table.firstSeen[row]) > lastVisit { new += sign }
    case .acknowledged: acknowledged += sign
    case .suppressed:
      suppressed += sign
      suppressedByArea[data.infos[part][Int(table.check[row])].area, default: 0] += sign
    case .resolved: break
    }
  }

  /// The rows that acts which name this may concern, those that fold beneath them included.
  static func rows(named: Triage.Named, _ part: Int, of data: FleetData) -> [Int] {
    if named.isEmpty { return [] }
    let table = data.parts[part].table
    var hits = [Bool](repeating: false, count: table.count)
    for fingerprint in named.findings { if let row = table.row(of: fingerprint) { hits[row] = true } }
    let checks = data.infos[part].map { named.checks.contains($0.firstID) }
    if named.checks.isEmpty == false {
      for row in 0..<table.count where checks[Int(table.check[row])] { hits[row] = true }
    }
    if !named.objects.isEmpty || !named.namespaces.isEmpty || !named.images.isEmpty || !named.patterns.isEmpty {
      let subjects = (0..<UInt32(table.subjects.count)).map { number in
        named.namespaces.contains(table.subjects.namespace(number))
          || (!named.objects.isEmpty && named.objects.contains(table.subjects.object(number)))
          || named.patterns.contains {
            $0.matches(table.subjects.object(number), in: table.subjects.namespace(number))
          }
          || (!named.images.isEmpty && named.images.contains(ImageRepository.of(table.subjects.image(number))))
      }
      for row in 0..<table.count where subjects[Int(table.subject[row])] { hits[row] = true }
    }
    for row in 0..<table.count where !hits[row] && table.head[row] != FindingTable.none {
      hits[row] = table.heads(of: row).contains { hits[$0] }
    }
    return hits.indices.filter { hits[$0] }
  }
}

extension Tally {
  /// Moves failed pairs out of the sums, or back into them.
  fileprivate mutating func move(_ severity: Severity, toSuppressed: Bool, count: Int) {
    let count = toSuppressed ? count : -count
    failed -= count
    failedWeight -= severity.weight * count
    suppressed += count
  }
}
