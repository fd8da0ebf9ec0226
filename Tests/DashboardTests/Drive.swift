import Dashboard
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

/// The dashboard with a made-up fleet behind it: keys go in, every question is answered at once, unless it is held back.
struct Drive {
  var dashboard: Dashboard
  var fleet: FakeFleet
  /// What the terminal was told.
  var terminal: [TerminalEffect] = []
  /// Questions that were asked while `holds` was set.
  var held: [(SessionCall, Ticket)] = []
  var holds = false
  /// The cursor rests after every key; else it moves on until `send(.rested)`.
  var rests = true
  var size: Size

  init(
    _ fleet: FakeFleet = FakeFleet(), size: Size = Size(width: 120, height: 36),
    options: Dashboard.Options = Dashboard.Options()
  ) {
    self.fleet = fleet
    self.size = size
    dashboard = Dashboard(options)
    send(.started(size))
  }

  mutating func send(_ event: DashboardEvent) {
    for effect in dashboard.reduce(event, now: FakeFleet.now) {
      switch effect {
      case .terminal(let effect): terminal.append(effect)
      case .rest: if rests { send(.rested) }
      case .session(let call, let ticket):
        if holds { held.append((call, ticket)) } else { answer(call, ticket) }
      }
    }
  }

  mutating func answer(_ call: SessionCall, _ ticket: Ticket) { send(.answer(ticket, fleet.answer(call))) }

  /// Answers what was held back, the last question first where `reversed`.
  mutating func release(reversed: Bool = false) {
    holds = false
    let questions = held
    held = []
    for (call, ticket) in reversed ? questions.reversed() : questions { answer(call, ticket) }
  }

  /// Presses keys by their names: `press("j j enter")`; `into` is by name to the findings of prod-weu.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") {
      // From the fleet into all findings of the worst cluster.
      if name == "into" {
        press(":")
        type("cluster prod-weu")
        press("enter")
        continue
      }
      guard let key = Key(String(name)) else {
        Issue.record("no key is called \(name)")
        continue
      }
      send(.terminal(.key(key)))
    }
  }

  /// Types a text, letter by letter.
  mutating func type(_ text: String) {
    for letter in text.unicodeScalars { send(.terminal(.key(Key(letter)))) }
  }

  mutating func resize(_ size: Size) {
    self.size = size
    send(.terminal(.resize(size)))
  }

  mutating func dataChanged() {
    fleet.revision += 1
    send(.change(.data(revision: fleet.revision)))
  }

  var surface: Surface {
    var surface = Surface(size)
    dashboard.draw(into: &surface)
    return surface
  }

  var lines: [String] { surface.textLines }
  var text: String { surface.text }

  /// The line under the cursor.
  var cursorLine: String { lines.first { $0.hasPrefix("▸") } ?? "" }
  var status: String { lines.last ?? "" }
}
