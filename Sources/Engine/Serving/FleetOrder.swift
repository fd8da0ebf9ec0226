import Hardening
import Session
import Store
import TextSafety

/// All rows of a fleet in one order.
struct FleetOrder: Sendable {
  /// Rows, first to last.
  let rows: [UInt32]
  /// For each row its place; nil where rows stand as they are numbered.
  private let places: [UInt32]?

  /// Every order is the standard one, sorted once more by its column: so it takes two passes, however large the fleet.
  init(_ order: FindingsRequest.Order, of data: FleetData, _ states: [PartStates]) {
    let standard = FleetOrder.standard(of: data)
    if order == .standard, data.parts.count == 1 {
      rows = standard
      places = nil
      return
    }
    if order == .standard {
      rows = standard
    } else {
      var (keys, count) = FleetOrder.keys(order.column, of: data, states)
      if !order.ascending { for row in keys.indices { keys[row] = UInt32(count - 1) - keys[row] } }
      rows = FleetOrder.sorted(standard, by: keys, count)
    }
    var places = [UInt32](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() { places[Int(row)] = UInt32(place) }
    self.places = places
  }

  func place(of row: UInt32) -> UInt32 { places.map { $0[Int(row)] } ?? row }

  /// Severity, area, check, cluster, namespace, subject. Tables are sorted so, so it is a matter of dealing them out.
  private static func standard(of data: FleetData) -> [UInt32] {
    if data.parts.count == 1 { return Array(0..<UInt32(data.count)) }
    let checks = data.checks.values.sorted { ($0.area.rawValue, $0.id) < ($1.area.rawValue, $1.id) }
    let rank = Dictionary(uniqueKeysWithValues: checks.enumerated().map { ($1.id, UInt32($0)) })
    let count = UInt32(checks.count) + 1
    var keys = [UInt32](repeating: 0, count: data.count)
    for (part, base) in data.bases.enumerated() {
      let table = data.parts[part].table
      let ranks = data.infos[part].map { rank[$0.id] ?? count - 1 }
      for row in 0..<table.count {
        keys[base + row] = UInt32(4 - table.severity[row]) * count + ranks[Int(table.check[row])]
      }
    }
    return sorted(Array(0..<UInt32(data.count)), by: keys, Int(count) * 5)
  }

  /// For each row a number below the count, smaller where it comes first in ascending order.
  private static func keys(_ column: FindingsRequest.Column, of data: FleetData, _ states: [PartStates]) -> (
    [UInt32], Int
  ) {
    var keys = [UInt32](repeating: 0, count: data.count)
    func fill(_ body: (_ part: Int, _ table: FindingTable, _ row: Int) -> UInt32) {
      for (part, base) in data.bases.enumerated() {
        let table = data.parts[part].table
        for row in 0..<table.count { keys[base + row] = body(part, table, row) }
      }
    }
    switch column {
    case .severity:
      fill { UInt32($1.severity[$2]) }
      return (keys, 5)
    case .state:
      fill { part, _, row in UInt32(states[part].states[row]) }
      return (keys, FindingState.allCases.count)
    case .check:
      let names = Set(data.infos.joined().map(\.id)).sorted()
      let rank = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt32($0)) })
      let ranks = data.infos.map { $0.map { rank[$0.id] ?? 0 } }
      fill { part, table, row in ranks[part][Int(table.check[row])] }
      return (keys, names.count)
    case .cluster:
      fill { part, _, _ in UInt32(part) }
      return (keys, data.parts.count)
    case .subject, .namespace:
      let texts = data.textRanks
      let ranks = data.parts.enumerated().map { part, content in
        let subjects = content.table.subjects
        return (column == .subject ? subjects.shorts : subjects.scopes).map { texts[part][Int($0)] }
      }
      fill { part, table, row in ranks[part][Int(table.subject[row])] }
      return (keys, Int((texts.joined().max() ?? 0) + 1))
    case .age:
      // The youngest first.
      let times = Set(data.parts.flatMap(\.table.firstSeen)).sorted(by: >)
      let rank = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($1, UInt32($0)) })
      fill { _, table, row in rank[table.firstSeen[row]] ?? 0 }
      return (keys, times.count)
    }
  }

  /// Rows by their keys; those of one key stay in order.
  private static func sorted(_ rows: [UInt32], by keys: [UInt32], _ count: Int) -> [UInt32] {
    var next = [Int](repeating: 0, count: count + 1)
    for key in keys { next[Int(key) + 1] += 1 }
    for key in 0..<count { next[key + 1] += next[key] }
    return [UInt32](unsafeUninitializedCapacity: rows.count) { buffer, filled in
      for row in rows {
        let key = Int(keys[Int(row)])
        buffer[next[key]] = row
        next[key] += 1
      }
      filled = rows.count
    }
  }
}
