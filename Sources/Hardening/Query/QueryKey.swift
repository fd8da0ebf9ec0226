import TextSafety

/// The words before the operator.
enum QueryKey: String, CaseIterable {
  case sev, area, check, state
  case has = "is"
  case ns, cluster, group, env, kind, name, container, image, label, id, act, managed, verdict, since, by, assignee
  case expires, re

  /// Keys whose data comes with a later version.
  static let later = ["cve"]

  private static let aliases: [String: QueryKey] = ["severity": .sev, "namespace": .ns, "managedby": .managed]

  /// The keys that may have been meant, the nearest first: those that are spelled so, that begin so or that what was typed
  /// begins with, by their short names and by their long ones.
  static func near(_ word: String) -> [String] {
    let typed = word.lowercased()
    guard !typed.isEmpty else { return [] }
    let names = Dictionary(uniqueKeysWithValues: (allCases.map(\.rawValue) + later).map { ($0, $0) })
      .merging(aliases.mapValues(\.rawValue)) { first, _ in first }
    var near = NearNames.of(UntrustedText(typed), among: Array(names.keys))
    // What is short may be a part of many words: only whole beginnings of it count.
    let begun = names.keys.filter { $0.utf8.count > 2 && typed.hasPrefix($0) }
    near += begun.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }.filter { !near.contains($0) }
    var keys: [String] = []
    for name in near where name.utf8.count > 2 || name.utf8.first == typed.utf8.first {
      // The key itself, then its long name where that is what was nearly typed.
      let key = names[name] ?? name
      for word in [key, name] where !keys.contains(word) { keys.append(word) }
    }
    return Array(keys.prefix(4))
  }

  static func typed(_ word: String) -> QueryKey? {
    let word = word.lowercased()
    return QueryKey(rawValue: word) ?? aliases[word]
  }

  /// The test that a value asks for. Throws what a person may type instead.
  func test(_ comparison: Query.Comparison, _ value: QueryValue) throws(QueryValueError) -> Query.Test {
    if self == .expires, [.above, .atLeast].contains(comparison) {
      throw QueryValueError(
        why: "what ends later cannot be asked for", next: "write expires: or expires<, or !expires:")
    }
    if comparison != .equal, self != .sev, self != .expires {
      throw QueryValueError(why: "\(rawValue) cannot be compared", next: "write \(rawValue):")
    }
    let text = value.text
    switch self {
    case .sev:
      guard let severity = Severity(typed: text) else {
        throw .unknown("severity", text, Severity.allCases.map(\.rawValue))
      }
      return .severity(comparison, severity)
    case .area:
      guard let area = Area(typed: text) else {
        throw .unknown("area", text, Area.allCases.map { $0.short.lowercased() })
      }
      return .area(area)
    case .state: return .state(try choice("state", text, aliases: ["acked": .acknowledged]))
    case .has: return .trait(try choice("property", text))
    case .managed: return .managed(try choice("owner", text))
    case .verdict:
      let words = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.word.lowercased(), $0) })
      let found = words.filter { $0.key.hasPrefix(text.lowercased()) }
      if ["na", "n/a"].contains(text.lowercased()) { return .verdict(.notApplicable) }
      guard !text.isEmpty, found.count == 1, let verdict = found.first?.value else {
        throw .unknown("verdict", text, Verdict.allCases.map(\.word))
      }
      return .verdict(verdict)
    case .check: return .text(.check, value.pattern)
    case .ns: return .text(.namespace, value.pattern)
    case .cluster: return .text(.cluster, value.pattern)
    case .group: return .text(.group, value.pattern)
    case .env: return .text(.environment, value.pattern)
    case .kind: return .text(.kind, value.pattern)
    case .name: return .text(.name, value.pattern)
    case .container: return .text(.container, value.pattern)
    case .image: return .text(.image, value.pattern)
    case .label: return .text(.label, value.pattern)
    case .by: return .text(.decider, value.pattern)
    case .assignee: return .text(.assignee, value.pattern)
    case .id:
      let id = text.lowercased()
      let isHexadecimal = id.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
      guard (1...32).contains(id.utf8.count), isHexadecimal else {
        throw QueryValueError(
          why: "'\(UntrustedText(text))' is no beginning of an id", next: "1 to 32 digits of 0–9 and a–f")
      }
      return .id(id)
    case .act:
      let id = text.uppercased()
      // As many as the shortest id that commands take, filled up: a text of other digits is none.
      guard (8...26).contains(id.utf8.count), ULID(id + String(repeating: "0", count: 26 - id.utf8.count)) != nil else {
        throw QueryValueError(
          why: "'\(UntrustedText(text))' is no beginning of a decision's id",
          next: "at least 8 digits of it; bulwark triage list has them")
      }
      return .act(id)
    case .since:
      guard let since = Since(typed: text) else {
        throw QueryValueError(why: "'\(UntrustedText(text))' is no time", next: "7d, 12h, 30m, 2w or 2026-11-30")
      }
      return .since(since)
    case .expires:
      guard let ending = Ending(typed: text) else {
        throw QueryValueError(why: "'\(UntrustedText(text))' is no time", next: "7d, 12h, 2w, 2026-12-31 or never")
      }
      return .expires(ending)
    case .re:
      do { return .expression(try SearchExpression(text)) } catch {
        throw QueryValueError(why: error.why, next: error.next)
      }
    }
  }

  /// The one case whose name begins with what was typed.
  private func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ noun: UntrustedText, _ text: String, aliases: [String: Choice] = [:]
  ) throws(QueryValueError) -> Choice {
    let typed = text.lowercased()
    if let exact = aliases[typed] ?? Choice(rawValue: typed) { return exact }
    let found = typed.isEmpty ? [] : Choice.allCases.filter { $0.rawValue.hasPrefix(typed) }
    if found.count == 1, let choice = found.first { return choice }
    if found.count > 1 {
      throw QueryValueError(
        why: "'\(text)' is not one \(noun)", next: UntrustedText(found.map(\.rawValue).joined(separator: " or ")))
    }
    throw .unknown(noun, text, Choice.allCases.map(\.rawValue))
  }
}

/// Why a value does not go with its key; the parser knows where.
struct QueryValueError: Error {
  var why: UntrustedText
  var next: UntrustedText

  static func unknown(_ noun: UntrustedText, _ text: String, _ names: [String]) -> QueryValueError {
    if text.isEmpty { return QueryValueError(why: "the \(noun) is missing", next: list(names)) }
    let near = NearNames.of(UntrustedText(text), among: names)
    return QueryValueError(
      why: "no \(noun) is called '\(UntrustedText(text))'",
      next: near.isEmpty ? list(names) : "did you mean \(near.joined(separator: " or "))?")
  }

  private static func list(_ names: [String]) -> UntrustedText {
    UntrustedText("one of " + names.joined(separator: ", "))
  }
}

/// A value as it was typed: quotes and escapes resolved, stars known from literal ones.
struct QueryValue {
  /// Stars are part of the text.
  var text = ""
  private var parts = [""]

  mutating func append(_ character: Unicode.Scalar, isStar: Bool = false) {
    text.unicodeScalars.append(character)
    if isStar { parts.append("") } else { parts[parts.count - 1].unicodeScalars.append(character) }
  }

  var pattern: TextPattern { TextPattern(parts: parts.map { UntrustedText($0) }) }
}
