import Hardening
import Session
package import TerminalKit
package import TextSafety

/// Where the data is from, how its reading went, and everything that could not be read.
package struct SourcesView: View {
  package let name = ViewName.sources
  package var filter: FilterText { search.filter }
  private var search = TextSearch()
  private var pane = TextPane()

  package init() {}

  package let hints: [ActionID] = [.filter, .refresh, .out, .help]

  package func crumbs(_ context: Context) -> [SafeText] { ["sources"] }
  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.readsText = true
    situation.isNarrowed = true
    situation.matches = search.matches
    return situation
  }

  package func chips(_ context: Context) -> [StyledText] {
    let hidden = pane.hidden
    var chips: [StyledText] = []
    if hidden.above + hidden.below > 0 {
      chips.append(
        StyledText("\(context.marks.up) \(hidden.above)  \(context.marks.down) \(hidden.below)", Style(.dim)))
    }
    return (chips + [search.count]).filter { !$0.isEmpty }
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    if search.take(event, in: &pane) { return [] }
    switch event {
    case .action(.close), .action(.out), .action(.escape): return [.leave]
    case .action(let id): pane.act(id)
    case .mouse(let mouse): pane.point(mouse)
    case .appeared, .changed: pane.replace(with: SourcesText(context).paragraphs)
    default: break
    }
    pane.arrange(SourcesView.place(context.size).size)
    return []
  }

  private static func place(_ size: Size) -> Rect { Rect(size).inset(left: 2, right: 2) }

  package func draw(into surface: inout Surface, _ context: Context) {
    if context.known.sources?.sources.isEmpty ?? true {
      return EmptyState.nothingRead(context).draw(into: &surface, surface.bounds)
    }
    pane.draw(into: &surface, SourcesView.place(surface.bounds.size))
  }
}
