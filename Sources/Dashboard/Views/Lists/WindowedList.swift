import TerminalKit

/// A list of which only a window is at hand, and the cursor in it.
///
/// The cursor is an identity: a refresh or another order leaves it on its row, and on its line of the screen. Where the
/// row is gone, the one that took its place is under the cursor. An index alone counts only while its row is not loaded.
package struct WindowedList<Row: Identifiable & Sendable>: Sendable where Row.ID: Sendable {
  package private(set) var total = 0
  /// Index of the first row at hand.
  package private(set) var offset = 0
  package private(set) var rows: [Row] = []
  /// nil while the row at `index` is not at hand, and in an empty list.
  package private(set) var cursor: Row.ID?
  package private(set) var index = 0
  private var viewport = ListViewport()

  package init() {}

  package var isEmpty: Bool { total == 0 }

  /// The row at an index among all; nil where it is not at hand.
  package func row(at index: Int) -> Row? {
    rows.indices.contains(index - offset) ? rows[index - offset] : nil
  }

  /// The row under the cursor.
  package var current: Row? { row(at: index) }

  /// The indexes on a screen of some lines; the cursor is among them, also where a form leaves fewer lines.
  package func shown(_ height: Int) -> Range<Int> {
    var viewport = viewport
    viewport.follow(cursor: index, height: max(1, height), total: total)
    return viewport.shown(height: height, total: total)
  }

  /// Takes a window that the session answered: the cursor's row keeps its line.
  package mutating func take(total: Int, offset: Int, rows: [Row], height: Int) {
    self.total = total
    self.offset = offset
    self.rows = rows
    if let cursor, let place = rows.firstIndex(where: { $0.id == cursor }) {
      viewport.shift(by: offset + place - index)
      index = offset + place
    }
    settle(height)
  }

  /// Moves by some rows, and scrolls no more than it takes.
  package mutating func move(by rows: Int, height: Int) {
    index += rows
    settle(height)
  }

  package mutating func move(toIndex target: Int, height: Int) { move(by: target - index, height: height) }

  /// Moves by some rows and scrolls by as many: the cursor keeps its line where it can.
  package mutating func scroll(by rows: Int, height: Int) {
    let target = min(max(0, index + rows), max(0, total - 1))
    viewport.shift(by: target - index)
    index = target
    settle(height)
  }

  /// Puts the cursor on a row that may not be at hand: the next window decides. Where that row is not in it, the one at
  /// the index is under the cursor.
  package mutating func aim(at cursor: Row.ID?, index: Int) {
    viewport.shift(by: index - self.index)
    self.cursor = cursor
    self.index = max(0, index)
  }

  /// After a change of height.
  package mutating func resize(_ height: Int) { settle(height) }

  private mutating func settle(_ height: Int) {
    index = min(max(0, index), max(0, total - 1))
    viewport.follow(cursor: index, height: max(1, height), total: total)
    cursor = row(at: index)?.id
  }

  /// Whether rows are missing that the screen shows, or will after a step or two.
  package func needsRows(_ height: Int) -> Bool {
    guard total > rows.count else { return false }
    let shown = shown(height)
    let wanted = max(0, shown.lowerBound - height / 2)..<min(total, shown.upperBound + height / 2)
    return wanted.lowerBound < offset || wanted.upperBound > offset + rows.count
  }
}
