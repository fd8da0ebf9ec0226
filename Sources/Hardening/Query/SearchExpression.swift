package import TextSafety

/// A regular expression that is searched in texts, without the case of A–Z.
///
/// It takes time linear in the text whatever the expression: there is no backtracking, so no expression hangs. What
/// needs backtracking (backreferences, looking ahead or behind) is refused.
package struct SearchExpression: Hashable, Sendable {
  package let pattern: UntrustedText
  let program: Program

  package init(_ pattern: String) throws(SearchExpressionError) {
    var parser = try SearchExpressionParser(pattern)
    program = try Program(try parser.expression())
    self.pattern = UntrustedText(pattern)
  }

  package static func == (a: SearchExpression, b: SearchExpression) -> Bool { a.pattern == b.pattern }
  package func hash(into hasher: inout Hasher) { hasher.combine(pattern) }

  /// Steps of the automaton: an instruction takes a character, splits, looks at its place, or is the end.
  struct Program: Sendable {
    enum Step: Sendable {
      case take(CharacterSet, next: Int)
      case split(Int, Int)
      case look(Place, next: Int)
      case match
    }

    private(set) var steps: [Step] = []
    private(set) var start = 0
    private var work = 0

    /// Repetitions are written out: `(a{50}){50}` is as long as it says.
    private static let longest = 1000

    init(_ expression: SearchExpressionTree) throws(SearchExpressionError) {
      steps.append(.match)
      start = try build(expression, next: 0)
    }

    /// Appends the steps of an expression in front of `next`; the first of them.
    private mutating func build(_ tree: SearchExpressionTree, next: Int) throws(SearchExpressionError) -> Int {
      // Empty parts can be repeated without making a step: they count too.
      work += 1
      if work > 8 * Program.longest { throw Program.tooLarge }
      switch tree {
      case .empty: return next
      case .set(let set): return try append(.take(set, next: next))
      case .look(let place): return try append(.look(place, next: next))
      case .sequence(let parts):
        var next = next
        for part in parts.reversed() { next = try build(part, next: next) }
        return next
      case .choice(let choices):
        guard let last = choices.last else { return next }
        var first = try build(last, next: next)
        for choice in choices.dropLast().reversed() {
          let other = first
          first = try append(.split(try build(choice, next: next), other))
        }
        return first
      case .repeated(let part, let least, let most):
        var next = next
        if let most {
          for _ in 0..<(most - least) {
            let behind = next
            next = try append(.split(try build(part, next: behind), behind))
          }
        } else {
          let loop = try append(.split(next, next))
          steps[loop] = .split(try build(part, next: loop), next)
          next = loop
        }
        for _ in 0..<least { next = try build(part, next: next) }
        return next
      }
    }

    private mutating func append(_ step: Step) throws(SearchExpressionError) -> Int {
      guard steps.count < Program.longest else { throw Program.tooLarge }
      steps.append(step)
      return steps.count - 1
    }

    private static let tooLarge = SearchExpressionError(why: "the expression is too large", next: "repeat less")
  }

  /// A place between characters.
  enum Place: Hashable, Sendable { case start, end, wordEdge, insideWord }

  /// Some characters: ASCII by bit, ranges beyond.
  struct CharacterSet: Hashable, Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: UInt32) -> Bool {
      if scalar < 64 { return (low >> UInt64(scalar) & 1 == 1) != isNegated }
      if scalar < 128 { return (high >> UInt64(scalar - 64) & 1 == 1) != isNegated }
      return ranges.contains { $0.contains(scalar) } != isNegated
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
      for scalar in range where scalar < 128 {
        insert(ascii: scalar)
        if scalar >= 65 && scalar <= 90 { insert(ascii: scalar + 32) }
        if scalar >= 97 && scalar <= 122 { insert(ascii: scalar - 32) }
        if scalar == 127 { break }
      }
      if range.upperBound >= 128 { ranges.append(max(128, range.lowerBound)...range.upperBound) }
    }

    private mutating func insert(ascii scalar: UInt32) {
      if scalar < 64 { low |= 1 << UInt64(scalar) } else { high |= 1 << UInt64(scalar - 64) }
    }

    mutating func insert(_ other: CharacterSet) {
      low |= other.isNegated ? ~other.low : other.low
      high |= other.isNegated ? ~other.high : other.high
      ranges += other.isNegated ? [128...0x10FFFF] : other.ranges
    }
  }
}

/// Why a text is no regular expression.
package struct SearchExpressionError: Error, Sendable, Hashable {
  package var why: UntrustedText
  package var next: UntrustedText
}

indirect enum SearchExpressionTree {
  case empty
  case set(SearchExpression.CharacterSet)
  case look(SearchExpression.Place)
  case sequence([SearchExpressionTree])
  case choice([SearchExpressionTree])
  /// `most` nil: as often as it likes.
  case repeated(SearchExpressionTree, least: Int, most: Int?)
}
