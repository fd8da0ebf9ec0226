package import TextSafety

extension Query {
  /// At most this many characters make a query.
  package static let longest = 4096

  package init(parsing text: UntrustedText) throws(QueryError) {
    var error: QueryError?
    let terms = text.parsed { raw -> [Term]? in
      var parser = QueryParser(raw)
      do throws(QueryError) { return try parser.terms() } catch let thrown {
        error = thrown
        return nil
      }
    }
    if let error { throw error }
    self.init(terms ?? [])
  }

  package init(parsing text: String) throws(QueryError) { try self.init(parsing: UntrustedText(text)) }
}

/// Reads the filter language, term by term.
private struct QueryParser {
  /// Scalars, so that a mark of the text never sticks to one of the language.
  private let characters: [Unicode.Scalar]
  private var place = 0

  init(_ text: String) { characters = Array(text.unicodeScalars.prefix(Query.longest + 1)) }

  mutating func terms() throws(QueryError) -> [Query.Term] {
    if characters.count > Query.longest {
      throw QueryError(
        .tooLong, column: Query.longest + 1, why: "longer than \(Query.longest) characters", next: "shorten it")
    }
    var terms: [Query.Term] = []
    while true {
      while place < characters.count, characters[place].properties.isWhitespace { place += 1 }
      if place == characters.count { return terms }
      terms.append(try term())
    }
  }

  private mutating func term() throws(QueryError) -> Query.Term {
    let start = place
    let isNegated = characters[place] == "!"
    if isNegated { place += 1 }
    guard place < characters.count, !characters[place].properties.isWhitespace else {
      throw QueryError(.syntax, column: start + 1, why: "nothing after !", next: "write !word or !key:value")
    }
    let wordStart = place
    while place < characters.count, QueryParser.isLetter(characters[place]) { place += 1 }
    let word = String(String.UnicodeScalarView(characters[wordStart..<place]))
    if !word.isEmpty, let comparison = try comparison(after: word, at: wordStart) {
      let key = try key(word, at: wordStart)
      let valueStart = place
      let value = try value(isExpression: key == .re)
      guard place > valueStart else {
        throw valueMissing(key, at: valueStart)
      }
      do { return Query.Term(try key.test(comparison, value), isNegated: isNegated) } catch {
        throw QueryError(.wrongValue, column: valueStart + 1, why: error.why, next: error.next)
      }
    }
    place = wordStart
    let value = try value(isExpression: false)
    return Query.Term(.word(value.pattern), isNegated: isNegated)
  }

  /// The operator behind a word that is a key; nil where the word is a free one.
  private mutating func comparison(after word: String, at start: Int) throws(QueryError) -> Query.Comparison? {
    guard place < characters.count else { return nil }
    let isFollowedByEqual = place + 1 < characters.count && characters[place + 1] == "="
    switch characters[place] {
    case ":":
      place += 1
      return .equal
    case ">":
      place += isFollowedByEqual ? 2 : 1
      return isFollowedByEqual ? .atLeast : .above
    case "<":
      place += isFollowedByEqual ? 2 : 1
      return isFollowedByEqual ? .atMost : .below
    case "=":
      guard QueryKey.typed(word) != nil else { return nil }
      throw QueryError(.syntax, column: place + 1, why: "= is no operator", next: "write \(word.lowercased()):")
    default: return nil
    }
  }

  private func key(_ word: String, at start: Int) throws(QueryError) -> QueryKey {
    if let key = QueryKey.typed(word) { return key }
    let column = start + 1
    let names = QueryKey.allCases.map(\.rawValue)
    if QueryKey.later.contains(word.lowercased()) {
      throw QueryError(
        .notYet, column: column, why: "\(word.lowercased()) is not available yet",
        next: UntrustedText("keys: " + names.joined(separator: " ")))
    }
    let near = QueryKey.near(word)
    let keys: UntrustedText =
      near.isEmpty
      ? UntrustedText("keys: " + names.joined(separator: " ")) : "did you mean \(near.joined(separator: " or "))?"
    throw QueryError(
      .unknownKey, column: column, why: "no key is called '\(word)'",
      next: near.isEmpty ? "\(keys); quote text that has a colon" : keys)
  }

  private func valueMissing(_ key: QueryKey, at start: Int) -> QueryError {
    do {
      _ = try key.test(.equal, QueryValue())
      return QueryError(
        .syntax, column: start + 1, why: "the value of \(key.rawValue) is missing",
        next: "write \(key.rawValue):value, or \(key.rawValue):\"\" for none")
    } catch { return QueryError(.syntax, column: start + 1, why: error.why, next: error.next) }
  }

  /// Reads to the next blank outside of quotes. Within them a backslash makes `"`, `\` and `*` ordinary.
  private mutating func value(isExpression: Bool) throws(QueryError) -> QueryValue {
    var value = QueryValue()
    while place < characters.count, !characters[place].properties.isWhitespace {
      let character = characters[place]
      place += 1
      if character == "\"" {
        try quoted(into: &value, isExpression: isExpression)
      } else {
        value.append(character, isStar: character == "*")
      }
    }
    return value
  }

  private mutating func quoted(into value: inout QueryValue, isExpression: Bool) throws(QueryError) {
    let start = place
    while place < characters.count {
      let character = characters[place]
      place += 1
      switch character {
      case "\"": return
      case "\\" where place < characters.count && QueryParser.isEscaped(characters[place], isExpression):
        value.append(characters[place])
        place += 1
      default: value.append(character, isStar: character == "*")
      }
    }
    throw QueryError(.syntax, column: start, why: "the quote is not closed", next: "write \" at the end")
  }

  private static func isEscaped(_ character: Unicode.Scalar, _ isExpression: Bool) -> Bool {
    character == "\"" || character == "\\" || (character == "*" && !isExpression)
  }

  static func isLetter(_ character: Unicode.Scalar) -> Bool {
    (character >= "a" && character <= "z") || (character >= "A" && character <= "Z")
  }
}
