import Hardening
import Session
package import TerminalKit
package import TextSafety

/// The dashboard as a value: what is on the screen and what is known. Events go in, effects come out, and nothing in it
/// waits; the runner does.
package struct Dashboard: Sendable {
  package struct Options: Sendable {
    package var marks = Marks.unicode
    /// Seconds east of Greenwich.
    package var utcOffset = 0
    /// With one, the dashboard begins with the findings that it leaves.
    package var filter: UntrustedText = ""
    /// The names of the themes that there are.
    package var themes: [String] = []
    /// Days that the form of a suppression proposes; 0 is without end.
    package var expires = 30
    package var keys = KeyMap.standard

    package init() {}
  }

  /// A view on the way from the fleet to where the person is.
  struct Place: Sendable {
    let number: Int
    var view: any View
  }

  package let options: Options
  package internal(set) var known = Known()
  var places: [Place]
  /// Where the person was before each step, and after each that `back` took back: the way as a whole, views being values.
  var past: [[Place]] = []
  var future: [[Place]] = []
  var dialog: (any Dialog)?
  /// The keys of a chord that is not complete.
  var chord: [Key] = []
  package internal(set) var saying: Saying?
  /// What is to be said beside what the act did that is under way.
  var remark: SafeText = ""
  var keys: KeyMap { options.keys }

  package internal(set) var size = Size(width: 80, height: 24)
  /// Seconds since 1970: of the last event.
  package internal(set) var now: Int64 = 0

  /// The generation of the last question of each slot that is not answered.
  var awaited: [Slot: UInt64] = [:]
  private var generation: UInt64 = 0
  private var lastNumber: Int
  /// Acts of this session that can be taken back, and those that can be done again.
  package internal(set) var undoable = 0
  package internal(set) var redoable = 0
  /// What was done last, and what is being done.
  var last: DecisionRequest?
  var acting: DecisionRequest?
  /// An act is under way: a second one would act on what is about to change.
  var isActing: Bool {
    [.decide, .undo, .redo].contains { awaited[Slot(.dashboard, $0)] != nil }
  }

  package internal(set) var isFinished = false

  package init(_ options: Options = Options()) {
    self.options = options
    known.lastUntil = options.expires == 0 ? "never" : "\(options.expires) d"
    places = [Place(number: 0, view: FleetView())]
    lastNumber = 0
    if !options.filter.isEmpty { push(FindingsView(filter: options.filter)) }
  }

  /// Something that was asked for is not there yet: a script waits with its next key.
  package var isBusy: Bool { !awaited.isEmpty || known.isReading }

  /// Whether an answer for the slot would be taken.
  package func awaits(_ slot: Slot) -> Bool { awaited[slot] != nil }

  var place: Place { places[places.count - 1] }

  mutating func push(_ view: any View) {
    remember()
    lastNumber += 1
    places.append(Place(number: lastNumber, view: view))
  }

  /// What views look at, with the size that they have.
  func context(_ frame: Frame) -> Context {
    Context(
      size: frame.body.size, now: now, utcOffset: options.utcOffset, marks: options.marks, known: known, keys: keys)
  }

  var frame: Frame { Frame(size) }

  /// What can be done where the person is.
  package var situation: Situation {
    var situation = place.view.situation(context(frame))
    situation.keys = keys.names
    situation.depth = places.count - 1
    situation.past = past.count
    situation.future = future.count
    situation.undoable = undoable
    situation.redoable = redoable
    situation.last = last?.act
    situation.saved = known.saved.count
    situation.new =
      known.fleet?.lastVisit == nil ? nil : clusters(context(frame)).reduce(0) { $0 + $1.new }
    return situation
  }

  /// The cluster that the view is within, else all of them.
  func clusters(_ context: Context) -> [FleetSnapshot.Cluster] {
    let all = known.fleet?.clusters ?? []
    guard let home = place.view.home(context), let cluster = all.first(where: { $0.id == home }) else { return all }
    return [cluster]
  }

  /// The question's ticket; from now on only its answer counts.
  mutating func ticket(_ slot: Slot) -> Ticket {
    generation += 1
    awaited[slot] = generation
    return Ticket(slot, generation: generation)
  }

  mutating func ask(_ call: SessionCall, _ asker: Slot.Asker, _ purpose: Slot.Purpose) -> Effect {
    .session(call, ticket(Slot(asker, purpose)))
  }
}

/// Where the parts of every screen are.
package struct Frame: Sendable, Hashable {
  package var header: Rect
  package var rule: Rect
  package var body: Rect
  package var status: Rect

  package init(_ size: Size) {
    var rest = Rect(size)
    (rest, status) = rest.splitBottom(size.height >= 2 ? 1 : 0)
    (header, rest) = rest.splitTop(size.height >= 4 ? 1 : 0)
    (rule, body) = rest.splitTop(size.height >= 16 ? 1 : 0)
  }
}
