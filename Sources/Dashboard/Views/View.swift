package import Session
package import TerminalKit
package import TextSafety

/// The views that there are; each is also what the palette calls it.
package enum ViewName: String, Sendable, Hashable, CaseIterable {
  case fleet, areas, findings, namespaces, triage, workload, object, sources
}

/// A view: a value that turns events into a new state and intents, and draws itself. Nothing in it waits.
package protocol View: Sendable {
  var name: ViewName { get }
  /// What it shows, after the name of the program: the crumbs, the last one the narrowest.
  func crumbs(_ context: Context) -> [SafeText]
  /// The filter that narrows it beside the crumbs.
  var filter: FilterText { get }
  /// What is wrong with a filter that a person types; nil where it can be used.
  func complaint(about filter: UntrustedText) -> SafeText?
  /// What decides what can be done here.
  func situation(_ context: Context) -> Situation
  /// The actions that the status line names, the most useful first.
  var hints: [ActionID] { get }
  /// What the right end of the status line says, the most important last.
  func chips(_ context: Context) -> [StyledText]
  /// The id of the one cluster that it is about, or that is under its cursor; nil where that is none or several.
  func cluster(_ context: Context) -> UntrustedText?
  /// The id of the one cluster that all of it is of: what the header counts; nil where it is of several.
  func home(_ context: Context) -> UntrustedText?
  /// What it leaves out, by the words of a filter that show it; empty where that is nothing.
  func hiddenWords(_ context: Context) -> SafeText
  mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent]
  func draw(into surface: inout Surface, _ context: Context)
}

extension View {
  package func cluster(_ context: Context) -> UntrustedText? { nil }
  package func home(_ context: Context) -> UntrustedText? { nil }
  package func hiddenWords(_ context: Context) -> SafeText { "" }
}

/// What happens to a view.
package enum ViewEvent: Sendable {
  /// It is on the screen, anew or again.
  case appeared
  /// The data is another.
  case changed
  case resized
  case action(ActionID)
  /// In the coordinates of the view.
  case mouse(Mouse)
  /// The cursor has rested for a moment: what follows it may be brought in line.
  case rested
  case answer(Slot.Purpose, Result<SessionAnswer, SessionError>)
  /// The person's editor was left.
  case edited
  /// The filter is being typed: show what it would leave.
  case filtering(UntrustedText)
  /// It is typed: keep it, or be as before.
  case filtered(keep: Bool)
  case order(FindingsRequest.Order)
  /// Gather the findings; nil: list them.
  case grouping(OutlineRequest.Grouping?)
  /// Do once more what was done last, on what is marked or under the cursor.
  case again(DecisionRequest)
  case clusterOrder(ClusterOrder)
  /// What was marked or under the cursor was decided on.
  case acted
}
