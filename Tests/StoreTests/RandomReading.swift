import Hardening
import TestSupport
import TextSafety

@testable import Store

/// Readings of a small cluster, with names that somebody chose to do harm.
enum RandomReading {
  static let checks: [CheckID] = ["privileged", "sys-admin", "mem-limit"]

  static func subject(_ number: Int) -> SubjectReference {
    let names: [UntrustedText] = ["api", "a'; DROP TABLE findings; --", "\u{202E}x", "é", "e\u{301}", "\u{0}"]
    return SubjectReference(
      ObjectReference(
        group: "apps", kind: "Deployment", namespace: "ns-\(number % 3)", name: "\(names[number % 6])\(number / 6)"),
      container: number % 2 == 0 ? "web" : nil, discriminator: number % 5 == 0 ? "volume" : nil,
      rightsNamespace: number % 11 == 0 ? "team" : nil)
  }

  static func labels(_ number: Int) -> SubjectLabels {
    SubjectLabels(number % 3 == 0 ? [] : [("team", "t\(number % 2) \u{202E}"), ("app", "a\(number)")])
  }

  static func severity(_ check: Int) -> Severity { [.critical, .high, .medium][check] }

  /// - Parameter rows: check and subject of each finding.
  static func make(
    id: UntrustedText = "files:prod", rows: [(check: Int, subject: Int)], observedAt: Int64 = 1000,
    evidence: UInt64 = 7, absent: [(check: Int, subject: Int)] = [], subjects: Int = 30
  ) -> ClusterReading {
    var builder = FindingTableBuilder(checks: checks)
    var subjectOf: [Int?] = []
    for (list, absence) in [(rows, false), (absent, true)] {
      for (check, number) in list {
        let reference = subject(number)
        let subject = builder.subjects.insert(
          reference, image: "nginx:\(number)", labels: labels(number), managedBy: number % 7 == 0 ? .platform : .you)
        let head =
          check == 1 && rows.contains { $0 == (0, number) } ? Fingerprint(check: checks[0], subject: reference) : nil
        builder.add(
          FindingTable.Row(
            fingerprint: Fingerprint(check: checks[check], subject: reference), evidence: evidence, firstSeen: 500,
            lastSeen: 900, subject: subject, check: UInt16(check), severity: severity(check),
            flags: absence ? [.resolved] : [.judged, .fixable], head: head))
        subjectOf.append(absence ? nil : number)
      }
    }
    let (table, order) = builder.finish()
    let explanations = (0..<3).map { number in
      Explanation(
        evidence: [Evidence(FieldPath().appending("spec.x"), .string("value \(number) \u{1B}[0m"))], object: nil,
        operations: [JSONPatchOperation(op: .add, path: "/spec/x", value: .bool(true))], manifest: nil,
        suppressedBy: nil)
    }
    let places = order.map { index -> ClusterReading.Place? in
      guard let number = subjectOf[index] else { return nil }
      return ClusterReading.Place(
        explanation: UInt32(number % 3), file: number % 4 == 0 ? ClusterReading.Place.none : UInt32(number % 2),
        document: 1, line: UInt32(number))
    }
    let ledgers = (0..<subjects).map { number in
      ClusterReading.Ledger(
        subject: subject(number), image: "nginx:\(number)", labels: labels(number),
        managedBy: number % 7 == 0 ? .platform : .you, layout: 0,
        verdicts: (0..<3).map { check in rows.contains { $0 == (check, number) } ? .fail : .pass })
    }
    var areas = Area.allCases.map { AreaSummary(area: $0) }
    areas[3].tally.add(.fail, .critical, count: rows.count)
    return ClusterReading(
      summary: ClusterSummary(
        id: id, name: "prod", version: "", source: .file, observedAt: observedAt, complete: true, areas: areas,
        workloads: subjects), location: "prod\n/x/prod", objects: subjects,
      notices: [Notice(what: "a", why: "b", next: "", costsCoverage: false)], table: table,
      explanations: explanations, places: places, files: ["a.yaml", "b \u{202E}.yaml"], layouts: [checks],
      ledgers: ledgers,
      completeness: [.init(need: "nodes", missing: "not in the input"), .init(need: "services", missing: nil)])
  }

  static func rows(_ random: inout SeededGenerator) -> [(check: Int, subject: Int)] {
    var rows: [(check: Int, subject: Int)] = []
    for check in 0..<3 {
      for subject in 0..<30 where Int.random(in: 0..<3, using: &random) == 0 { rows.append((check, subject)) }
    }
    return rows
  }
}

/// A table as its rows, for comparing.
func rows(of table: FindingTable) -> [String] {
  (0..<table.count).map { row in
    let subject = table.subject[row]
    let heads = table.heads(of: row).map { table.fingerprints[$0].hex }
    return [
      table.fingerprints[row].hex, table.checks[Int(table.check[row])].name, "\(table.severity(of: row))",
      SafeText(table.subjects.short(subject)).description, SafeText(table.subjects.image(subject)).description,
      "\(table.subjects.managedBy(subject))", "\(table.flags[row].rawValue)", "\(table.evidence[row])",
      "\(table.firstSeen[row])", "\(table.lastSeen(of: row, reading: 0))", "\(table.folded[row])", "\(heads)",
    ].joined(separator: " ")
  }
}
