package import TextSafety

/// Names that a person may have meant.
package enum NearNames {
  /// At most three of the names that are near to what was typed, the nearest first.
  package static func of(_ typed: UntrustedText, among names: [String]) -> [String] {
    let near = typed.parsed { text in
      names.map { ($0, distance(Array(text.utf8.prefix(64)), Array($0.utf8))) }
        .filter { $0.1 <= max(2, $0.0.utf8.count / 3) || (!text.isEmpty && $0.0.hasPrefix(text)) }
        .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
    }
    return near ?? []
  }

  /// What an error proposes: `did you mean …?`, else all names where they are few, else `all`, where all can be seen.
  package static func hint(
    to typed: UntrustedText, among names: [String], all: UntrustedText = "see bulwark checks list"
  ) -> UntrustedText {
    if names.isEmpty { return "it has none" }
    let near = of(typed, among: names)
    if !near.isEmpty { return "did you mean \(near.joined(separator: " or "))?" }
    return names.count > 20
      ? all : "one of \(UntrustedText(names.sorted().joined(separator: ", ")))"
  }

  /// Levenshtein's distance.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
