package import TextSafety

/// Searches one expression in many texts. What it learns from one makes the next faster; it is no part of its meaning.
package struct SearchExpressionMatcher: Sendable {
  private let steps: [SearchExpression.Program.Step]
  private let first: Int
  /// For each state 128 ASCII characters and the end: the next state, `found`, or `unknown`.
  private var transitions: [Int32] = []
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  /// By step, when it was last visited, and last put into the next state.
  private var marks: [Int]
  private var taken: [Int]
  private var mark = 0

  /// Where the automaton may be before the next character, and what the last one was.
  private struct State: Hashable {
    var places: [Int]
    var isAtStart: Bool
    var isAfterWord: Bool
  }

  private static let unknown: Int32 = -1
  private static let found: Int32 = -2
  private static let width = 129
  /// Beyond this many states it forgets them all and learns anew.
  private static let mostStates = 512
  /// Beyond this many bytes nothing is searched.
  private static let searched = 8192

  package init(_ expression: SearchExpression) {
    steps = expression.program.steps
    first = expression.program.start
    marks = [Int](repeating: 0, count: steps.count)
    taken = marks
    _ = number(of: State(places: [], isAtStart: true, isAfterWord: false))
  }

  package mutating func isFound(in text: UntrustedText) -> Bool {
    text.matches { text in text.withBytes { isFound(in: $0) } }
  }

  /// - Parameter bytes: UTF-8.
  package mutating func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if states.count > Self.mostStates { forget() }
    var state: Int32 = 0
    var index = 0
    let end = min(bytes.count, Self.searched)
    while index < end {
      let byte = bytes[index]
      if byte < 128 {
        index += 1
        var next = transitions[Int(state) * Self.width + Int(byte)]
        if next == Self.unknown { next = learn(state, UInt32(byte)) }
        if next == Self.found { return true }
        state = next
      } else {
        let (scalar, length) = Self.scalar(at: index, in: bytes)
        index += length
        let next = step(states[Int(state)], scalar)
        guard let next else { return true }
        state = number(of: next)
      }
    }
    var next = transitions[Int(state) * Self.width + 128]
    if next == Self.unknown { next = learn(state, nil) }
    return next == Self.found
  }

  private mutating func forget() {
    transitions = []
    states = []
    numbers = [:]
    _ = number(of: State(places: [], isAtStart: true, isAfterWord: false))
  }

  private mutating func number(of state: State) -> Int32 {
    if let known = numbers[state] { return known }
    let number = Int32(states.count)
    numbers[state] = number
    states.append(state)
    transitions += repeatElement(Self.unknown, count: Self.width)
    return number
  }

  private mutating func learn(_ state: Int32, _ scalar: UInt32?) -> Int32 {
    let result = step(states[Int(state)], scalar).map { number(of: $0) } ?? Self.found
    transitions[Int(state) * Self.width + Int(scalar ?? 128)] = result
    return result
  }

  /// The state behind a character, or behind the end; nil where the expression was found on the way.
  private mutating func step(_ state: State, _ scalar: UInt32?) -> State? {
    mark += 1
    let isWord = scalar.map(Self.isWord) ?? false
    var next: [Int] = []
    var waiting = [first] + state.places
    while let place = waiting.popLast() {
      if marks[place] == mark { continue }
      marks[place] = mark
      switch steps[place] {
      case .match: return nil
      case .split(let a, let b): waiting += [a, b]
      case .look(let look, let behind):
        let holds =
          switch look {
          case .start: state.isAtStart
          case .end: scalar == nil
          case .wordEdge: state.isAfterWord != isWord
          case .insideWord: state.isAfterWord == isWord
          }
        if holds { waiting.append(behind) }
      case .take(let set, let behind):
        if let scalar, set.contains(scalar), taken[behind] != mark {
          taken[behind] = mark
          next.append(behind)
        }
      }
    }
    return State(places: next.sorted(), isAtStart: false, isAfterWord: isWord)
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    (scalar >= 48 && scalar <= 57) || (scalar >= 65 && scalar <= 90) || (scalar >= 97 && scalar <= 122) || scalar == 95
  }

  /// The scalar that begins with a byte above 127; a stray byte stands for itself.
  private static func scalar(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (UInt32, Int) {
    let lead = bytes[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return (UInt32(lead), 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (value, length)
  }
}
