import TextSafety

/// Reads a regular expression as most tools write them.
struct SearchExpressionParser {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0

  private static let longest = 1000
  private static let deepest = 50
  private static let mostRepetitions = 255

  init(_ pattern: String) throws(SearchExpressionError) {
    scalars = Array(pattern.unicodeScalars.prefix(Self.longest + 1))
    if scalars.isEmpty { throw SearchExpressionError(why: "the expression is empty", next: "re:\"runAs.*root\"") }
    if scalars.count > Self.longest {
      throw SearchExpressionError(why: "the expression is too long", next: "at most \(Self.longest) characters")
    }
  }

  mutating func expression() throws(SearchExpressionError) -> SearchExpressionTree {
    // Case never counts, so asking for that is no news.
    if scalars.starts(with: "(?i)".unicodeScalars) { place = 4 }
    let tree = try choice()
    if place < scalars.count { throw error("a ) without its (", "write \\) for the character") }
    return tree
  }

  private func error(_ why: UntrustedText, _ next: UntrustedText) -> SearchExpressionError {
    SearchExpressionError(why: "regular expression, character \(min(place, scalars.count) + 1): \(why)", next: next)
  }

  private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func choice() throws(SearchExpressionError) -> SearchExpressionTree {
    var choices = [try sequence()]
    while current == "|" {
      place += 1
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(SearchExpressionError) -> SearchExpressionTree {
    var parts: [SearchExpressionTree] = []
    while let scalar = current, scalar != "|", scalar != ")" { parts.append(try repeated(try atom())) }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repeated(_ part: SearchExpressionTree) throws(SearchExpressionError) -> SearchExpressionTree {
    var part = part
    while let scalar = current {
      switch scalar {
      case "*": part = .repeated(part, least: 0, most: nil)
      case "+": part = .repeated(part, least: 1, most: nil)
      case "?": part = .repeated(part, least: 0, most: 1)
      case "{":
        guard let (least, most, end) = bounds() else { return part }
        if least > Self.mostRepetitions || most ?? 0 > Self.mostRepetitions || most ?? least < least {
          throw error("a repetition that cannot be", "at most \(Self.mostRepetitions)")
        }
        part = .repeated(part, least: least, most: most)
        place = end - 1
      default: return part
      }
      place += 1
      // Lazy and possessive forms match the same texts.
      if current == "?" || current == "+" { place += 1 }
    }
    return part
  }

  /// `{n}`, `{n,}` or `{n,m}` and the place behind it; nil where the brace is a character.
  private func bounds() -> (Int, Int?, Int)? {
    guard let close = scalars[place...].firstIndex(of: "}") else { return nil }
    let inside = String(String.UnicodeScalarView(scalars[(place + 1)..<close]))
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let least = Int(parts[0]), least >= 0 else { return nil }
    if parts.count == 1 { return (least, least, close + 1) }
    if parts[1].isEmpty { return (least, nil, close + 1) }
    guard let most = Int(parts[1]), most >= 0 else { return nil }
    return (least, most, close + 1)
  }

  private mutating func atom() throws(SearchExpressionError) -> SearchExpressionTree {
    guard let scalar = current else { return .empty }
    switch scalar {
    case "(": return try group()
    case "[": return .set(try set())
    case ".":
      place += 1
      var any = SearchExpression.CharacterSet()
      any.isNegated = true
      return .set(any)
    case "^":
      place += 1
      return .look(.start)
    case "$":
      place += 1
      return .look(.end)
    case "*", "+", "?": throw error("nothing to repeat", "write \\\(String(scalar)) for the character")
    case "\\":
      place += 1
      return try escape()
    default:
      place += 1
      return .set(single(scalar))
    }
  }

  private mutating func group() throws(SearchExpressionError) -> SearchExpressionTree {
    place += 1
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("groups are nested too deep", "at most \(Self.deepest)") }
    if current == "?" {
      guard place + 1 < scalars.count, scalars[place + 1] == ":" else {
        throw error("this kind of group is not supported", "use ( ) or (?: )")
      }
      place += 2
    }
    let tree = try choice()
    guard current == ")" else { throw error("a ( without its )", "write \\( for the character") }
    place += 1
    return tree
  }

  private func single(_ scalar: Unicode.Scalar) -> SearchExpression.CharacterSet {
    var set = SearchExpression.CharacterSet()
    set.insert(scalar.value...scalar.value)
    return set
  }

  private mutating func escape() throws(SearchExpressionError) -> SearchExpressionTree {
    guard let scalar = current else { throw error("a \\ at the end", "write \\\\ for the character") }
    switch scalar {
    case "b":
      place += 1
      return .look(.wordEdge)
    case "B":
      place += 1
      return .look(.insideWord)
    default: return .set(try escapedSet())
    }
  }

  /// The characters of an escape; the place is behind its backslash.
  private mutating func escapedSet() throws(SearchExpressionError) -> SearchExpression.CharacterSet {
    guard let scalar = current else { throw error("a \\ at the end", "write \\\\ for the character") }
    place += 1
    var set = SearchExpression.CharacterSet()
    switch scalar {
    case "d", "D": set.insert(48...57)
    case "w", "W":
      for range in [48...57, 65...90, 95...95] as [ClosedRange<UInt32>] { set.insert(range) }
    case "s", "S":
      for range in [9...13, 32...32] as [ClosedRange<UInt32>] { set.insert(range) }
    case "t": set.insert(9...9)
    case "n": set.insert(10...10)
    case "r": set.insert(13...13)
    case _ where scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil):
      place -= 1
      throw error("\\\(String(scalar)) is not supported", "use \\d \\w \\s \\b, or no backslash")
    default: set.insert(scalar.value...scalar.value)
    }
    set.isNegated = ["D", "W", "S"].contains(scalar)
    return set
  }

  /// `[a-z_]`, `[^/]`.
  private mutating func set() throws(SearchExpressionError) -> SearchExpression.CharacterSet {
    place += 1
    var set = SearchExpression.CharacterSet()
    let isNegated = current == "^"
    if isNegated { place += 1 }
    var isFirst = true
    while let scalar = current, isFirst || scalar != "]" {
      isFirst = false
      place += 1
      if scalar == "\\" {
        set.insert(try escapedSet())
        continue
      }
      guard current == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
        set.insert(scalar.value...scalar.value)
        continue
      }
      let end = scalars[place + 1]
      guard end != "\\", scalar.value <= end.value else { throw error("a range that runs backwards", "write [a-z]") }
      set.insert(scalar.value...end.value)
      place += 2
    }
    guard current == "]" else { throw error("a [ without its ]", "write \\[ for the character") }
    place += 1
    set.isNegated = isNegated
    return set
  }
}
