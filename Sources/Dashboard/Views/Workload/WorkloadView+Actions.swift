import Hardening
import Session
import TerminalKit
import TextSafety

extension WorkloadView {
  mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    let row = list.current?.finding
    switch id {
    case .acknowledge, .reopen:
      guard let row else { return [] }
      return [.ask(.decide(DecisionRequest(act: id == .reopen ? .reopen : .acknowledge, targets: [row.id])), .decide)]
    case .suppress:
      return row.map { [.open(SuppressForm(FindingAtHand($0, details).suppression(context), context))] } ?? []
    case .copy: return [.open(row.map { FindingAtHand($0, details).copyMenu } ?? copyMenu)]
    case .export:
      guard let snapshot, !snapshot.findings.isEmpty else { return [] }
      let request = FindingsRequest(
        within: Query(terms(of: snapshot, context)).text, states: StatesShown.all.states,
        window: .init(before: 0, after: 0))
      return [.open(Menu.export(request, CountText.of(snapshot.findings.count, "finding", "findings"), context))]
    case .references: return row.map { FindingAtHand($0, details).references } ?? []
    case .note: return row.map { [.open(FindingAtHand($0, details).note)] } ?? []
    case .patch: return row.map { [.open(PatchPage([$0.id]))] } ?? []
    case .object where other != nil, .edit where other != nil:
      return other.map { [.ask(.object($0), .document(id))] } ?? []
    case .object: return document.map { [.enter(ObjectView($0, from: crumbs(context)))] } ?? nowhere
    case .edit: return document.map { [.ask(.source($0.id), .edit)] } ?? nowhere
    case .enter: return enter(context)
    case .escape where !filter.kept.isEmpty:
      filter.clear()
      return reduce(.resized, context)
    case .close, .out, .escape: return [.leave]
    default:
      let height = layout(context).list.height
      let index = list.index
      list.act(id, height: height)
      land(forward: list.index > index, context)
      return [.rest]
    }
  }

  /// What may be copied where no finding is under the cursor.
  private var copyMenu: Menu {
    let object: ObjectReference
    if let other {
      object = other.object
    } else if let snapshot {
      object = snapshot.object
    } else {
      switch subject {
      case .finding(let row): return FindingAtHand(row, details).copyMenu
      case .object(let named): object = named.key.object
      }
    }
    var items: [Menu.Item] = [
      .copy("o", "object", SubjectReference(object).shortObject.safe), .copy("n", "name", object.name.safe),
    ]
    if !object.scopeNamespace.isEmpty { items.append(.copy("s", "namespace", object.scopeNamespace.safe)) }
    return Menu("Copy", items)
  }

  /// The finding whose document is shown: the one under the cursor, else any of the object.
  private var document: FindingRow? { list.current?.finding ?? snapshot?.findings.first }

  var nowhere: [Intent] {
    [.say(Saying("its document is found by its findings, and it has none", .warning))]
  }

  /// The other object that the line under the cursor is about.
  private var other: ObjectKey? {
    if case .object(let key)? = list.current?.target { key } else { nil }
  }

  /// Another object's document, which any of its findings leads to.
  func open(_ snapshot: WorkloadSnapshot, for id: ActionID, _ context: Context) -> [Intent] {
    guard let row = snapshot.findings.first else {
      let name = SubjectReference(snapshot.object).shortObject
      return [.say(Saying("\(name): its document is found by its findings, and it has none", .warning))]
    }
    return id == .edit ? [.ask(.source(row.id), .edit)] : [.enter(ObjectView(row, from: crumbs(context)))]
  }

  mutating func again(_ request: DecisionRequest, _ context: Context) -> [Intent] {
    guard let row = list.current?.finding else { return [] }
    switch request.act {
    case .acknowledge: return act(.acknowledge, context)
    case .reopen: return act(.reopen, context)
    case .suppress, .note, .undo: break
    }
    var request = request
    request.targets = [row.id]
    return [.ask(.decide(request), .decide)]
  }

  private func enter(_ context: Context) -> [Intent] {
    guard let snapshot, let line = list.current else { return [] }
    switch line.target {
    case .nothing: return []
    case .finding(let row): return [.enter(FindingsView(reading: row))]
    case .findings: return [.enter(FindingsView(drill: Query(terms(of: snapshot, context))))]
    case .container(let part):
      let name = part.container.map { [Query.Term(.text(.container, TextPattern(literal: $0)))] } ?? []
      return [.enter(FindingsView(drill: Query(terms(of: snapshot, context) + name)))]
    case .object(let key):
      return [.enter(WorkloadView(NamedObject(key: key, cluster: snapshot.cluster.name)))]
    case .decision(let event):
      let act = event.decision
      let what = UntrustedText(event.checks.map(\.name).joined(separator: ", "))
      let query = Query([Query.Term(.act((act.batch ?? act.id).text))])
      return [.enter(FindingsView(drill: query, decision: what))]
    }
  }

  /// What selects the findings of the object.
  private func terms(of snapshot: WorkloadSnapshot, _ context: Context) -> [Query.Term] {
    let object = snapshot.object
    let all = context.known.fleet?.clusters ?? []
    var terms = all.first { $0.id == snapshot.cluster.id }.map { [Query.Term.cluster($0, among: all)] } ?? []
    let namespace = snapshot.findings.first?.namespace ?? object.scopeNamespace
    terms.append(Query.Term(.text(.namespace, TextPattern(literal: namespace))))
    terms.append(Query.Term(.text(.kind, TextPattern(literal: object.kind))))
    terms.append(Query.Term(.text(.name, TextPattern(literal: object.name))))
    return terms
  }
}
