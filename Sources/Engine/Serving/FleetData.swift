import Hardening
import Session
import Store
import Synchronization
import TextSafety

/// One cluster as it was last read.
struct FleetPart: Sendable {
  var summary: ClusterSummary
  var table: FindingTable
  /// Where the details of its findings are.
  var details: DetailsPlace
}

/// All findings of all clusters, before anybody decided. It never changes. Rows of the fleet are numbered through: the
/// rows of the first cluster, then those of the second.
final class FleetData: Sendable {
  /// By the cluster's name.
  let parts: [FleetPart]
  /// Number of the first row of each part.
  let bases: [Int]
  let count: Int
  let checks: [CheckID: CheckInfo]
  /// For each part, the check that each of its table's indexes stands for.
  let infos: [[CheckInfo]]
  private let orders = Mutex<[FindingsRequest.Order: FleetOrder]>([:])
  private let ranks = Mutex<[[UInt32]]?>(nil)
  private let groups = Mutex<(grouping: OutlineRequest.Grouping, groups: FleetGroups)?>(nil)

  init(_ parts: [FleetPart], checks: [CheckID: CheckInfo]) {
    self.parts = parts.sorted { ($0.summary.name, $0.summary.id) < ($1.summary.name, $1.summary.id) }
    self.checks = checks
    var base = 0
    bases = self.parts.map { part in
      defer { base += part.table.count }
      return base
    }
    count = base
    infos = self.parts.map { part in part.table.checks.map { checks[$0] ?? .unknown($0) } }
  }

  /// The data with one cluster read anew. A cluster that is known by another id by now is replaced too.
  func replacing(_ old: UntrustedText, with part: FleetPart) -> FleetData {
    FleetData(parts.filter { $0.summary.id != old && $0.summary.id != part.summary.id } + [part], checks: checks)
  }

  /// Part and row of a number.
  func place(of number: UInt32) -> (part: Int, row: Int) {
    var low = 0
    var high = bases.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if bases[middle] <= Int(number) { low = middle } else { high = middle }
    }
    return (low, Int(number) - bases[low])
  }

  func place(of key: FindingKey) -> (part: Int, row: Int)? {
    guard let part = parts.firstIndex(where: { $0.summary.id == key.cluster }),
      let row = parts[part].table.row(of: key.finding)
    else { return nil }
    return (part, row)
  }

  func key(_ part: Int, _ row: Int) -> FindingKey {
    FindingKey(cluster: parts[part].summary.id, finding: parts[part].table.fingerprints[row])
  }

  /// A finding as decisions see it.
  func triageSubject(_ part: Int, _ row: Int) -> TriageSubject {
    let table = parts[part].table
    func named(_ row: Int) -> TriageSubject.Named {
      TriageSubject.Named(check: infos[part][Int(table.check[row])].firstID, fingerprint: table.fingerprints[row])
    }
    let subject = table.subject[row]
    return TriageSubject(
      cluster: parts[part].summary.id, own: named(row), heads: table.heads(of: row).map(named),
      object: table.subjects.object(subject), namespace: table.subjects.namespace(subject),
      image: ImageRepository.of(table.subjects.image(subject)), evidence: table.evidence[row],
      isExcepted: table.flags[row].contains(.excepted))
  }

  /// All rows in an order. Orders that no decision changes are made once.
  func order(_ order: FindingsRequest.Order, _ states: [PartStates]) -> FleetOrder {
    if order.column == .state { return FleetOrder(order, of: self, states) }
    if let known = orders.withLock({ $0[order] }) { return known }
    let made = FleetOrder(order, of: self, states)
    orders.withLock { orders in
      // The standard order and one more: a person goes back and forth between two.
      if orders.count > 1 { orders = orders.filter { $0.key == .standard } }
      orders[order] = made
    }
    return made
  }

  /// All findings by what they have in common: made once, and kept until another grouping is asked for.
  func groups(_ grouping: OutlineRequest.Grouping) -> FleetGroups {
    if let known = groups.withLock({ $0 }), known.grouping == grouping { return known.groups }
    let made = FleetGroups(grouping, of: self)
    groups.withLock { $0 = (grouping, made) }
    return made
  }

  /// For each part and each of its texts the place among the texts of all parts.
  var textRanks: [[UInt32]] {
    if let known = ranks.withLock({ $0 }) { return known }
    let made = FleetData.rank(parts.map(\.table.subjects.texts))
    ranks.withLock { $0 = made }
    return made
  }

  private static func rank(_ pools: [TextPool]) -> [[UInt32]] {
    if pools.count == 1 { return [pools[0].ranks] }
    var places: [(part: Int, text: UInt32)] = []
    for (part, pool) in pools.enumerated() { places += (0..<UInt32(pool.count)).map { (part, $0) } }
    func compare(_ a: (part: Int, text: UInt32), _ b: (part: Int, text: UInt32)) -> (isLess: Bool, isSame: Bool) {
      pools[a.part].withBytes(of: a.text) { a in
        pools[b.part].withBytes(of: b.text) { b in
          (a.lexicographicallyPrecedes(b), a.count == b.count && a.elementsEqual(b))
        }
      }
    }
    places.sort { compare($0, $1).isLess }
    var ranks = pools.map { [UInt32](repeating: 0, count: $0.count) }
    var rank: UInt32 = 0
    for index in places.indices {
      if index > 0, !compare(places[index - 1], places[index]).isSame { rank += 1 }
      ranks[places[index].part][Int(places[index].text)] = rank
    }
    return ranks
  }
}

extension CheckInfo {
  /// What stands for a check that this version does not have.
  fileprivate static func unknown(_ id: CheckID) -> CheckInfo {
    CheckInfo(
      id, area: .workload, severity: .info, judges: .workload, title: id.name, statement: "fails \(id.name)",
      remediation: "")
  }
}
