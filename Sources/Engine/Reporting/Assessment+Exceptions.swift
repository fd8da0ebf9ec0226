import Hardening
import Inventory
import TextSafety

extension Assessment {
  /// The exception that an annotation makes from a failed verdict, of its own check or of a head that it folds beneath:
  /// the finding is suppressed by it. nil where there is none. Reports, scores and sessions ask here.
  ///
  /// - Parameter now: seconds since 1970.
  func annotationException(at position: Int, of handle: SubjectHandle, now: Int64) -> AnnotationException? {
    let exceptions = handle.exceptions(in: inventory)
    if exceptions.isEmpty || handle.verdicts[position].verdict != .fail { return nil }
    let check = judge.plan.infos[judge.positions(of: handle)[position]].id
    return judge.plan.exceptions.exception(
      from: check, heads: heads(at: position, of: handle).map { judge.plan.infos[$0.check].id }, among: exceptions,
      now: now)
  }

  /// What such an exception is called beside a finding.
  func suppressedBy(_ exception: AnnotationException, of handle: SubjectHandle) -> SuppressedBy {
    SuppressedBy(
      kind: .annotation, object: handle.workload?.holder ?? handle.reference.object, key: exception.key,
      reason: exception.reason, until: exception.until)
  }

  /// Names of other tools' checks in exceptions that no check of ours is equivalent to, each told once, with the first
  /// object that names it.
  var exceptionNotices: [Notice] {
    struct Name: Hashable {
      var tool: AnnotationException.Tool
      var id: UntrustedText
    }
    let index = judge.plan.exceptions
    if index.isEmpty { return [] }
    let own = workloads.values.filter { !$0.workload.exceptions.isEmpty }.map {
      (object: $0.workload.holder, exceptions: $0.workload.exceptions)
    }
    let others = inventory.exceptions.map { (object: $0.key, exceptions: $0.value) }
    var seen: Set<Name> = []
    var notices: [Notice] = []
    for (object, exceptions) in (own + others).sorted(by: { $0.object < $1.object }) {
      for exception in exceptions.list {
        for id in index.unknown(in: exception)
        where seen.insert(Name(tool: exception.tool, id: id.lowercasedASCII)).inserted {
          notices.append(
            Notice(
              what: object.text, why: "\(exception.key): no check here is like \(exception.tool.rawValue)'s \(id)",
              next: "it suppresses nothing; correct the name, or leave it", costsCoverage: false))
        }
      }
    }
    let rest = notices.count - 20
    if rest < 2 { return notices }
    return notices.prefix(20) + [
      Notice(what: "exceptions by annotation", why: "\(rest) more of the kind", next: "", costsCoverage: false)
    ]
  }
}

extension SubjectHandle {
  /// What the annotations of the subject's object except from other tools' checks.
  func exceptions(in inventory: Inventory) -> AnnotationExceptions {
    if let workload { return workload.exceptions }
    if let workload = inventory.workloads[reference.object] { return workload.exceptions }
    return inventory.exceptions.isEmpty ? .none : inventory.exceptions[reference.object] ?? .none
  }
}
