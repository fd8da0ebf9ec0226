import Hardening
import Session
package import TerminalKit
package import TextSafety

/// A few choices, each with a key of its own.
package struct Menu: Dialog {
  package struct Item: Sendable {
    package var key: Key
    package var title: SafeText
    /// What stands behind it, dim.
    package var note: SafeText
    package var intents: [Intent]
    /// It is so already: its key may do something else, Enter leaves it.
    package var isPresent = false

    package init(_ key: Unicode.Scalar, _ title: SafeText, _ note: SafeText = "", _ intents: [Intent]) {
      self.key = Key(key)
      self.title = title
      self.note = note
      self.intents = intents
    }

    /// Sends a text to the person's clipboard. Nobody answers whether it arrived.
    static func copy(_ key: Unicode.Scalar, _ title: SafeText, _ text: SafeText) -> Item {
      let said: SafeText = "sent the \(title) to the terminal's clipboard (OSC 52; some terminals refuse it)"
      return Item(key, title, text, [.terminal(.copy(text)), .say(Saying(said, .success))])
    }
  }

  private let title: SafeText
  private let items: [Item]
  private var chosen: Int
  /// A key that chooses the marked item, beside Enter.
  private let confirms: Key?

  package init(_ title: SafeText, _ items: [Item], chosen: Int = 0, confirms: Key? = nil) {
    self.title = title
    self.items = items
    self.chosen = chosen
    self.confirms = confirms
  }

  package var hints: [Hint] { [Hint("Enter", "choose"), Hint("Esc", "leave")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    guard case .key(let key) = event else { return [] }
    if let item = items.first(where: { $0.key == key }) { return [.close] + item.intents }
    if key == confirms { return [.close] + items[chosen].intents }
    switch key.name {
    case "down", "j", "tab": chosen = (chosen + 1) % max(1, items.count)
    case "up", "k", "shift-tab": chosen = (chosen + max(1, items.count) - 1) % max(1, items.count)
    case "enter":
      guard items.indices.contains(chosen), !items[chosen].isPresent else { return [.close] }
      return [.close] + items[chosen].intents
    case "esc", "q", "ctrl-c": return [.close]
    default: break
    }
    return []
  }

  package func sheetHeight(_ context: Context) -> Int? {
    Overlay.sheet(in: Rect(context.size), height: items.count).height
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let place = Overlay.sheet(in: surface.bounds, height: items.count)
    let inner = Overlay.draw(StyledText(title, Style(.heading)), into: &surface, place)
    let titles = items.reduce(0) { max($0, $1.title.width) }
    surface.within(inner) { part in
      for (y, item) in items.enumerated() {
        let isChosen = y == chosen
        // On the colour of what is chosen no other one can be read.
        if isChosen {
          part.fill(
            Rect(x: 0, y: y, width: min(inner.width, 9 + titles + item.note.width), height: 1), Style(.selection))
          part.draw(context.marks.cursor, x: 0, y: y, Style(.selection))
        }
        part.draw(KeyText.of(item.key), x: 2, y: y, Style(isChosen ? .selection : .key))
        part.draw(item.title, x: 5, y: y, Style(isChosen ? .selection : .text))
        part.draw(item.note, x: 5 + titles + 2, y: y, Style(isChosen ? .selection : .dim))
      }
    }
    surface.back(place, with: .overlay)
  }
}

extension Menu {
  /// The columns by which findings can be sorted; the present one turns round.
  static func sort(_ order: FindingsRequest.Order, hasClusters: Bool) -> Menu {
    let columns: [(FindingsRequest.Column, Unicode.Scalar, SafeText, SafeText, SafeText)] = [
      (.severity, "s", "severity", "worst first", "mildest first"),
      (.state, "t", "state", "decided first", "open first"),
      (.check, "c", "check", "z first", "a first"),
      (.subject, "u", "subject", "z first", "a first"),
      (.namespace, "n", "namespace", "z first", "a first"),
      (.cluster, "l", "cluster", "z first", "a first"),
      (.age, "a", "age", "newest last", "newest first"),
    ]
    let shown = columns.filter { $0.0 != .cluster || hasClusters }
    let items = shown.map { column, key, title, descending, ascending in
      let isPresent = column == order.column
      let up = isPresent ? !order.ascending : column != .severity
      let (present, other) = up ? (descending, ascending) : (ascending, descending)
      var item = Item(
        key, title, isPresent ? "now: \(present); \(SafeText(own: String(Character(key)))): \(other)" : other,
        [.tell(.order(FindingsRequest.Order(column, ascending: up)))])
      item.isPresent = isPresent
      return item
    }
    return Menu("Sort by", items, chosen: shown.firstIndex { $0.0 == order.column } ?? 0)
  }

  /// What findings can be gathered by.
  static func grouping(_ present: OutlineRequest.Grouping?, hasClusters: Bool) -> Menu {
    let groupings: [(OutlineRequest.Grouping, Unicode.Scalar, SafeText)] = [
      (.check, "c", "check"), (.namespace, "n", "namespace"), (.workload, "w", "workload"), (.image, "i", "image"),
      (.area, "a", "area"), (.severity, "s", "severity"), (.cluster, "l", "cluster"),
    ]
    let shown = groupings.filter { $0.0 != .cluster || hasClusters }
    let items =
      shown.map { Item($1, $2, $0 == present ? "now" : "", [.tell(.grouping($0))]) } + [
        Item("x", "nothing", present == nil ? "now" : "", [.tell(.grouping(nil))])
      ]
    return Menu("Group by", items, chosen: shown.firstIndex { $0.0 == present } ?? 0)
  }

  /// The filters that are kept by name; of many, the palette has the others.
  static func saved(_ filters: [SavedFilter]) -> Menu {
    let keys = Array("123456789abcdefghilmnoprstuvwxyz".unicodeScalars)
    let items = zip(keys, filters).map { key, filter in
      Item(key, filter.name.safe, filter.filter.safe, [.enter(FindingsView(filter: filter.filter))])
    }
    return Menu("Views", Array(items))
  }

  /// The orders of the fleet.
  static func clusterSort(_ order: ClusterOrder) -> Menu {
    let orders: [(ClusterOrder, Unicode.Scalar, SafeText, SafeText)] = [
      (.worst, "w", "what is open", "worst first"), (.name, "n", "name", "a first"),
      (.age, "a", "age of the data", "oldest first"),
    ]
    let items = orders.map { Item($1, $2, $0 == order ? "now: \($3)" : $3, [.tell(.clusterOrder($0))]) }
    return Menu("Sort by", items, chosen: orders.firstIndex { $0.0 == order } ?? 0)
  }

  /// After `^c`: a second one is enough.
  static let quit = Menu(
    "Quit Bulwark?", [Item("y", "quit", "", [.quit]), Item("n", "stay", "", [])], confirms: Key(.rune("c"), .ctrl))
}
