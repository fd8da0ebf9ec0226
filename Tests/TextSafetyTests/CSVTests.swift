import Testing
import TextSafety

@Suite("CSV")
struct CSVTests {
  /// The records of a file by the letter of RFC 4180; nil where it is none.
  private func records(_ text: String) -> [[String]]? {
    var records: [[String]] = []
    var record: [String] = []
    var rest = text.unicodeScalars[...]
    func isBreak(_ rest: Substring.UnicodeScalarView) -> Bool { rest.starts(with: "\r\n".unicodeScalars) }
    while !rest.isEmpty {
      var field = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while true {
          guard let next = rest.popFirst() else { return nil }
          if next != "\"" {
            field.unicodeScalars.append(next)
          } else if rest.first == "\"" {
            rest.removeFirst()
            field += "\""
          } else {
            break
          }
        }
      } else {
        while let next = rest.first, next != ",", !isBreak(rest) {
          if next == "\"" || next == "\r" || next == "\n" { return nil }
          field.unicodeScalars.append(next)
          rest.removeFirst()
        }
      }
      record.append(field)
      if isBreak(rest) {
        rest.removeFirst(2)
        records.append(record)
        record = []
      } else if rest.first == "," {
        rest.removeFirst()
      } else {
        return nil
      }
    }
    return records
  }

  @Test("any texts come back, field by field, as the sanitizer shows them")
  func round() throws {
    var random = RandomText(seed: 20)
    for step in 0..<2000 {
      let texts = (0..<random.number(1...5)).map { _ in step % 2 == 0 ? random.markup() : random.text() }
      let line = CSVCell.line(texts.map { UntrustedText($0) })
      let found = try #require(records(line), "\(line.debugDescription)")
      #expect(found.count == 1)
      #expect(found.first?.count == texts.count)
      for (field, text) in zip(found.first ?? [], texts) {
        let plain = field.hasPrefix("'") && text.unicodeScalars.first != "'" ? String(field.dropFirst()) : field
        let kept = text.unicodeScalars.map { scalar in
          scalar == "\n" || scalar == "\t" ? nil : scalar
        }.split(separator: nil).map { SafeText(UntrustedText(String(String.UnicodeScalarView($0.compactMap { $0 })))) }
        #expect(plain.split(whereSeparator: { $0 == "\n" || $0 == "\t" }).map(String.init) == kept.map(\.description))
      }
    }
  }

  @Test("no cell begins as a formula, not after blanks and not as a fullwidth form")
  func formulas() {
    for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\u{3000}=", "\u{A0}@", "\t=", "\r=", "\n", "\r"] {
      let cell = CSVCell.encode(UntrustedText(start + "HYPERLINK(\"http://evil\",A1)"))
      #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell.debugDescription)")
    }
    for text in ["web", "1=2", "a-b", "", " a", "0.5"] {
      #expect(!CSVCell.encode(UntrustedText(text)).contains("'"), "\(text)")
    }
  }

  @Test("quoting as RFC 4180 has it")
  func quoting() {
    #expect(CSVCell.encode("a,b") == "\"a,b\"")
    #expect(CSVCell.encode("say \"hi\"") == "\"say \"\"hi\"\"\"")
    #expect(CSVCell.encode("two\nlines") == "\"two\nlines\"")
    #expect(CSVCell.encode(" edge") == "\" edge\"")
    #expect(CSVCell.encode("\u{1B}[2J") == "␛[2J")
    #expect(CSVCell.line(["a", "", "c"]) == "a,,c\r\n")
  }
}
