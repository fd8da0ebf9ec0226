import TextSafety

/// Reads Calico's selector expressions (docs.tigera.io, "Selectors"): `all()`, `has(tier) && app in {'web', 'api'}`.
struct CalicoSelector {
  /// What the labels of an expression are.
  typealias Keys = (UntrustedText) -> PodCondition.Key

  private struct Fault: Error {}

  /// Expressions within one another; Calico itself knows no limit.
  private static let depthLimit = 64

  private var rest: Substring
  private let key: Keys
  private var depth = 0

  /// The condition; nil where the text is no expression. An empty text selects all.
  static func condition(_ text: UntrustedText, _ key: @escaping Keys) -> PodCondition? {
    text.parsed { text -> PodCondition? in
      var reader = CalicoSelector(rest: text[...], key: key)
      reader.skipSpace()
      if reader.rest.isEmpty { return .always }
      guard let condition = try? reader.either(), reader.rest.isEmpty else { return nil }
      return condition
    }
  }

  private mutating func either() throws(Fault) -> PodCondition {
    var parts = [try both()]
    while take("||") { parts.append(try both()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func both() throws(Fault) -> PodCondition {
    var parts = [try operation()]
    while take("&&") { parts.append(try operation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func operation() throws(Fault) -> PodCondition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= CalicoSelector.depthLimit else { throw Fault() }
    if rest.hasPrefix("!"), !rest.hasPrefix("!=") {
      _ = take("!")
      return .not(try operation())
    }
    if take("(") {
      let inner = try either()
      guard take(")") else { throw Fault() }
      return inner
    }
    let label = try label()
    if take("(") {
      if label == "has" {
        let key = try self.label()
        guard take(")") else { throw Fault() }
        return .test(self.key(key), .exists)
      }
      guard take(")") else { throw Fault() }
      switch label {
      case "all": return .always
      // What belongs to no namespace: no pod.
      case "global": return .never
      default: throw Fault()
      }
    }
    return try comparison(key(label))
  }

  private mutating func comparison(_ key: PodCondition.Key) throws(Fault) -> PodCondition {
    if take("==") { return .test(key, .oneOf([try string()])) }
    if take("!=") { return .not(.test(key, .oneOf([try string()]))) }
    if takeWord("contains") { return .test(key, .contains(try string())) }
    if takeWord("starts") {
      guard takeWord("with") else { throw Fault() }
      return .test(key, .begins(try string()))
    }
    if takeWord("ends") {
      guard takeWord("with") else { throw Fault() }
      return .test(key, .ends(try string()))
    }
    if takeWord("in") { return .test(key, .oneOf(try set())) }
    guard takeWord("not"), takeWord("in") else { throw Fault() }
    return .not(.test(key, .oneOf(try set())))
  }

  private mutating func set() throws(Fault) -> [UntrustedText] {
    guard take("{") else { throw Fault() }
    var values: [UntrustedText] = []
    if take("}") { return values }
    repeat { values.append(try string()) } while take(",")
    guard take("}") else { throw Fault() }
    return values
  }

  private mutating func string() throws(Fault) -> UntrustedText {
    guard let quote = rest.first, quote == "'" || quote == "\"" else { throw Fault() }
    rest.removeFirst()
    guard let end = rest.firstIndex(of: quote) else { throw Fault() }
    let value = UntrustedText(String(rest[..<end]))
    rest = rest[rest.index(after: end)...]
    skipSpace()
    return value
  }

  private mutating func label() throws(Fault) -> UntrustedText {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_./-".contains($0)) }
    guard !name.isEmpty else { throw Fault() }
    rest = rest.dropFirst(name.count)
    skipSpace()
    return UntrustedText(String(name))
  }

  private mutating func take(_ token: String) -> Bool {
    guard rest.hasPrefix(token) else { return false }
    rest = rest.dropFirst(token.count)
    skipSpace()
    return true
  }

  /// A word that ends where it ends: `in` is not the beginning of `inside`.
  private mutating func takeWord(_ word: String) -> Bool {
    guard rest.hasPrefix(word) else { return false }
    let after = rest.dropFirst(word.count)
    if let next = after.first, next.isLetter || next.isNumber { return false }
    rest = after
    skipSpace()
    return true
  }

  private mutating func skipSpace() { rest = rest.drop(while: \.isWhitespace) }
}
