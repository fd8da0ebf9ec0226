package import Checks
package import Hardening
import Inventory

/// The checks of one kind of subject with their parameters, those first whose judgement subjects of one template share.
struct CheckTable<S: Subject>: Sendable {
  struct Entry: Sendable {
    var check: Check<S>
    var parameters: Parameters
    /// Index among all checks of the program.
    var index: Int
  }

  var shape: [Entry] = []
  var own: [Entry] = []
  /// The index among all checks of each position of a row's verdicts.
  let positions: [Int]
  /// All facts that the checks read.
  let reads: Set<FactName>

  init(_ list: CheckList<S>, _ plan: CheckPlan) {
    for check in list.checks {
      guard let index = plan.index[check.info.id], !plan.disabled.contains(check.info.id) else { continue }
      let entry = Entry(
        check: check, parameters: Parameters(check.info, overrides: plan.overrides[check.info.id] ?? [:]), index: index)
      if check.isShape { shape.append(entry) } else { own.append(entry) }
    }
    positions = shape.map(\.index) + own.map(\.index)
    reads = Set((shape + own).flatMap(\.check.reads))
  }

  /// The entry of a verdict's position in a row: shape checks first.
  func entry(at position: Int) -> Entry {
    position < shape.count ? shape[position] : own[position - shape.count]
  }

  static func judge(_ entries: [Entry], _ subject: S, _ facts: any Facts) -> [Judgement] {
    entries.map { judge($0, subject, facts) }
  }

  /// Judges by each check, or only by those that read an altered fact where an old verdict exists for the others.
  static func judge(
    _ entries: [Entry], _ subject: S, _ facts: any Facts, _ old: [Judgement]?, _ altered: Set<FactName>?
  ) -> [Judgement] {
    guard let old, let altered, old.count == entries.count else { return judge(entries, subject, facts) }
    return entries.enumerated().map { position, entry in
      entry.check.reads.contains(where: altered.contains) ? judge(entry, subject, facts) : old[position]
    }
  }

  static func judge(_ entry: Entry, _ subject: S, _ facts: any Facts) -> Judgement {
    do {
      return try entry.check.judge(subject, facts, entry.parameters)
    } catch {
      return .unknown([error])
    }
  }
}

/// Which checks run, in which order they are counted, and with which parameters.
package struct CheckPlan: Sendable {
  /// By area and name: the order of reports.
  package let infos: [CheckInfo]
  /// The severities that the checks declare, whatever the configuration says.
  let declared: [Severity]
  package let index: [CheckID: Int]
  /// The indexes of the checks that each folds beneath, in order.
  let under: [[Int]]
  package let disabled: Set<CheckID>
  package let overrides: [CheckID: [String: ParameterValue]]
  /// What exceptions by annotation are honoured by.
  package let exceptions: ExceptionIndex

  package init(
    _ registry: Registry, disabled: Set<CheckID> = [], severities: [CheckID: Severity] = [:],
    overrides: [CheckID: [String: ParameterValue]] = [:], honoursAnnotations: Bool = true
  ) {
    let registered = registry.infos
    declared = registered.map(\.severity)
    infos = registered.map { info in
      var info = info
      info.severity = severities[info.id] ?? info.severity
      return info
    }
    var index: [CheckID: Int] = [:]
    for (position, info) in infos.enumerated() { index[info.id] = position }
    self.index = index
    under = infos.enumerated().map { position, info in info.under.compactMap { index[$0] }.filter { $0 != position } }
    self.disabled = disabled
    self.overrides = overrides
    exceptions = ExceptionIndex(honoursAnnotations ? infos : [])
  }
}
