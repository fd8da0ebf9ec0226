import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Actions: one table for keys, help and hints")
struct ActionTests {
  private static let situations: [Situation] = ViewName.allCases.flatMap { view in
    [false, true].map { hasCursor in
      var situation = Situation()
      situation.view = view
      situation.hasCursor = hasCursor
      situation.targets = hasCursor ? 1 : 0
      return situation
    }
  }

  @Test("every action is declared once, with a key, a title and a line of help")
  func table() {
    #expect(Set(ActionTable.all.map(\.id)).count == ActionTable.all.count)
    #expect(Set(ActionTable.all.map(\.id)) == Set(ActionID.allCases))
    for action in ActionTable.all {
      #expect(!action.keys.isEmpty && action.keys.allSatisfy { !$0.isEmpty }, "\(action.id)")
      #expect(!action.title.isEmpty && !action.help.isEmpty)
    }
  }

  @Test("no key means two things, and none is the beginning of another that means something", arguments: situations)
  func keys(_ situation: Situation) {
    let here = ActionTable.all.filter { $0.applies(situation) }
    let chords = here.flatMap(\.keys)
    #expect(Set(chords).count == chords.count)
    for chord in chords { #expect(!chords.contains { $0.count > chord.count && $0.starts(with: chord) }) }
  }

  @Test("help shows every action that there is here, those that cannot be done with the reason", arguments: situations)
  func help(_ situation: Situation) {
    var page: any Dialog = HelpPage(.standard, situation, .unicode)
    let context = Context(size: Size(width: 111, height: 200), now: 0)
    _ = page.reduce(.opened, context)
    var surface = Surface(context.size)
    page.draw(into: &surface, context)
    let text = surface.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for action in ActionTable.all where action.applies(situation) {
      #expect(text.contains(action.help.description), "\(action.id)")
      if let reason = action.whyNot(situation) { #expect(text.contains(reason.description)) }
    }
  }

  @Test("hints are actions that there are")
  func hints() throws {
    let row = try #require(FakeFleet().rows.first).row
    for view in [ObjectView(row), FleetView(), AreasView(), NamespacesView(), FindingsView(), SourcesView()]
      as [any View]
    {
      let situation = view.situation(Context(size: Size(width: 80, height: 20), now: 0))
      for id in view.hints { #expect(ActionTable.action(id)?.applies(situation) == true, "\(view.name) \(id)") }
    }
  }
}
