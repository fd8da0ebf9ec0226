import Hardening
import Session
import TerminalKit
import TextSafety

/// A decision in words.
struct DecisionText {
  private(set) var lines: [StyledText] = []

  init(_ entry: DecisionsSnapshot.Entry, _ context: Context) {
    let act = entry.first
    var head = StyledText("\(entry.verb) ", Style(.dim))
    head.append(entry.what.safe, Style(.heading))
    lines.append(head)
    var told = StyledText("\(act.author) · \(context.moment(act.time / 1000))", Style(.dim))
    let end = entry.untilText(context)
    if !end.isEmpty { told.append(" · until \(end)", Style(.dim)) }
    if !act.ticket.isEmpty { told.append(" · \(act.ticket)", Style(.dim)) }
    if !act.assignee.isEmpty { told.append(" · for \(act.assignee)", Style(.dim)) }
    if !act.origin.isEmpty { told.append(" · from \(act.origin)", Style(.dim)) }
    lines.append(told)
    if !act.reason.isEmpty { lines.append(StyledText(act.reason.safe)) }
    if let rule = act.rule { lines.append(StyledText(DecisionText.reach(rule, entry, context), Style(.dim))) }
    let ids = Set(entry.decisions.flatMap { $0.targets.map(\.key.cluster) }).sorted()
    if !ids.isEmpty { lines.append(StyledText("In \(DecisionText.names(of: ids, context))", Style(.dim))) }
    lines.append(DecisionText.state(entry, context))
  }

  private static func names(of clusters: [UntrustedText], _ context: Context) -> SafeText {
    let names = clusters.prefix(4).map { (context.known.cluster($0)?.summary.name ?? $0).safe }
    let more: SafeText = clusters.count > 4 ? " and \(clusters.count - 4) more" : ""
    return "\(names.joined(separator: ", "))\(more)"
  }

  /// What a rule hides, now and later.
  private static func reach(
    _ rule: SuppressionRule, _ entry: DecisionsSnapshot.Entry, _ context: Context
  ) -> SafeText {
    let rules = entry.decisions.count
    let place: SafeText =
      switch rule.scope {
      case .finding: "these findings alone"
      case .workload: rules > 1 ? "\(rules) objects, whatever part of them" : "the whole object"
      case .namespace: "the whole namespace, also what comes later"
      case .check: "wherever the check fails, also later"
      case .image: "all containers of the image, whatever the tag"
      }
    switch rule.clusters {
    case .all: return "Reaches \(place), in all clusters"
    case .group(let name): return "Reaches \(place), in the clusters of group \(name)"
    case .some(let ids):
      return "Reaches \(place), in \(names(of: ids, context))"
    }
  }

  /// What it comes to now, and what to do.
  private static func state(_ entry: DecisionsSnapshot.Entry, _ context: Context) -> StyledText {
    let role = entry.sign(context).role
    switch (entry.status, entry.attention(now: context.now)) {
    case (.undone, _): return StyledText("Taken back: it does nothing any more.", Style(.dim))
    case (.expired, _):
      return StyledText(
        "Its time is over: what it hid is open again, unless another decision holds. \(context.keys[.renew]) gives it another end.",
        Style(role))
    case (_, .resurfaced):
      let count = CountText.of(entry.resurfaced, "finding is", "findings are")
      let what: SafeText = entry.resurfaced == 1 ? "it was" : "they were"
      return StyledText("\(count) back: the evidence changed since \(what) acknowledged.", Style(role))
    case (_, .expiring):
      return StyledText(
        "It ends within a week: then what it concerns is open again. \(context.keys[.renew]) gives it another end.",
        Style(role))
    case (_, .unused): return StyledText("It hides nothing now: \(context.keys[.reopen]) withdraws it.", Style(role))
    default:
      let count = CountText.of(entry.covers, "finding", "findings")
      let beneath: SafeText = entry.beneath > 0 ? ", and \(CountText.of(entry.beneath)) more that fold beneath" : ""
      switch entry.first.act {
      case .suppress: return StyledText("Hides \(count) now\(beneath).", Style(.dim))
      case .acknowledge where entry.covers == 0:
        return StyledText("What it was about is gone, or was decided on since.", Style(.dim))
      case .acknowledge: return StyledText("\(count), for as long as what shows them stays as it is.", Style(.dim))
      case .note, .reopen: return StyledText("About \(count) that is there now.", Style(.dim))
      case .undo: return StyledText("\(context.keys[.reopen]) does again what it took back.", Style(.dim))
      }
    }
  }
}

extension DecisionsSnapshot.Entry {
  /// `ack`, `suppress`
  var verb: SafeText { SafeText(own: first.act.rawValue) }

  /// The same in four letters, for columns.
  var shortVerb: SafeText {
    switch first.act {
    case .acknowledge: "ack"
    case .suppress: "supp"
    case .reopen: "reop"
    case .note: "note"
    case .undo: "undo"
    }
  }

  /// `28 d`; of what is over, nothing; `no end` of a suppression without one.
  func timeLeft(_ context: Context) -> SafeText {
    guard let until else { return first.act == .suppress ? "no end" : "" }
    return status == .inForce ? AgeText.of(seconds: until - context.now) : ""
  }

  /// Findings that it acts on, or acted on until they came back; nil where it acts on none by what it is.
  var concerned: Int? {
    status == .inForce && first.act != .undo && first.act != .reopen ? covers + resurfaced : nil
  }

  /// `holds`, `2 back`, `ends in 3 d`
  func statusText(_ context: Context) -> SafeText {
    switch (status, attention(now: context.now)) {
    case (.undone, _): "undone"
    case (.expired, _): "expired"
    case (_, .resurfaced): "\(CountText.of(resurfaced)) back"
    case (_, .expiring): "ends"
    case (_, .unused): "unused"
    default:
      switch first.act {
      case .undo, .reopen: "done"
      case .note: "noted"
      case .acknowledge, .suppress: "holds"
      }
    }
  }

  /// One column, and what it is drawn in.
  func sign(_ context: Context) -> (text: SafeText, role: Role) {
    switch (status, attention(now: context.now)) {
    case (.undone, _), (.expired, nil): (" ", .resolved)
    case (_, .resurfaced): (context.marks.state(.resurfaced), .new)
    case (_, .expired), (_, .expiring): ("!", .warning)
    case (_, .unused): ("?", .stale)
    default:
      switch first.act {
      case .acknowledge: (context.marks.state(.acknowledged), .dim)
      case .suppress: (context.marks.state(.suppressed), .dim)
      default: (" ", .dim)
      }
    }
  }

  /// `2026-12-23 (28 d)`; empty where it has no end and needs none.
  func untilText(_ context: Context, isBrief: Bool = false) -> SafeText {
    guard let until else { return first.act == .suppress ? "no end" : "" }
    let date = context.local(until).date
    guard status == .inForce, !isBrief else { return date }
    return "\(date) (\(AgeText.of(seconds: until - context.now)))"
  }

  /// What may be copied of it.
  func copyMenu(_ context: Context) -> Menu {
    var line: SafeText = "\(verb) \(what) by \(first.author), \(context.moment(first.time / 1000))"
    if !first.reason.isEmpty { line += ": \(first.reason)" }
    return Menu(
      "Copy",
      [
        .copy("i", "id of the act", SafeText(own: id.text)), .copy("l", "line of the act", line),
        .copy("f", "filter of its findings", query.safe),
      ])
  }
}
