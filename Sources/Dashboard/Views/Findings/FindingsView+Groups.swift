import Session
import TextSafety

extension FindingsView {
  /// Gathers the findings, or lists them again: the cursor stays on its finding where that is listed, or on its group.
  mutating func gather(by grouping: OutlineRequest.Grouping?, _ context: Context) -> [Intent] {
    guard grouping != self.grouping else { return [] }
    self.grouping = grouping
    unfolded = []
    rangeStart = nil
    // Until the answer is here, keys act on the lines that are on the screen.
    isGathering = true
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

extension FindingsView {
  /// Asks for what the pane says of a group: its worst findings, and of one of a check what that is about.
  func askForWorst(_ group: FindingsGroup) -> Intent {
    let window = FindingsRequest.Window(before: 0, after: GroupCache.most)
    let outline = OutlineRequest(
      request(window), by: group.id.grouping, unfolded: [group.id], anchor: .group(group.id))
    return .ask(.outline(outline), .worst(group.id))
  }

  mutating func explain(_ group: FindingsGroup) -> [Intent] {
    if groups.needs(group.id, for: request(.init(before: 0, after: 0))) { return [askForWorst(group)] }
    guard group.id.grouping == .check, let key = groups[group.id]?.first?.id, details.needs(key) else { return [] }
    return [.ask(.finding(key), .detail(key))]
  }
}

/// The worst findings of groups, as they were answered last.
struct GroupCache: Sendable {
  /// As many are shown.
  static let most = 8

  private var worst: [FindingsGroup.ID: [FindingRow]] = [:]
  /// Those that were asked for since the data changed, or the request.
  private var asked: Set<FindingsGroup.ID> = []
  private var request: FindingsRequest?

  subscript(_ id: FindingsGroup.ID) -> [FindingRow]? { worst[id] }

  /// Whether they are to be asked for; they count as asked from then on.
  ///
  /// - Parameter request: what the list shows: of another, other findings are the worst.
  mutating func needs(_ id: FindingsGroup.ID, for request: FindingsRequest) -> Bool {
    if request != self.request { (asked, self.request) = ([], request) }
    return asked.insert(id).inserted
  }

  /// The data is another: what is here is shown until the new one comes.
  mutating func expire() { asked = [] }

  mutating func take(_ outline: FindingsOutline, of id: FindingsGroup.ID) {
    guard let head = outline.lines.firstIndex(where: { $0.id == .group(id) }) else { return }
    worst[id] = outline.lines[(head + 1)...].prefix { $0.group == nil }.compactMap(\.finding)
  }
}

extension FindingsView {
  /// The formats in which what is listed can be written, each with a name for the file.
  func exportMenu(_ context: Context) -> Menu {
    let count = CountText.of(gathered?.findings ?? list.total, "finding", "findings")
    return .export(request(.init(before: 0, after: 0)), count, context)
  }
}

extension Menu {
  /// The formats in which findings can be written, each with a name for the file.
  /// - Parameter count: how many they are, in words.
  static func export(_ request: FindingsRequest, _ count: SafeText, _ context: Context) -> Menu {
    let day = context.local(context.now).date
    let items = ExportFormat.allCases.map { format in
      let name = UntrustedText("bulwark-\(day.description).\(format.ending)")
      let prompt = FilePrompt(name, .report(format, request), what: count)
      return Item(format.key, SafeText(own: format.rawValue), format.help, [.open(prompt)])
    }
    return Menu("Export \(count) as", items)
  }
}
