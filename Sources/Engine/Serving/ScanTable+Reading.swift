import Hardening
import Inventory
import Store
import TextSafety

extension ScanTable {
  /// All that the scan found, as the cache keeps it.
  /// - Parameter summary: the cluster as the session calls it.
  func reading(_ summary: ClusterSummary, location: UntrustedText) -> ClusterReading {
    var explanations: [Explanation] = []
    var numbers: [Explanation: UInt32] = [:]
    let lines = linesByRow
    let files = result.assessment.inventory.files
    let places = entries.enumerated().map { row, entry -> ClusterReading.Place? in
      guard let entry else { return nil }
      let explanation = result.explanation(of: entry)
      let number: UInt32
      if let known = numbers[explanation] {
        number = known
      } else {
        number = UInt32(explanations.count)
        numbers[explanation] = number
        explanations.append(explanation)
      }
      guard let source = result.source(of: entry), files.indices.contains(Int(source.file)) else {
        return ClusterReading.Place(explanation: number)
      }
      return ClusterReading.Place(
        explanation: number, file: UInt32(source.file), document: UInt32(clamping: source.document),
        line: UInt32(clamping: lines[row] > 0 ? lines[row] : Int(source.line)))
    }
    let (layouts, ledgers) = result.ledgers
    return ClusterReading(
      summary: summary, location: location, objects: result.objects, notices: result.notices, table: table,
      explanations: explanations, places: places, files: files, layouts: layouts, ledgers: ledgers,
      completeness: result.completeness)
  }

  /// The lines of the fields that findings are about, 0 where none is known.
  private var linesByRow: [Int] {
    let present = entries.indices.filter { entries[$0] != nil }
    let found = result.lines(of: present.compactMap { entries[$0] })
    var lines = [Int](repeating: 0, count: entries.count)
    for (row, line) in zip(present, found) { lines[row] = line }
    return lines
  }
}

extension ScanResult {
  /// All verdicts, two bits each when they are kept; one ledger for each subject, whatever groups of checks judge it: a
  /// Service is judged by itself and as an entry.
  fileprivate var ledgers: (layouts: [[CheckID]], ledgers: [ClusterReading.Ledger]) {
    let plan = assessment.judge.plan
    var judged: [LedgerDraft] = []
    var places: [SubjectReference: Int] = [:]
    for handle in handles {
      let positions = assessment.judge.positions(of: handle)
      let row = handle.verdicts
      let verdicts = positions.indices.map { row[$0].verdict }
      let reference = handle.reference
      // Parts of workloads are judged by one group of checks.
      let isWhole = reference.container == nil && reference.discriminator == nil
      if isWhole, let place = places[reference] {
        judged[place].positions += positions
        judged[place].verdicts += verdicts
        continue
      }
      if isWhole { places[reference] = judged.count }
      judged.append(LedgerDraft(handle: handle, positions: positions, verdicts: verdicts))
    }
    var layouts: [[Int]] = []
    var numbers: [[Int]: Int] = [:]
    let ledgers = judged.map { subject in
      let layout = numbers[subject.positions] ?? layouts.count
      if layout == layouts.count {
        layouts.append(subject.positions)
        numbers[subject.positions] = layout
      }
      let handle = subject.handle
      return ClusterReading.Ledger(
        subject: handle.reference, image: handle.image, labels: handle.labels(in: assessment.inventory),
        managedBy: handle.managedBy(in: assessment.inventory), layout: layout, verdicts: subject.verdicts)
    }
    return (layouts.map { $0.map { plan.infos[$0].id } }, ledgers)
  }

  /// Which of the kinds that checks need are known whole.
  var completeness: [ClusterReading.Completeness] {
    let needs = Set(assessment.judge.plan.infos.flatMap(\.needs)).sorted { $0.sortKey < $1.sortKey }
    return needs.compactMap { need -> ClusterReading.Completeness? in
      guard case .objects = need else { return nil }
      do throws(Missing) {
        try assessment.inventory.completeness.require(need)
        return ClusterReading.Completeness(need: need.sortKey, missing: nil)
      } catch {
        return ClusterReading.Completeness(need: need.sortKey, missing: error.text)
      }
    }
  }
}

/// What several groups of checks said of one subject.
private struct LedgerDraft {
  var handle: SubjectHandle
  var positions: [Int]
  var verdicts: [Verdict]
}
