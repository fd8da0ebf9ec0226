/// One field of a CSV file (RFC 4180) that no spreadsheet runs as a formula.
package enum CSVCell {
  /// The field, quoted where it must be. Newlines and tabs are kept; other control characters and invisible ones are
  /// shown as the sanitizer shows them, for such files are also read on terminals.
  package static func encode(_ text: UntrustedText) -> String {
    var field = ""
    if startsFormula(text.raw) { field = "'" }
    var plain = ""
    for scalar in text.raw.unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        field += Sanitizer.clean(plain).text
        plain = ""
        field.unicodeScalars.append(scalar)
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    field += Sanitizer.clean(plain).text
    return quoted(field)
  }

  /// A line: fields with commas between them, ended by CRLF as the RFC has it.
  package static func line(_ fields: [UntrustedText]) -> String {
    fields.map(encode).joined(separator: ",") + "\r\n"
  }

  /// Spreadsheets take these at the start of a cell as a formula, some also after blanks or as fullwidth forms.
  private static func startsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    if "\t\r\n".unicodeScalars.contains(first) { return true }
    let visible = text.unicodeScalars.first { !$0.properties.isWhitespace }
    return visible.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private static func quoted(_ field: String) -> String {
    let special = field.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\t")
    }
    let edges = field.utf8.first == UInt8(ascii: " ") || field.utf8.last == UInt8(ascii: " ")
    guard special || edges else { return field }
    var out = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { out += "\"\"" } else { out.unicodeScalars.append(scalar) }
    }
    return out + "\""
  }
}
