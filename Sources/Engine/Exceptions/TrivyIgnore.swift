import Documents
import Foundation
import Hardening
import TextSafety

/// `.trivyignore`: an id a line, `exp:2026-01-31` behind it; what stands in comments above is why.
enum TrivyIgnoreText {
  static func read(_ bytes: [UInt8], _ zone: TimeZone) -> ForeignExceptions {
    var found = ForeignExceptions()
    var comment: UntrustedText = ""
    for (number, text) in UntrustedText(String(decoding: bytes, as: UTF8.self)).split("\n").enumerated() {
      let line = text.trimmed
      if line.isEmpty {
        comment = ""
        continue
      }
      if let words = line.droppingPrefix("#") {
        comment = comment.isEmpty ? words.trimmed : "\(comment) \(words.trimmed)"
        continue
      }
      let place: UntrustedText = "line \(number + 1)"
      let words = line.map { $0.replacing("\t", with: " ") }.split(" ").filter { !$0.isEmpty }
      // A comment may stand behind the id, too.
      let end = words.firstIndex { $0.hasPrefix("#") } ?? words.count
      let behind = words[end...].reduce("" as UntrustedText) { $0.isEmpty ? $1 : "\($0) \($1)" }
      var exception = ForeignException(
        tool: .trivy, ids: [TrivyID.canonical(words[0])],
        reason: behind.isEmpty ? comment : (behind.droppingPrefix("#") ?? behind).trimmed, place: place)
      var isUsable = end > 0
      for word in words[1..<max(1, end)] {
        if let day = word.droppingPrefix("exp:"), let until = TrivyID.end(of: day, zone) {
          exception.until = until
        } else {
          found.refuse(place, "\(word) is no end such as exp:2026-01-31")
          isUsable = false
        }
      }
      if isUsable { found.exceptions.append(exception) }
    }
    return found
  }
}

/// `.trivyignore.yaml`: lists of `id`, `paths`, `statement`, `expired_at` beneath what they are of.
enum TrivyIgnoreYAML {
  static let sections: [UntrustedText] = ["misconfigurations", "vulnerabilities", "secrets", "licenses"]

  static func read(_ root: Node, _ zone: TimeZone, _ found: inout ForeignExceptions) {
    for section in sections {
      for entry in root[member: section]?.elements ?? root.elements {
        let place: UntrustedText = "line \(entry.line)"
        guard let id = entry["id"]?.scalar, !id.isEmpty else {
          found.refuse(place, "it names no id")
          continue
        }
        // What reaches some files only must not reach all: findings have no paths that last.
        if [entry["paths"], entry["purls"]].contains(where: { ($0?.count ?? 0) > 0 }) {
          found.refuse(place, "\(id) is limited to paths or packages, which no rule here can be")
          continue
        }
        var exception = ForeignException(
          tool: .trivy, ids: [TrivyID.canonical(id)], reason: entry["statement"]?.scalar?.trimmed ?? "", place: place)
        if let end = entry["expired_at"], !end.isNull {
          guard let until = end.scalar.flatMap({ TrivyID.end(of: $0, zone) }) else {
            found.refuse(place, "expired_at is no date such as 2026-01-31")
            continue
          }
          exception.until = until
        }
        found.exceptions.append(exception)
      }
    }
  }
}

enum TrivyID {
  /// `AVD-KSV-0017` and `KSV017`, as `KSV-0017` was called before.
  static func canonical(_ id: UntrustedText) -> UntrustedText {
    id.map { text in
      var text = text.uppercased()
      if text.hasPrefix("AVD-") { text.removeFirst(4) }
      let family = text.prefix { $0.isLetter }
      let number = text.dropFirst(family.count).drop { $0 == "-" }
      guard ["KSV", "KCV", "DS"].contains(family), !number.isEmpty, number.allSatisfy(\.isNumber) else { return text }
      return "\(family)-\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)"
    }
  }

  /// The end of the day before: from that day on it holds no more.
  static func end(of day: UntrustedText, _ zone: TimeZone) -> Int64? {
    guard let since = day.map({ String($0.prefix(10)) }).parsed(Since.init(typed:)), case .date = since else {
      return nil
    }
    return since.moment(now: 0, in: zone)
  }
}
