package import TextSafety

/// Rows of texts under headings: what lists for people are made of that are no findings.
package struct Listing {
  package struct Column {
    package var title: String
    package var isNumber: Bool

    package init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  private let columns: [Column]
  private var rows: [[UntrustedText]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// - Parameter row: one cell for each column.
  package mutating func add(_ row: [UntrustedText]) { rows.append(row) }

  package var isEmpty: Bool { rows.isEmpty }

  /// - Parameter width: columns of the terminal; nil where the output is none, and nothing is cut.
  package func table(width: Int?) -> String {
    let cells = rows.map { $0.map(SafeText.init) }
    var widths = columns.map { SafeText(own: $0.title).width }
    for row in cells { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.width) } }
    if let width {
      // Numbers are never cut; texts give way from the widest on, and none goes below 12.
      while widths.reduce(0, { $0 + $1 + 2 }) - 2 > width,
        let widest = widths.indices.filter({ !columns[$0].isNumber }).max(by: { widths[$0] < widths[$1] }),
        widths[widest] > 12
      {
        widths[widest] -= 1
      }
    }
    var text = line(columns.map { SafeText(own: $0.title.uppercased()) }, widths)
    for row in cells { text += line(row, widths) }
    return text
  }

  private func line(_ cells: [SafeText], _ widths: [Int]) -> String {
    var parts: [SafeText] = []
    for (column, cell) in cells.enumerated() {
      let isLast = column == cells.count - 1
      if columns[column].isNumber {
        parts.append(cell.padded(to: widths[column], .right))
      } else {
        parts.append(isLast ? cell.truncated(to: widths[column]) : cell.padded(to: widths[column]))
      }
    }
    var line = parts.joined(separator: "  ").description
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }

  package var markdown: String {
    var text = "| " + columns.map(\.title).joined(separator: " | ") + " |\n|"
    text += columns.map { $0.isNumber ? "--:|" : "--|" }.joined() + "\n"
    for row in rows { text += "| " + row.map(MarkdownCell.text).joined(separator: " | ") + " |\n" }
    return text
  }

  /// CSV (RFC 4180).
  package var csv: String {
    CSVCell.line(columns.map { UntrustedText($0.title) }) + rows.map(CSVCell.line).joined()
  }
}
