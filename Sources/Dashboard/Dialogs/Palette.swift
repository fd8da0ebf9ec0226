import Hardening
import Session
package import TerminalKit
package import TextSafety

/// The line in which a command is typed, and above it what it may become: everything that can be done or gone to, by
/// name.
package struct Palette: Dialog {
  package struct Command: Sendable {
    /// What is typed to have it: `theme light`.
    package var name: SafeText
    package var help: SafeText
    /// The key that does the same; empty where none does.
    package var key: SafeText
    /// Why it cannot be done now.
    package var reason: SafeText?
    package var intents: [Intent]
    /// Another name, for hands that know it from elsewhere: `q`.
    package var alias: SafeText

    /// It can be done, or wants a name behind it.
    package var isPossible: Bool { reason == nil || name.description.hasSuffix(" ") }

    package init(
      _ name: SafeText, _ help: SafeText, key: SafeText = "", alias: SafeText = "", reason: SafeText? = nil,
      _ intents: [Intent]
    ) {
      (self.name, self.help, self.key, self.alias) = (name, help, key, alias)
      (self.reason, self.intents) = (reason, intents)
    }
  }

  /// As many are shown at once.
  private static let most = 10

  private let commands: [Command]
  /// Makes a command of what is typed where its argument is no name that is known: `ns payments`.
  private let typed: @Sendable (UntrustedText) -> Command?
  private var editor = LineEditor()
  private var found: [Command]
  private var chosen = 0
  /// The person moved to what is chosen.
  private var isChosen = false
  /// The objects that go by what is typed behind `workload`, as far as they were answered.
  private var objects: (text: UntrustedText, found: [NamedObject])?
  /// As many are asked for.
  private static let mostObjects = 50

  package init(_ commands: [Command], typed: @escaping @Sendable (UntrustedText) -> Command? = { _ in nil }) {
    let commands = commands.filter(\.isPossible) + commands.filter { !$0.isPossible }
    self.commands = commands
    self.typed = typed
    found = commands
  }

  package var isPrompt: Bool { true }
  package var hints: [Hint] { [Hint("Enter", "do"), Hint("Esc", "leave"), Hint("Tab", "complete")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .paste(let text):
      editor.insert(text)
      search()
      return askForObjects()
    case .answer(.objects(let text), .success(.objects(let answer))) where text == wantedObject:
      objects = (text, answer)
      search()
    case .answer(.objects, .failure(let error)): return [.close, .say(Saying(error))]
    case .key(let key): return press(key)
    case .opened, .answer, .changed: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Intent] {
    switch key.name {
    case "esc", "ctrl-c": return [.close]
    case "backspace" where editor.isEmpty: return [.close]
    case "enter":
      // Nothing was typed or chosen: nothing is meant.
      if editor.isEmpty, !isChosen { return [.close] }
      guard found.indices.contains(chosen) else { return [] }
      let command = found[chosen]
      if let which = whichObject { return [.close, .open(which)] }
      // It wants a name behind it.
      if command.name.description.hasSuffix(" ") { return complete() }
      if let reason = command.reason { return [.close, .say(Saying("\(command.name): \(reason)", .warning))] }
      return [.close] + command.intents
    case "down", "ctrl-n":
      isChosen = true
      chosen = found.isEmpty ? 0 : (chosen + 1) % found.count
    case "up", "ctrl-p":
      isChosen = true
      chosen = found.isEmpty ? 0 : (chosen + found.count - 1) % found.count
    case "tab": return complete()
    default:
      let before = editor.text
      _ = editor.handle(key)
      if editor.text != before {
        search()
        return askForObjects()
      }
    }
    return []
  }

  private mutating func complete() -> [Intent] {
    guard found.indices.contains(chosen) else { return [] }
    editor.replace(with: UntrustedText(found[chosen].name.description))
    search()
    return askForObjects()
  }

  // MARK: Objects

  /// What is typed behind `workload`; nil where something else is.
  private var wantedObject: UntrustedText? {
    guard let rest = editor.text.droppingPrefix("workload ") else { return nil }
    return rest.split(" ").first { !$0.isEmpty } ?? ""
  }

  private func askForObjects() -> [Intent] {
    guard let text = wantedObject, objects?.text != text else { return [] }
    return [.ask(.objects(named: text, limit: Palette.mostObjects), .objects(text))]
  }

  /// The pages of objects, one for each that goes by what is typed.
  private func pages(of text: UntrustedText) -> [Command] {
    guard let objects, objects.text == text else {
      return [Command("workload \(text)", "is looked for", reason: "it is being looked for", [])]
    }
    if objects.found.isEmpty {
      return [Command("workload \(text)", "namespace/name", reason: "no object is called so in any cluster", [])]
    }
    return objects.found.map { object in
      let reference = object.key.object
      let place: SafeText = reference.namespace.isEmpty ? "" : "\(reference.namespace)/"
      return Command(
        "workload \(place)\(reference.name)", "\(reference.kind) in \(object.cluster)", [.enter(WorkloadView(object))])
    }
  }

  /// Where what is typed whole is the name of several, and none was chosen: which.
  private var whichObject: Menu? {
    guard chosen == 0, let text = wantedObject, let objects, objects.text == text else { return nil }
    let same = objects.found.filter { object in
      let reference = object.key.object
      return text == reference.name || text == "\(reference.scopeNamespace)/\(reference.name)"
    }
    // A Deployment and what is named after it beside it: the first is what is meant.
    let kinds = Set(same.map(\.key.object))
    guard same.count > 1, kinds.count < same.count else { return nil }
    let items = zip("123456789".unicodeScalars, same).map { key, object in
      Menu.Item(
        key, "\(object.cluster)", "\(object.key.object.kind) \(object.key.object.namespace)/\(object.key.object.name)",
        [.enter(WorkloadView(object))])
    }
    return Menu("Which \(text)?", items)
  }

  // MARK: Finding

  /// What can be done first; of that, what fits best, then the order of the commands.
  private mutating func search() {
    chosen = 0
    if let object = wantedObject {
      found = pages(of: object)
      return
    }
    let text = editor.text.safe.description.lowercased()
    let wanted = text.split(separator: " ")
    guard !wanted.isEmpty else {
      found = commands
      return
    }
    let ranked = commands.enumerated().compactMap { place, command -> (order: Int, rank: Int, place: Int)? in
      guard let rank = Palette.rank(command, text.trimmingBlanks, wanted) else { return nil }
      // What was typed whole is meant, and says why it cannot be done; else what cannot be done comes last.
      return (rank == 0 ? 0 : command.isPossible ? 1 : 2, rank, place)
    }
    let sorted = ranked.sorted { $0 < $1 }
    found = sorted.map { commands[$0.place] }
    if let command = typed(editor.text), found.first.map({ $0.name != command.name }) ?? true {
      // A command that was written out is meant before what only mentions its words.
      let place = sorted.firstIndex { $0.order == 2 || $0.rank >= Palette.rankOfMention } ?? found.endIndex
      found.insert(command, at: place)
    }
  }

  /// The rank of a command that has a word only in what it says of itself.
  private static let rankOfMention = 4

  /// 0 is the best; nil where a word is found nowhere.
  private static func rank(_ command: Command, _ text: String, _ wanted: [Substring]) -> Int? {
    let name = command.name.description.lowercased()
    if name == text || (!command.alias.isEmpty && command.alias.description == text) { return 0 }
    if name.hasPrefix(text) { return 1 }
    let words = name.split(separator: " ")
    if wanted.allSatisfy({ wanted in words.contains { $0.hasPrefix(wanted) } }) { return 2 }
    if wanted.allSatisfy({ name.contains($0) }) { return 3 }
    let help = command.help.description.lowercased()
    return wanted.allSatisfy { name.contains($0) || help.contains($0) } ? rankOfMention : nil
  }

  // MARK: Drawing

  package func sheetHeight(_ context: Context) -> Int? {
    min(max(1, min(found.count, Palette.most)) + (context.size.height < 12 ? 0 : 1), max(0, context.size.height - 1))
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let last = surface.bounds.height - 1
    let height = min(sheetHeight(context) ?? 1, last)
    let list = Rect(x: 0, y: last - height, width: surface.bounds.width, height: height)
    surface.fill(list)
    var rows = list
    if height > 1, context.size.height >= 12 {
      let title: Rect
      (title, rows) = list.splitTop(1)
      Overlay.drawTitle(self.title, into: &surface, title)
    }
    surface.within(rows) { drawList(into: &$0, context) }
    surface.back(list, with: .overlay)
    let line = Rect(x: 0, y: last, width: surface.bounds.width, height: 1)
    surface.fill(line, Style(.input))
    surface.draw(":", x: 0, y: last, Style(.key))
    editor.draw(
      into: &surface, x: 2, y: last, width: surface.bounds.width - 2, placeholder: "a command, or a part of it")
    surface.back(line, with: .input)
  }

  /// Its edge, and how many there are: ten are shown at once.
  private var title: StyledText {
    var title = StyledText("Commands", Style(.heading))
    let count = CountText.of(found.count)
    title.append(
      found.count == commands.count ? "  \(count)" : "  \(count) of \(CountText.of(commands.count))", Style(.dim))
    return title
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    if found.isEmpty {
      surface.draw("nothing is called so", x: 2, y: 0, Style(.error))
      return
    }
    var viewport = ListViewport()
    viewport.follow(cursor: chosen, height: surface.bounds.height, total: found.count)
    let shown = viewport.shown(height: surface.bounds.height, total: found.count)
    let names = min(40, found.reduce(0) { max($0, $1.name.width) })
    let keys = found.reduce(0) { max($0, $1.key.width) }
    for (y, index) in shown.enumerated() {
      let command = found[index]
      let isChosen = index == chosen
      let faded: Role = command.reason == nil ? .dim : .disabled
      if isChosen {
        surface.fill(Rect(x: 0, y: y, width: surface.bounds.width, height: 1), Style(.selection))
        surface.draw(context.marks.cursor, x: 0, y: y, Style(.selection))
      }
      func style(_ role: Role) -> Style { Style(isChosen ? .selection : role) }
      surface.draw(
        command.name, x: 2, y: y, width: names, style(command.reason == nil ? .text : .disabled))
      surface.draw(command.key, x: names + 4, y: y, style(.key))
      let why = command.reason.map { " (\($0))" as SafeText } ?? ""
      surface.draw(command.help + why, x: names + keys + 6, y: y, style(faded))
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}
