package import TextSafety

extension Query {
  /// The query as a person may type it; parsing it gives the same query.
  package var text: UntrustedText {
    var text: UntrustedText = ""
    for (index, term) in terms.enumerated() { text = index == 0 ? term.text : "\(text) \(term.text)" }
    return text
  }
}

extension Query.Term {
  package var text: UntrustedText {
    let value: UntrustedText
    var comparison = Query.Comparison.equal
    switch test {
    case .severity(let operation, let severity):
      comparison = operation
      value = UntrustedText(severity.rawValue)
    case .area(let area): value = UntrustedText(area.short.lowercased())
    case .state(let state): value = UntrustedText(state.rawValue)
    case .trait(let trait): value = UntrustedText(trait.rawValue)
    case .managed(let owner): value = UntrustedText(owner.rawValue)
    case .verdict(let verdict): value = UntrustedText(verdict.word)
    case .text(_, let pattern): value = pattern.queryText(isWord: false)
    case .id(let digits): value = UntrustedText(digits)
    case .act(let digits): value = UntrustedText(digits)
    case .since(let since): value = UntrustedText(since.text)
    case .expires(let ending): value = UntrustedText(ending.text)
    case .expression(let expression): value = expression.pattern.map(QueryQuoting.expression)
    case .word(let pattern): return "\(isNegated ? "!" : "")\(pattern.queryText(isWord: true))"
    }
    return "\(isNegated ? "!" : "")\(test.key)\(comparison.rawValue)\(value)"
  }
}

extension TextPattern {
  fileprivate func queryText(isWord: Bool) -> UntrustedText {
    let quotes = parts.contains { $0.matches(QueryQuoting.isNeeded) } || parts == [""]
    let joined = parts.dropFirst().reduce(parts[0].map { quotes ? QueryQuoting.escaped($0) : $0 }) { text, part in
      "\(text)*\(part.map { quotes ? QueryQuoting.escaped($0) : $0 })"
    }
    if quotes || (isWord && joined.matches(QueryQuoting.looksLikeOperator)) {
      return quotes ? "\"\(joined)\"" : "\"\(escapedWord)\""
    }
    return joined
  }

  /// The text between quotes, where nothing but its beginning needs them.
  private var escapedWord: UntrustedText {
    parts.dropFirst().reduce(parts[0].map(QueryQuoting.escaped)) { "\($0)*\($1.map(QueryQuoting.escaped))" }
  }
}

enum QueryQuoting {
  /// Whether a literal part would be read as something else.
  static func isNeeded(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "\"" || $0 == "*" }
  }

  /// Whether a free word would be read as a negation or a key.
  static func looksLikeOperator(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    if scalars.first == "!" { return true }
    let rest = scalars.drop { ($0 >= "a" && $0 <= "z") || ($0 >= "A" && $0 <= "Z") }
    guard rest.startIndex > scalars.startIndex, let next = rest.first else { return false }
    return next == ":" || next == "<" || next == ">" || next == "="
  }

  static func escaped(_ text: String) -> String { escaping(text) { $0 == "\"" || $0 == "\\" || $0 == "*" } }

  /// The value of `re:`: quoted where it must be.
  static func expression(_ pattern: String) -> String {
    guard pattern.isEmpty || pattern.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "\"" })
    else { return pattern }
    return "\"" + escaping(pattern) { $0 == "\"" || $0 == "\\" } + "\""
  }

  private static func escaping(_ text: String, _ isSpecial: (Unicode.Scalar) -> Bool) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSpecial(scalar) { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}
