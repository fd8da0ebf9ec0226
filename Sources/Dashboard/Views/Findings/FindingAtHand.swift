import Hardening
import Session
import TerminalKit
import TextSafety

/// A finding under the cursor, as forms and menus are made of it.
struct FindingAtHand {
  let row: FindingRow
  private let detail: FindingDetail?

  init(_ row: FindingRow, _ details: DetailCache) {
    self.row = row
    detail = details[row.id]
  }

  /// What may be copied of it.
  var copyMenu: Menu {
    func item(_ key: Unicode.Scalar, _ title: SafeText, _ text: SafeText) -> Menu.Item { .copy(key, title, text) }
    var items = [item("i", "id", SafeText(own: row.id.finding.hex))]
    if let source = detail?.finding.source {
      let line: SafeText = source.line > 0 ? ":\(source.line)" : ""
      items.append(item("f", "file and line", "\(source.file)\(line)"))
    }
    if let line = detail?.kubectl?.safe { items.append(item("k", "kubectl line of the fix", line)) }
    return Menu("Copy", items)
  }

  /// Who says so: addresses first, then what standards and other tools call it.
  var references: [Intent] {
    guard let detail else { return [.say(Saying("not known yet", .warning))] }
    let all = detail.finding.references
    let sorted = all.filter { $0.kind == .url } + all.filter { $0.kind != .url }
    guard !sorted.isEmpty else { return [.say(Saying("nobody is named who says so", .warning))] }
    let keys = Array("123456789abcdefghilmnoprstuvwxyz".unicodeScalars)
    let items = zip(keys, sorted).map { key, reference in
      Menu.Item.copy(
        key, reference.kind.word.isEmpty ? "address" : SafeText(own: reference.kind.word), SafeText(own: reference.id))
    }
    return [.open(Menu("References, to copy", items))]
  }

  var note: FieldsForm {
    FieldsForm.note([row.id], about: SafeText(own: row.check.name) + "  " + row.subject.safe)
  }

  /// What the form of a suppression is about.
  func suppression(_ context: Context) -> SuppressForm.Subject {
    let name = context.known.cluster(row.id.cluster)?.summary.name ?? row.id.cluster
    return SuppressForm.Subject(
      targets: [row.id], check: SafeText(own: row.check.name), subject: row.subject.safe,
      object: detail?.finding.subject.shortObject.safe,
      namespace: row.namespace.isEmpty ? nil : row.namespace.safe,
      image: detail.flatMap { $0.finding.image.isEmpty ? nil : $0.finding.image.safe }, clusters: [name.safe],
      groups: context.known.groups(ofAll: [row.id]))
  }

  /// `▲ CRITICAL  privileged  new`
  func title(_ context: Context) -> StyledText {
    var title = StyledText(
      "\(context.marks.shape(row.severity)) \(own: row.severity.rawValue.uppercased())",
      Style(row.severity.role, on: nil, .bold))
    title.append("  \(own: row.check.name)", Style(.heading))
    if row.state != .open {
      title.append("  \(context.marks.state(row.state)) \(own: row.state.rawValue)", Style(row.state.role ?? .new))
    } else if row.isNew {
      title.append("  new", Style(.new))
    }
    if row.isStale { title.append("  stale", Style(.stale)) }
    return title
  }
}
