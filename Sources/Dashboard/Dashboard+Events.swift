import Hardening
package import Session
package import TerminalKit
import TextSafety

/// What the dashboard reacts to.
package enum DashboardEvent: Sendable {
  /// The first event: how large the screen is.
  case started(Size)
  case terminal(Event)
  case answer(Ticket, Result<SessionAnswer, SessionError>)
  case change(SessionChange)
  /// The cursor has rested for a moment.
  case rested
}

extension Dashboard {
  /// - Parameter now: seconds since 1970.
  package mutating func reduce(_ event: DashboardEvent, now: Int64) -> [Effect] {
    self.now = now
    switch event {
    case .started(let size):
      self.size = size
      return [ask(.fleet, .dashboard, .fleet), ask(.sources, .dashboard, .sources)] + tell(.appeared)
    case .terminal(.resize(let size)):
      self.size = size
      return tell(.resized)
    case .terminal(.key(let key)): return press(key)
    case .terminal(.paste(let text)): return paste(text)
    case .answer(let ticket, let result): return take(result, ticket)
    case .change(let change): return take(change)
    case .rested: return tell(.rested)
    }
  }

  private mutating func paste(_ text: UntrustedText) -> [Effect] {
    guard dialog != nil else {
      saying = Saying("pasted text goes into prompts: / filters")
      return []
    }
    return perform(tellDialog(.paste(text)), from: .dialog)
  }

  // MARK: Keys

  private mutating func press(_ key: Key) -> [Effect] {
    saying = nil
    if dialog != nil {
      chord = []
      return perform(tellDialog(.key(key)), from: .dialog)
    }
    chord.append(key)
    let meaning = keys.meaning(of: chord, in: situation)
    if case .begins = meaning { return [] }
    defer { chord = [] }
    switch meaning {
    case .begins: return []
    case .action(let action): return act(action.id)
    case .disabled(let action, let reason): saying = Saying("\(action.title): \(reason)", .warning)
    case .unbound(let near):
      // A chord that came to nothing: its last key counts by itself.
      if chord.count > 1 {
        chord = []
        return press(key)
      }
      var text: SafeText = "\(KeyText.of(key)) does nothing here"
      if let near { text += " · \(near.key) \(near.title)" }
      saying = Saying(text + " · ? help")
    }
    return []
  }

  /// Does an action of the program itself, or hands it to the view.
  private mutating func act(_ id: ActionID) -> [Effect] {
    switch id {
    case .quit: isFinished = true
    case .interrupt: return open(Menu.quit)
    case .help: return open(HelpPage(keys.available(in: situation), situation, options.marks))
    case .redraw: return [.terminal(.redraw)]
    case .refresh:
      saying = Saying("reading the sources again")
      return [ask(.refresh, .dashboard, .refresh)]
    case .undo, .redo:
      guard !isActing else { return busy() }
      return [id == .undo ? ask(.undo, .dashboard, .undo) : ask(.redo, .dashboard, .redo)]
    case .filter:
      let view = place.view
      return open(FilterPrompt(view.filter.kept, view.name) { view.complaint(about: $0) })
    case .fleet: return go(toFirst: .fleet)
    case .findings: return go(toFirst: .findings)
    case .sources: return go(toFirst: .sources)
    default: return tell(.action(id))
    }
    return []
  }

  private mutating func busy() -> [Effect] {
    saying = Saying("the last act is still being written", .warning)
    return []
  }

  /// Goes to a view with nothing gone into: to the one that is open already, else to a new one above the fleet.
  private mutating func go(toFirst name: ViewName) -> [Effect] {
    guard places.count != 1 || place.view.name != name else { return [] }
    if name == .findings, let open = place.view as? FindingsView, open.drill.isEmpty { return [] }
    if name == .sources, place.view.name == .sources { return [] }
    if name != .sources { leave(downTo: 1) }
    switch name {
    case .fleet: break
    case .findings: push(FindingsView())
    case .sources: push(SourcesView())
    }
    return tell(.appeared)
  }

  private mutating func leave(downTo count: Int) {
    while places.count > max(1, count) {
      let gone = places.removeLast()
      awaited = awaited.filter { $0.key.asker != .view(gone.number) }
    }
  }

  // MARK: Intents

  mutating func tell(_ event: ViewEvent) -> [Effect] {
    let number = place.number
    return perform(reduce(event, place: places.count - 1), from: .view(number))
  }

  mutating func reduce(_ event: ViewEvent, place: Int) -> [Intent] {
    places[place].view.reduce(event, context(frame))
  }

  mutating func tellDialog(_ event: DialogEvent) -> [Intent] {
    guard var open = dialog else { return [] }
    let intents = open.reduce(event, context(frame))
    dialog = open
    return intents
  }

  mutating func perform(_ intents: [Intent], from asker: Slot.Asker) -> [Effect] {
    var effects: [Effect] = []
    for intent in intents {
      switch intent {
      case .ask(let call, .decide):
        effects += isActing ? busy() : [ask(call, .dashboard, .decide)]
      case .ask(let call, let purpose): effects.append(ask(call, asker, purpose))
      case .terminal(let effect):
        if case .copy = effect { saying = Saying("copied", .success) }
        effects.append(.terminal(effect))
      case .rest: effects.append(.rest)
      case .enter(let view):
        push(view)
        effects += tell(.appeared)
      case .leave:
        guard places.count > 1 else {
          isFinished = true
          return effects
        }
        leave(downTo: places.count - 1)
        effects += tell(.appeared)
      case .open(let dialog): effects += open(dialog)
      case .close: close()
      case .tell(let event): effects += tell(event)
      case .say(let saying): self.saying = saying
      case .remember(let reason, let until): (known.lastReason, known.lastUntil) = (reason, until)
      case .quit: isFinished = true
      }
    }
    return effects
  }

  private mutating func open(_ dialog: any Dialog) -> [Effect] {
    close()
    self.dialog = dialog
    return perform(tellDialog(.opened), from: .dialog)
  }

  mutating func close() {
    dialog = nil
    awaited = awaited.filter { $0.key.asker != .dialog }
  }
}
