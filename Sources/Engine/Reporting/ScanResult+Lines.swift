import Documents
import Fetch
import Hardening
import Inventory
import TextSafety

extension ScanResult {
  /// The lines of the fields that entries' first evidence is about, 0 where none is known: one reading of each YAML
  /// file for all of them. Files of JSON, which are large and written by machines, keep the object's line.
  package func lines(of entries: [ReportEntry]) -> [Int] {
    var lines = [Int](repeating: 0, count: entries.count)
    var targets: [Int: [(entry: Int, target: FieldTarget)]] = [:]
    for (index, entry) in entries.enumerated() where entry.verdict == .fail {
      let handle = handles[Int(entry.subject)]
      guard case .fail(let evidence, _) = handle.verdicts[Int(entry.position)], let first = evidence.first else {
        continue
      }
      let own = handle.workload?.reference ?? handle.reference.object
      let object = first.object ?? own
      // Where the owner is not in the input, the field stands in the object that its template was taken from.
      let prefix = handle.workload.map { WorkloadKind(group: $0.holder.group, kind: $0.holder.kind).podPrefix } ?? []
      guard let source = assessment.inventory.source(of: object), source.line > 0 else { continue }
      targets[Int(source.file), default: []].append(
        (
          index,
          FieldTarget(
            document: Int(source.document), item: source.item < 0 ? nil : Int(source.item),
            path: first.path.steps(pod: prefix))
        ))
    }
    for (file, wanted) in targets where files.indices.contains(file) {
      // A file that changed or went meanwhile costs its lines, nothing else.
      guard let found = try? DocumentLocator.lines(of: wanted.map(\.target), in: files[file], limits: limits) else {
        continue
      }
      for (place, line) in zip(wanted, found) { lines[place.entry] = line ?? 0 }
    }
    return lines
  }
}

extension FieldPath {
  /// The way from the object's own root, see `resolved`.
  fileprivate func steps(pod prefix: [StaticString]) -> [FieldStep] {
    var steps: [FieldStep] = []
    steps.reserveCapacity(prefix.count + components.count)
    if root == .pod { for member in prefix { steps.append(.member(UntrustedText(member.description))) } }
    for component in components {
      switch component {
      case .member(let name): steps.append(.member(name))
      case .element(let name, let index): steps.append(name.isEmpty ? .index(index) : .named(name))
      case .end: break
      }
    }
    return steps
  }
}
