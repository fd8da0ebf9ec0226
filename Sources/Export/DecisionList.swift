import Foundation
package import Hardening
package import TextSafety

/// Acts of triage with what they do, for `bulwark triage list`.
package struct DecisionList {
  /// A person's one act.
  package struct Entry {
    package var decisions: [Decision]
    /// `in force`, `expired`, `undone`
    package var status: String
    package var covers: Int
    package var endsSoon: Bool
    package var isUnused: Bool
    package var what: UntrustedText

    package init(
      decisions: [Decision], status: String, covers: Int, endsSoon: Bool, isUnused: Bool, what: UntrustedText
    ) {
      self.decisions = decisions
      self.status = status
      self.covers = covers
      self.endsSoon = endsSoon
      self.isUnused = isUnused
      self.what = what
    }

    fileprivate var first: Decision? { decisions.first }
    fileprivate var until: Int64? { decisions.compactMap(\.until).min() }
    fileprivate var remark: String { isUnused ? "unused" : endsSoon ? "ends soon" : status }
    /// The reason, and where a note says more.
    fileprivate var words: UntrustedText {
      guard let first else { return "" }
      var words = first.reason
      for (name, text) in [("ticket", first.ticket), ("assignee", first.assignee), ("from", first.origin)]
      where !text.isEmpty {
        words = words.isEmpty ? "\(name) \(text)" : "\(words); \(name) \(text)"
      }
      return words
    }
  }

  private let count: Int
  private let entry: (Int) -> Entry

  /// - Parameter entry: makes an entry by its number, each time that it is needed.
  package init(_ count: Int, entry: @escaping (Int) -> Entry) {
    self.count = count
    self.entry = entry
  }

  private var entries: some Sequence<Entry> { (0..<count).lazy.map(entry) }

  package var listing: Listing {
    let columns = [
      Listing.Column("Act"), Listing.Column("When"), Listing.Column("Who"), Listing.Column("Did"),
      Listing.Column("What"), Listing.Column("Covers", isNumber: true), Listing.Column("Until"),
      Listing.Column("Is"), Listing.Column("Reason"),
    ]
    return Listing(columns, count: count) { number in
      let entry = entry(number)
      guard let first = entry.first else { return columns.map { _ in "" } }
      return [
        UntrustedText(first.id.text), UntrustedText(String(Timestamp.text(first.time / 1000).prefix(16))), first.author,
        UntrustedText(first.act.rawValue), entry.what, "\(entry.covers)",
        UntrustedText(entry.until.map { String(Timestamp.text($0).prefix(10)) } ?? "-"), UntrustedText(entry.remark),
        entry.words,
      ]
    }
  }

  /// What asks for attention, in a line; nil where nothing does.
  package var summary: SafeText? {
    var (soon, unused, expired) = (0, 0, 0)
    for entry in entries {
      soon += entry.endsSoon ? 1 : 0
      unused += entry.isUnused ? 1 : 0
      expired += entry.status == "expired" ? 1 : 0
    }
    var parts: [SafeText] = []
    if soon > 0 { parts.append(soon == 1 ? "1 ends within 7 days" : "\(soon) end within 7 days") }
    if expired > 0 { parts.append("\(expired) expired") }
    if unused > 0 { parts.append(unused == 1 ? "1 suppresses nothing" : "\(unused) suppress nothing") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Writes an array of objects.
  package func json(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    var json = JSONWriter(ReportOutput(sink))
    json.beginArray()
    for entry in entries {
      guard let first = entry.first else { continue }
      try json.output.drain()
      json.newline()
      json.beginObject()
      func member(_ key: StaticString, _ text: UntrustedText) {
        json.key(key)
        json.value(text)
      }
      member("id", UntrustedText(first.id.text))
      json.key("lines")
      json.beginArray()
      for decision in entry.decisions { json.value(decision.id.text) }
      json.endArray()
      json.key("time")
      json.value(time: first.time / 1000)
      member("author", first.author)
      member("act", UntrustedText(first.act.rawValue))
      member("what", entry.what)
      member("reason", first.reason)
      for (key, text) in [("ticket", first.ticket), ("assignee", first.assignee), ("origin", first.origin)]
      where !text.isEmpty {
        json.key(of: UntrustedText(key))
        json.value(text)
      }
      json.key("until")
      if let until = entry.until { json.value(time: until) } else { json.null() }
      member("status", UntrustedText(entry.status))
      json.key("covers")
      json.value(entry.covers)
      json.key("unused")
      json.value(entry.isUnused)
      json.endObject()
    }
    json.endArray()
    try json.output.write("\n")
    try json.output.flush()
  }
}
