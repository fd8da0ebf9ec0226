import Hardening
import TerminalKit
import TextSafety

/// All that a person can do. The order is that of the help and of the status line's hints.
package enum ActionTable {
  package static let all: [Action] = triage + narrowing + moves + places + steps + program

  package static func action(_ id: ActionID) -> Action? { byID[id] }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  private static let triage: [Action] = [
    action(
      .acknowledge, "a", "ack", "acknowledge: seen, still open, until its evidence changes", .triage, in: withFindings,
      whyNot: { nothing($0) ?? ($0.open == 0 ? notOpen($0) : nil) }),
    action(
      .suppress, "s", "suppress", "accept the risk: by a rule, with a reason and an end", .triage, in: withFindings,
      whyNot: nothing),
    action(
      .reopen, "r", "reopen", "withdraw the decisions on these findings, or this one", .triage,
      in: [.findings, .workload, .triage], whyNot: notDecided),
    action(
      .renew, "s", "until", "give this suppression another end, or another reason", .triage, in: [.triage],
      whyNot: {
        noCursor($0) ?? ($0.isSuppression ? nil : "only a suppression that was not taken back has an end to change")
      }),
    action(
      .note, "m", "note", "a note, a ticket, somebody who sees to it", .triage, in: withFindings, whyNot: nothing),
    action(
      .again, ".", "repeat", "what I did last, on these findings", .triage, in: withFindings,
      whyNot: { situation in
        nothing(situation)
          ?? {
            switch situation.last {
            case nil: "nothing was done yet"
            case .acknowledge where situation.open == 0: notOpen(situation)
            case .reopen where situation.decided == 0: "nothing was decided on it"
            default: nil
            }
          }()
      }),
    action(
      .undo, "u", "undo", "take my last act back", .triage, whyNot: { $0.undoable == 0 ? "nothing to undo" : nil }),
    action(
      .redo, "U", "redo", "do again what was undone", .triage, whyNot: { $0.redoable == 0 ? "nothing to redo" : nil }),
    action(.mark, "space", "mark", "mark or unmark, and go on", .triage, in: onFindings, whyNot: noList),
    action(
      .markRange, "V", "range", "mark from here to where it is pressed again", .triage, in: onFindings,
      whyNot: noList),
    action(
      .markAll, "*", "mark all", "mark all that is listed, or unmark all", .triage, in: onFindings,
      whyNot: noList),
    action(
      .object, "d", "object", "where it stands in its file", .triage, in: [.findings, .workload], whyNot: noFinding),
    action(
      .edit, "e", "edit", "in my editor ($VISUAL, $EDITOR), and read again after", .triage,
      in: [.findings, .workload, .object],
      whyNot: noFinding),
    action(
      .patch, "p", "patch", "what mends these findings, to copy or to write to a file; never applied", .triage,
      in: withFindings, whyNot: nothing),
    action(
      .references, "o", "references", "who says so: standards and addresses, to copy", .triage, in: withFindings,
      whyNot: { noFinding($0) ?? nothing($0) }),
    action(
      .export, "x", "export", "write what is listed to a file, in a format of bulwark export", .triage,
      in: [.findings, .workload, .triage],
      whyNot: { noCursor($0) ?? ($0.exports ? nil : "there are no findings to write") }),
    action(
      .copy, "y", "copy", "copy the id or the kubectl line of the fix; an object's name, an act's line", .triage,
      in: [.findings, .workload, .object, .triage],
      whyNot: { noFinding($0) ?? ($0.view == .findings ? nothing($0) : nil) }),
  ]

  private static let narrowing: [Action] = [
    action(
      .enter, "enter", "open", "go into what is under the cursor: a finding's whole object, from there its text",
      .narrow,
      whyNot: { $0.leadsOn ? nil : "leads nowhere" }),
    action(
      .filter, "/", "filter", "narrow what is listed here, or search a text; empty shows all of it", .narrow,
      whyNot: {
        $0.view == .areas ? "nothing to filter here" : oneFinding($0)
      }),
    action(.next, "n", "next", "to the next place that a search found", .narrow, in: onText, whyNot: noMatch),
    action(.previous, "N", "previous", "to the place before it", .narrow, in: onText, whyNot: noMatch),
    action(.sort, "S", "sort", "choose the order", .narrow, in: [.fleet, .findings], whyNot: oneFinding),
    action(.columns, "C", "columns", "choose the columns", .narrow, in: onFindings, whyNot: oneFinding),
    action(
      .states, "t", "states", "show open and acknowledged, open only, or all; which decisions", .narrow,
      in: [.findings, .triage], whyNot: oneFinding),
    action(
      .group, "b", "group", "gather by check, namespace, workload, image, area or severity", .narrow, in: onFindings,
      whyNot: oneFinding),
    action(
      .unfold, "l right", "unfold", "show the findings of a group", .narrow, in: onFindings,
      whyNot: { notGrouped($0) ?? ($0.group == .folded ? nil : "it is unfolded") }),
    action(
      .fold, "h left", "fold", "back to the line of the group", .narrow, in: onFindings,
      whyNot: { notGrouped($0) ?? ($0.group == .folded ? "it is folded" : nil) }),
    action(
      .nextPane, "tab shift-tab", "pane", "list or detail", .narrow, in: onFindings,
      whyNot: {
        $0.hasSeveralPanes ? nil : "there is one pane"
      }),
    action(.zoom, "z", "zoom", "the pane on the whole screen, and back", .narrow, in: onFindings, whyNot: noCursor),
    action(
      .escape, "esc", "widen", "clear the marks, else take the last narrowing back", .narrow,
      whyNot: {
        $0.isNarrowed
          ? nil
          : $0.depth == 0
            ? "nothing to take back: \($0.keys[.close]) quits"
            : "nothing to take back: \($0.keys[.close]) closes this view"
      }),
    action(
      .out, "backspace", "out", "back to where this was opened from", .narrow,
      whyNot: {
        $0.depth == 0 ? "this is the top: \($0.keys[.close]) quits" : nil
      }),
  ]

  private static let steps: [Action] = [
    action(
      .back, "[", "back", "to where I was before the last step", .go,
      whyNot: { $0.past == 0 ? "there is nowhere to go back to" : nil }),
    action(
      .forward, "]", "forward", "the step again that was taken back", .go,
      whyNot: { $0.future == 0 ? "nothing was taken back" : nil }),
  ]

  private static let moves: [Action] = [
    action(.down, "j down", "down", "a line down", .move),
    action(.up, "k up", "up", "a line up", .move),
    action(.top, "g,g home", "top", "to the first line", .move),
    action(.bottom, "G end", "bottom", "to the last line", .move),
    action(.halfDown, "ctrl-d", "half down", "half a screen down", .move),
    action(.halfUp, "ctrl-u", "half up", "half a screen up", .move),
    action(.pageDown, "ctrl-f pgdn", "page down", "a screen down", .move),
    action(.pageUp, "ctrl-b pgup", "page up", "a screen up", .move),
    action(.right, "l right", "next area", "choose an area of the cluster", .move, in: onFleet),
    action(.left, "h left", "previous area", "choose an area, or the whole cluster", .move, in: onFleet),
  ]

  private static let places: [Action] = [
    action(.fleet, "1", "fleet", "all clusters by area", .go),
    action(.areas, "2", "areas", "the twelve areas of this cluster; once more, of all", .go),
    action(.findings, "3", "findings", "the findings of all clusters; from areas or namespaces of one, of that", .go),
    action(
      .new, "+", "new", "what came since the last visit: of this cluster, else of all", .go,
      whyNot: { situation in
        situation.new.map { $0 == 0 ? "nothing came since the last visit" : nil } ?? "this is the first visit"
      }),
    action(.namespaces, "4", "namespaces", "the namespaces of this cluster; once more, of all", .go),
    action(.triage, "7", "triage", "what was decided: who, why, until when, and what needs a look", .go),
    action(
      .views, "v", "views", "the filters that were kept with :save NAME", .go,
      whyNot: { $0.saved == 0 ? "none is kept: :save NAME keeps the filter of the findings" : nil }),
    action(.sources, "0 !", "sources", "where the data is from, and what could not be read", .go),
  ]

  private static let program: [Action] = [
    action(.palette, ":", "command", "everything by name: views, clusters, themes", .program),
    action(.help, "? f1", "help", "this page", .program),
    action(.refresh, "ctrl-r", "refresh", "read the sources again", .program),
    action(.redraw, "ctrl-l", "redraw", "draw the screen anew", .program),
    action(.suspend, "ctrl-z", "suspend", "to the shell; fg comes back", .program),
    action(.interrupt, "ctrl-c", "stop", "leave a prompt, else ask whether to quit", .program),
    action(.close, "q", "close", "close the top pane; quit where there is none", .program),
    action(.quit, "Q", "quit", "leave Bulwark", .program),
  ]

  private static func action(
    _ id: ActionID, _ keys: StaticString, _ title: SafeText, _ help: SafeText, _ group: Action.Group,
    in views: Set<ViewName>? = nil,
    whyNot: @escaping @Sendable (Situation) -> SafeText? = { _ in nil }
  ) -> Action {
    return Action(
      id: id, keys: Action.chords(keys), title: title, help: help, group: group, views: views, whyNot: whyNot)
  }

  private static let onFindings: Set<ViewName> = [.findings]
  /// Where a finding may be under the cursor.
  private static let withFindings: Set<ViewName> = [.findings, .workload]
  private static let onFleet: Set<ViewName> = [.fleet]
  private static let onText: Set<ViewName> = [.object, .sources]
  private static let noMatch: @Sendable (Situation) -> SafeText? = {
    $0.matches == 0 ? "nothing was searched for, or found: \($0.keys[.filter]) searches" : nil
  }

  private static let nothing: @Sendable (Situation) -> SafeText? = {
    $0.targets == 0 ? "no finding under the cursor" : nil
  }
  private static let notDecided: @Sendable (Situation) -> SafeText? = {
    if $0.view == .triage {
      return noCursor($0) ?? ($0.decided > 0 ? nil : "it is taken back already")
    }
    return nothing($0)
      ?? ($0.decided > 0 ? nil : $0.targets > 1 ? "nothing was decided on any of them" : "nothing was decided on it")
  }
  private static func notOpen(_ situation: Situation) -> SafeText {
    switch situation.state {
    case .acknowledged: "it is acknowledged already: \(situation.keys[.reopen]) reopens it"
    case .suppressed: "it is suppressed: \(situation.keys[.reopen]) reopens it"
    case .resolved: "it is gone already"
    case .open, .resurfaced, nil: "none of them is open"
    }
  }
  private static let notGrouped: @Sendable (Situation) -> SafeText? = {
    noCursor($0) ?? ($0.isGrouped ? nil : "nothing is grouped: \($0.keys[.group]) groups")
  }
  private static let noFinding: @Sendable (Situation) -> SafeText? = {
    noCursor($0) ?? ($0.group == nil ? nil : "this is a group: \($0.keys[.unfold]) unfolds it")
  }
  private static let oneFinding: @Sendable (Situation) -> SafeText? = {
    $0.isOneFinding ? "this is one finding, no list: \($0.keys[.out]) goes back" : nil
  }
  private static let noList: @Sendable (Situation) -> SafeText? = { oneFinding($0) ?? noCursor($0) }
  private static let noCursor: @Sendable (Situation) -> SafeText? = { $0.hasCursor ? nil : "the list is empty" }
}
