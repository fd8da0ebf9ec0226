import Hardening
import Inventory
import TextSafety

/// What was worked out of the failures of each subject when a followed cluster was last shown. Hashing evidence and
/// making patches is most of what showing costs; of subjects that are as they were it is taken over.
struct ScanMemo: Sendable {
  struct Row: Sendable {
    /// Among the subject's verdicts.
    var position: Int16
    var fingerprint: Fingerprint
    /// `Finding.evidenceHash`
    var evidence: UInt64
    var isFixable: Bool
  }

  private struct Subject {
    var mark: Mark
    var rows: Range<Int>
  }

  /// In the order of the scan's subjects.
  private let subjects: [Subject]
  private let rows: [Row]

  /// - Parameters:
  ///   - handles: the scan's subjects.
  ///   - found: its failures, and in the same order what came of them.
  init(_ handles: [SubjectHandle], found: [ReportEntry], rows: [Row]) {
    var starts = [Int](repeating: 0, count: handles.count + 1)
    for entry in found { starts[Int(entry.subject) + 1] += 1 }
    for index in handles.indices { starts[index + 1] += starts[index] }
    var next = starts
    // Each has its place: none is left empty.
    var placed = rows
    for (entry, row) in zip(found, rows) {
      placed[next[Int(entry.subject)]] = row
      next[Int(entry.subject)] += 1
    }
    subjects = handles.enumerated().map { index, handle in
      Subject(mark: Mark(handle), rows: starts[index]..<starts[index + 1])
    }
    self.rows = placed
  }

  /// How far what came or went may move a subject before it is looked at anew.
  private static let reach = 256

  /// For each subject of a later scan what is still so; nil where it has to be worked out anew.
  ///
  /// - Parameter changed: the objects that were read anew since.
  func recall(_ handles: [SubjectHandle], changed: Set<ObjectReference>) -> [ArraySlice<Row>?] {
    var place = 0
    return handles.map { handle in
      // Patches of such may depend on others.
      guard let workload = handle.workload else { return nil }
      let mark = Mark(handle)
      guard
        let found = subjects[place..<min(place + ScanMemo.reach, subjects.count)].firstIndex(where: {
          $0.mark.id == mark.id
        })
      else { return nil }
      place = found + 1
      guard subjects[found].mark.isSame(as: mark), !changed.contains(workload.reference) else { return nil }
      return rows[subjects[found].rows]
    }
  }

  /// What tells whether a subject is as it was.
  private struct Mark {
    /// Of its reference, with a seed of this process that nobody knows.
    let id: Int
    private let verdicts: Verdicts
    private let template: PodTemplate?
    private let isOwned: Bool
    private let isOfPod: Bool

    init(_ handle: SubjectHandle) {
      id = handle.reference.hashValue
      verdicts = handle.verdicts
      template = handle.workload?.template
      isOwned = handle.workload?.owner != nil
      if case .container(let row) = handle { isOfPod = row.subject.pod != nil } else { isOfPod = false }
    }

    func isSame(as other: Mark) -> Bool {
      template === other.template && isOwned == other.isOwned && isOfPod == other.isOfPod
        && verdicts == other.verdicts
    }
  }
}
