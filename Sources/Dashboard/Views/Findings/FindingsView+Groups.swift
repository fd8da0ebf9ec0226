import Session

extension FindingsView {
  /// Gathers the findings, or lists them again: the cursor stays on its finding where that is listed, or on its group.
  mutating func gather(by grouping: OutlineRequest.Grouping?, _ context: Context) -> [Intent] {
    guard grouping != self.grouping else { return [] }
    self.grouping = grouping
    unfolded = []
    rangeStart = nil
    paneLine = nil
    let cursor = list.cursor
    list = WindowedList()
    // A group is nowhere in a list or among other groups: there the worst is under the cursor.
    isUntouched = true
    if case .finding = cursor {
      list.aim(at: cursor, index: 0)
      (isUntouched, isGathering) = (false, true)
    }
    return [ask(context)]
  }

  /// Folds the group under the cursor or around it, or unfolds it.
  mutating func fold(_ folds: Bool, _ context: Context) -> [Intent] {
    guard let line = list.current else { return [] }
    if let group = line.group {
      if folds { unfolded.remove(group.id) } else { unfolded.insert(group.id) }
      return [ask(context)]
    }
    // The group of a finding is the nearest one above it; far above, every group is folded that is not at hand.
    let above = list.rows.prefix(max(0, list.index - list.offset)).last { $0.group != nil }
    guard folds, let above else { return folds ? foldAll(context) : [] }
    if let group = above.group { unfolded.remove(group.id) }
    return [ask(context)]
  }

  private mutating func foldAll(_ context: Context) -> [Intent] {
    unfolded = []
    return [ask(context)]
  }
}
