import Foundation

/// A check as its source declares it.
struct CheckSource {
  /// The Swift name: `hostPath`.
  var property: String
  /// The check's id: `host-path`.
  var id: String
  /// `Container`, `Workload` … : what it judges.
  var subject: String
  /// The doc comment: paragraphs with an empty line between them.
  var documentation: String
  /// The number that the area's folder begins with.
  var area: Int

  /// All checks below a folder, by area and id.
  static func all(in folder: URL) throws -> [CheckSource] {
    var checks: [CheckSource] = []
    let areas = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in areas.sorted() {
      guard let area = Int(name.prefix(2)) else { continue }
      let path = folder.appendingPathComponent(name)
      for file in try FileManager.default.contentsOfDirectory(atPath: path.path).sorted() where file.hasSuffix(".swift")
      {
        let text = try String(contentsOf: path.appendingPathComponent(file), encoding: .utf8)
        checks += try parse(text, file: "\(name)/\(file)", area: area)
      }
    }
    var seen: Set<String> = []
    for check in checks where !check.documentation.isEmpty && !seen.insert(check.id).inserted {
      throw SourceError(description: "\(check.id): two checks of this name (rename one)")
    }
    return checks.sorted { ($0.area, $0.id) < ($1.area, $1.id) }
  }

  private static func parse(_ text: String, file: String, area: Int) throws -> [CheckSource] {
    var checks: [CheckSource] = []
    var comment: [String] = []
    let lines = text.components(separatedBy: "\n")
    for (number, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("///") {
        comment.append(String(trimmed.dropFirst(3)).trimmingCharacters(in: .whitespaces))
        continue
      }
      defer { if !trimmed.isEmpty { comment = [] } }
      guard trimmed.hasPrefix("package static let ") else { continue }
      let words = trimmed.split(separator: " ")
      let declaration = trimmed + lines[min(number + 1, lines.count - 1)]
      guard let subject = subject(of: declaration) else { continue }
      let property = words[3].hasSuffix(":") ? String(words[3].dropLast()) : String(words[3])
      let rest = lines[number...].prefix(8).joined(separator: "\n")
      guard let id = firstLiteral(in: rest) else {
        throw SourceError(
          description: "\(file):\(number + 1): a check without a name (write CheckInfo(\"its-name\", …))")
      }
      // A check on a second kind of subject stands behind the one that is documented.
      guard !comment.isEmpty || checks.contains(where: { $0.id == id }) else {
        throw SourceError(
          description: "\(file):\(number + 1): \(id) has no doc comment (it is the user's documentation)")
      }
      checks.append(
        CheckSource(property: property, id: id, subject: subject, documentation: joined(comment), area: area))
    }
    return checks
  }

  /// `Container` of `Check<ContainerSubject>` or of a family's `containerCheck(`.
  private static func subject(of declaration: String) -> String? {
    guard let start = declaration.range(of: "Check<"), let end = declaration.range(of: "Subject>") else { return nil }
    guard start.upperBound < end.lowerBound else { return nil }
    return String(declaration[start.upperBound..<end.lowerBound])
  }

  private static func firstLiteral(in text: String) -> String? {
    guard let open = text.firstIndex(of: "\"") else { return nil }
    let rest = text[text.index(after: open)...]
    guard let close = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<close])
  }

  private static func joined(_ comment: [String]) -> String {
    var paragraphs: [[String]] = [[]]
    for line in comment {
      if line.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }.joined(separator: "\n\n")
  }
}
