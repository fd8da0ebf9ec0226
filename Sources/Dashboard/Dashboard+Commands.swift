import Hardening
import Session
import TextSafety

extension Dashboard {
  /// The palette over all that can be done and gone to.
  var palette: Palette {
    let situation = situation
    let available = keys.available(in: situation).filter { $0.group != .move && $0.id != .palette }
    // Where one can go, then what can be done.
    let actions = (available.filter { $0.group == .go } + available.filter { $0.group != .go }).map { action in
      Palette.Command(
        action.title, action.help, key: action.key, alias: action.id == .quit ? "q" : "",
        reason: action.whyNot(situation), [.act(action.id)])
    }
    let all = known.fleet?.clusters ?? []
    let clusters = all.map { cluster in
      let drill = Query([Query.Term.cluster(cluster, among: all)])
      return Palette.Command(
        "cluster \(cluster.summary.name)", "the findings of this cluster", [.enter(FindingsView(drill: drill))])
    }
    let themes = options.themes.map { name in
      let keep: SafeText = "theme \(own: name): dashboard: {theme: \(own: name)} in the configuration keeps it"
      return Palette.Command(
        "theme \(own: name)", "other colours, now", [.terminal(.theme(name)), .say(Saying(keep))])
    }
    let mouse = [("on", true), ("off", false)].map { name, isOn in
      Palette.Command(
        "mouse \(own: name)", isOn ? "clicks and the wheel work here" : "clicks and the wheel are the terminal's own",
        [.terminal(.mouse(isOn))])
    }
    let views = known.saved.map { filter in
      Palette.Command("view \(filter.name)", filter.filter.safe, [.enter(FindingsView(filter: filter.filter))])
    }
    let forget = known.saved.map { filter in
      Palette.Command(
        "forget \(filter.name)", "give the name up: \(filter.filter)",
        [.save(SavedFilter(name: filter.name, filter: ""))])
    }
    let object = Palette.Command(
      "workload ", "NAMESPACE/NAME: everything about one object", reason: "type its name behind it", [])
    let shown = (place.view as? FindingsView)?.whole
    return Palette(actions + [object] + views + clusters + themes + mouse + forget) { text in
      Dashboard.save(typed: text, shown) ?? Dashboard.command(typed: text)
    }
  }

  /// `save NAME`: what is listed now, under a name.
  private static func save(typed text: UntrustedText, _ shown: UntrustedText?) -> Palette.Command? {
    let words = text.split(" ").filter { !$0.isEmpty }
    guard words.first == "save" else { return nil }
    guard words.count == 2, SavedFilter.isName(words[1]) else {
      return Palette.Command(
        "save NAME", "keep the filter of the findings", reason: "a name is one word: letters, digits, - _ and .", [])
    }
    guard let shown, !shown.isEmpty else {
      return Palette.Command("save \(words[1])", "keep the filter", reason: "no findings are filtered here", [])
    }
    return Palette.Command(
      "save \(words[1])", "keep \(shown)", [.save(SavedFilter(name: words[1], filter: shown))])
  }

  /// A command whose argument is in nobody's list.
  private static func command(typed text: UntrustedText) -> Palette.Command? {
    let words = text.split(" ").filter { !$0.isEmpty }
    guard words.count > 1, let verb = words.first else { return nil }
    let rest = words.dropFirst().reduce(into: "" as UntrustedText) { $0 = $0.isEmpty ? $1 : "\($0) \($1)" }
    let filter: UntrustedText
    switch verb {
    case "ns": filter = Query([Query.Term(.text(.namespace, TextPattern(literal: rest)))]).text
    case "filter": filter = rest
    default: return nil
    }
    do throws(QueryError) { _ = try Query(parsing: filter) } catch {
      return Palette.Command("\(verb) \(rest)", error.notice.text.safe, reason: "no filter", [])
    }
    return Palette.Command(
      "\(verb) \(rest)", "the findings of all clusters that \(filter) leaves",
      [
        .enter(FindingsView(filter: filter))
      ])
  }
}
