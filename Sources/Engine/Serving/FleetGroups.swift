import Hardening
import Session
import Store
import TextSafety

/// All groups of a fleet by what findings have in common, and which of them each finding is in. No decision and no query
/// changes it.
struct FleetGroups: Sendable {
  struct Group: Sendable {
    var id: FindingsGroup.ID
    var title: UntrustedText
    var namespace: UntrustedText = ""
    /// The cluster's name; empty where the group reaches over clusters.
    var cluster: UntrustedText = ""
  }

  /// The group of each row of a part, by what the table has in columns.
  private enum Numbers: Sendable {
    case severity
    case checks([UInt32])
    case subjects([UInt32])
    case all(UInt32)
  }

  private(set) var groups: [Group] = []
  private var parts: [Numbers] = []

  init(_ grouping: OutlineRequest.Grouping, of data: FleetData) {
    var known: [FindingsGroup.ID: UInt32] = [:]
    if grouping == .severity {
      // `Severity.rank` is the number.
      let severities = Severity.allCases.sorted { $0.rank < $1.rank }
      for severity in severities {
        let name = UntrustedText(severity.rawValue)
        groups.append(Group(id: FindingsGroup.ID(.severity, value: name), title: name))
      }
    }
    for part in data.parts.indices {
      let numbers: Numbers =
        switch grouping {
        case .severity: .severity
        case .check:
          .checks(
            data.infos[part].map { info in
              let name = UntrustedText(info.id.name)
              return number(Group(id: FindingsGroup.ID(.check, value: name), title: name), &known)
            })
        case .area:
          .checks(
            data.infos[part].map { info in
              let id = FindingsGroup.ID(.area, value: UntrustedText(info.area.short))
              return number(Group(id: id, title: UntrustedText("\(info.area.short) \(info.area.title)")), &known)
            })
        case .cluster:
          .all(number(FleetGroups.cluster(data.parts[part].summary), &known))
        case .namespace, .image, .workload: subjects(grouping, data.parts[part], &known)
        }
      parts.append(numbers)
    }
  }

  private static func cluster(_ summary: ClusterSummary) -> Group {
    Group(id: FindingsGroup.ID(.cluster, cluster: summary.id, value: summary.id), title: summary.name)
  }

  /// Each text and each object is looked at once, however many findings name it.
  private mutating func subjects(
    _ grouping: OutlineRequest.Grouping, _ part: FleetPart, _ known: inout [FindingsGroup.ID: UInt32]
  ) -> Numbers {
    let table = part.table.subjects
    var byText = [UInt32](repeating: FindingTable.none, count: table.texts.count)
    var byObject: [SubjectTable.Record: UInt32] = [:]
    func numbers(_ key: (Int) -> UInt32, _ group: (UInt32) -> Group) -> [UInt32] {
      table.records.indices.map { subject in
        let text = Int(key(subject))
        if byText[text] == FindingTable.none { byText[text] = number(group(UInt32(subject)), &known) }
        return byText[text]
      }
    }
    switch grouping {
    case .namespace:
      return .subjects(
        numbers({ table.scopes[$0] }) { subject in
          let name = table.namespace(subject)
          return Group(
            id: FindingsGroup.ID(.namespace, cluster: part.summary.id, value: name), title: name,
            cluster: part.summary.name)
        })
    case .image:
      return .subjects(
        numbers({ table.records[$0].image }) { subject in
          let image = table.image(subject)
          return Group(id: FindingsGroup.ID(.image, value: image), title: image)
        })
    default:
      return .subjects(
        table.records.enumerated().map { subject, record in
          var object = record
          (object.container, object.discriminator, object.image, object.flags) = (0, 0, 0, 0)
          if let number = byObject[object] { return number }
          let reference = table.object(UInt32(subject))
          let value: UntrustedText =
            "\(reference.group)/\(reference.kind)/\(reference.namespace)/\(reference.name)"
          let group = Group(
            id: FindingsGroup.ID(.workload, cluster: part.summary.id, value: value),
            title: SubjectReference(reference).shortText, namespace: reference.scopeNamespace,
            cluster: part.summary.name)
          let made = number(group, &known)
          byObject[object] = made
          return made
        })
    }
  }

  private mutating func number(_ group: Group, _ known: inout [FindingsGroup.ID: UInt32]) -> UInt32 {
    if let number = known[group.id] { return number }
    let number = UInt32(groups.count)
    known[group.id] = number
    groups.append(group)
    return number
  }

  /// The group of a row of a part.
  func number(_ part: Int, _ row: Int, _ table: FindingTable) -> Int {
    switch parts[part] {
    case .severity: Int(table.severity[row])
    case .checks(let numbers): Int(numbers[Int(table.check[row])])
    case .subjects(let numbers): Int(numbers[Int(table.subject[row])])
    case .all(let number): Int(number)
    }
  }
}
