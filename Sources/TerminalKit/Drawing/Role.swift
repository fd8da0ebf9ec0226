import Synchronization

/// What something on the screen is for: `severity.critical`, `row.cursor`. A theme says what it looks like, and a role
/// that the theme leaves out looks as the one before its last dot, or as `text`.
///
/// The set is open: a view may name its own. Themes/dark.yaml lists all that the program draws.
package struct Role: Hashable, Sendable {
  /// Index into the names: a cell is compared and copied too often to carry them.
  let index: UInt16

  private struct Names: Sendable {
    var list = ["text"]
    var indexes: [String: UInt16] = ["text": 0]
  }

  private static let names = Mutex(Names())

  /// The role of a name. Beyond 65,535 names, which only a mistake reaches, it is `text`.
  package init(_ name: String) {
    index = Role.names.withLock { names in
      if let index = names.indexes[name] { return index }
      guard let index = UInt16(exactly: names.list.count) else { return 0 }
      names.list.append(name)
      names.indexes[name] = index
      return index
    }
  }

  package var name: String { Role.names.withLock { $0.list[Int(index)] } }

  /// The role that stands in where a theme leaves this one out: `severity` of `severity.high`, at last `text`.
  var parent: Role? {
    if self == .text { return nil }
    let name = name
    guard let dot = name.lastIndex(of: ".") else { return .text }
    return Role(String(name[..<dot]))
  }
}

extension Role {
  /// What is read.
  package static let text = Role("text")
  /// What explains or stands back: labels, what was acknowledged.
  package static let dim = Role("text.dim")
  /// The one colour that says «here».
  package static let accent = Role("accent")
  /// The first line.
  package static let header = Role("header")
  /// The names of columns.
  package static let columns = Role("columns")
  /// The headings within text.
  package static let heading = Role("heading")
  /// The last line.
  package static let status = Role("status")
  /// Lines between parts.
  package static let rule = Role("rule")
  /// A key that may be pressed.
  package static let key = Role("key")
  /// What may not be done now, and what is not chosen.
  package static let disabled = Role("disabled")
  /// What a person types into.
  package static let input = Role("input")
  /// What stands in an empty input.
  package static let placeholder = Role("input.placeholder")
  /// The letters that a search found.
  package static let match = Role("match")
  /// The chosen one of several.
  package static let selection = Role("selection")
  /// What an overlay is drawn on.
  package static let overlay = Role("overlay")
  /// The first line of an overlay: its edge where a terminal has no colour for the rest of it.
  package static let overlayTitle = Role("overlay.title")
  /// A line of news; something that went well; something to look at; something that failed.
  package static let notice = Role("notice")
  package static let success = Role("notice.success")
  package static let warning = Role("notice.warning")
  package static let error = Role("error")

  /// The row that keys act on. A background: what is drawn on it keeps its colour.
  package static let rowCursor = Role("row.cursor")
  /// The same in a pane that keys do not go to.
  package static let rowCursorAway = Role("row.cursor.away")
  package static let rowMarked = Role("row.marked")

  package static let critical = Role("severity.critical")
  package static let high = Role("severity.high")
  package static let medium = Role("severity.medium")
  package static let low = Role("severity.low")
  package static let info = Role("severity.info")

  package static let acknowledged = Role("state.acknowledged")
  package static let suppressed = Role("state.suppressed")
  package static let resolved = Role("state.resolved")
  package static let stale = Role("state.stale")
  package static let new = Role("state.new")
  package static let away = Role("state.away")

  /// From worst to best; a cell says its score by number too.
  package static let heat = [Role("heat.0"), Role("heat.1"), Role("heat.2"), Role("heat.3"), Role("heat.4")]
  package static let heatUnknown = Role("heat.unknown")

  /// Lines of a difference.
  package static let added = Role("diff.added")
  package static let removed = Role("diff.removed")
}
