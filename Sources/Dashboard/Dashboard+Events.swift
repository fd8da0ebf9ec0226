import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// What the dashboard reacts to.
package enum DashboardEvent: Sendable {
  /// The first event: how large the screen is.
  case started(Size)
  case terminal(Event)
  case answer(Ticket, Result<SessionAnswer, SessionError>)
  case change(SessionChange)
  /// The person's editor was left; why it could not be had, nil where it was.
  case edited(SafeText?)
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
      return [ask(.fleet, .dashboard, .fleet), ask(.sources, .dashboard, .sources)]
        + [ask(.savedFilters, .dashboard, .savedFilters)] + tell(.appeared)
    case .terminal(.resize(let size)):
      self.size = size
      return tell(.resized)
    case .terminal(.key(let key)): return press(key)
    case .terminal(.paste(let text)): return paste(text)
    case .terminal(.mouse(let mouse)): return point(mouse)
    case .answer(let ticket, let result): return take(result, ticket)
    case .change(let change): return take(change)
    case .rested: return tell(.rested)
    case .edited(nil):
      saying = Saying("back from the editor: reading the sources again")
      // What was written is read before the finding may be gone with it.
      if place.view.name == .object { return tell(.edited) }
      return [ask(.refresh, .dashboard, .refresh)]
    case .edited(let why?):
      saying = Saying(why, .error)
      return []
    }
  }

  private mutating func paste(_ text: UntrustedText) -> [Effect] {
    guard dialog != nil else {
      saying = Saying("pasted text goes into prompts: \(keys[.filter]) filters")
      return []
    }
    return perform(tellDialog(.paste(text)), from: .dialog)
  }

  // MARK: Mouse

  /// A dialog scrolls by the wheel; a view knows what it has drawn where.
  private mutating func point(_ mouse: Mouse) -> [Effect] {
    if dialog != nil {
      switch mouse.act {
      case .wheelUp: return perform(tellDialog(.key(Key(.up))), from: .dialog)
      case .wheelDown: return perform(tellDialog(.key(Key(.down))), from: .dialog)
      case .click, .doubleClick: return []
      }
    }
    saying = nil
    chord = []
    let body = frame.body
    guard body.contains(Point(x: mouse.x, y: mouse.y)) else { return [] }
    return tell(.mouse(mouse.from(x: body.x, y: body.y)))
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
    case .elsewhere, .unbound:
      // A chord that came to nothing: its last key counts by itself.
      if chord.count > 1 {
        chord = []
        return press(key)
      }
      saying = Saying(nothing(of: key, meaning))
    }
    return []
  }

  /// Says what a key that does nothing here does elsewhere, or what was meant.
  private func nothing(of key: Key, _ meaning: KeyMap.Meaning) -> SafeText {
    switch meaning {
    case .elsewhere(let action):
      let views = ViewName.allCases.filter { action.views?.contains($0) ?? true }.compactMap { view -> SafeText? in
        let place = keys.actions.first { $0.id.rawValue == view.rawValue }
        return place.map { "\($0.key) \($0.title)" }
      }
      return "\(KeyText.of(key)) \(action.title) works in \(views.joined(separator: ", "))"
    case .unbound(let near):
      var text: SafeText = "\(KeyText.of(key)) does nothing here"
      if let near { text += " · \(near.key) \(near.title)" }
      return text + " · \(keys[.help]) help"
    default: return ""
    }
  }

  /// Does an action of the program itself, or hands it to the view.
  private mutating func act(_ id: ActionID) -> [Effect] {
    switch id {
    case .quit: isFinished = true
    case .interrupt: return open(Menu.quit)
    case .palette: return open(palette)
    case .help: return open(HelpPage(keys, situation, options.marks))
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
    case .views: return open(Menu.saved(known.saved))
    case .again: return last.map { tell(.again($0)) } ?? []
    case .back: return go(back: true)
    case .forward: return go(back: false)
    case .fleet: return go(toFirst: .fleet)
    case .areas: return go(toFirst: .areas)
    case .findings: return go(toFirst: .findings)
    case .new:
      push(FindingsView(drill: drillHome, filter: "is:new"))
      return tell(.appeared)
    case .namespaces: return go(toFirst: .namespaces)
    case .triage: return go(toFirst: .triage)
    case .sources: return go(toFirst: .sources)
    default: return tell(.action(id))
    }
    return []
  }

  private mutating func busy() -> [Effect] {
    saying = Saying("the last act is still being written", .warning)
    return []
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
        if isActing {
          effects += busy()
        } else {
          if case .decide(let request) = call { acting = request }
          effects.append(ask(call, .dashboard, .decide))
        }
      case .ask(let call, let purpose): effects.append(ask(call, asker, purpose))
      case .terminal(let effect):
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
        remember()
        leave(downTo: places.count - 1)
        effects += tell(.appeared)
      case .open(let dialog): effects += open(dialog)
      case .close: close()
      case .tell(let event): effects += tell(event)
      case .say(let saying): self.saying = saying
      case .act(let id):
        // What the palette does was possible when it was opened.
        guard let action = ActionTable.action(id), action.whyNot(situation) == nil else { continue }
        effects += act(id)
      case .remark(let text): remark = text
      case .save(let filter): effects.append(ask(.save(filter), .dashboard, .save(filter)))
      case .columns(let hidden): known.hiddenColumns = hidden
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
