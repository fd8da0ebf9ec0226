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
  /// Rows behind those, made when they are needed: hundreds of thousands would not be held.
  private let more: Int
  private let row: (Int) -> [UntrustedText]

  package init(_ columns: [Column]) { self.init(columns, count: 0) { _ in [] } }

  /// - Parameter row: makes a row by its number, each time that it is needed; one cell for each column.
  init(_ columns: [Column], count: Int, row: @escaping (Int) -> [UntrustedText]) {
    self.columns = columns
    more = count
    self.row = row
  }

  /// - Parameter row: one cell for each column.
  package mutating func add(_ row: [UntrustedText]) { rows.append(row) }

  package var isEmpty: Bool { rows.isEmpty && more == 0 }

  private func eachRow(_ body: ([UntrustedText]) throws -> Void) rethrows {
    for row in rows { try body(row) }
    for number in 0..<more { try body(row(number)) }
  }

  private func text(_ write: ((String) -> Void) -> Void) -> String {
    var text = ""
    write { text += $0 }
    return text
  }

  /// - Parameter width: columns of the terminal; nil where the output is none, and nothing is cut.
  package func table(width: Int?) -> String { text { write in table(width: width, to: write) } }

  /// The same, handed on line by line.
  package func table(width: Int?, to write: (String) throws -> Void) rethrows {
    var widths = columns.map { SafeText(own: $0.title).width }
    eachRow { row in
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], SafeText(cell).width) }
    }
    if let width {
      // Numbers are never cut; texts give way from the widest on, and none goes below 12.
      while widths.reduce(0, { $0 + $1 + 2 }) - 2 > width,
        let widest = widths.indices.filter({ !columns[$0].isNumber }).max(by: { widths[$0] < widths[$1] }),
        widths[widest] > 12
      {
        widths[widest] -= 1
      }
    }
    try write(line(columns.map { SafeText(own: $0.title.uppercased()) }, widths))
    try eachRow { try write(line($0.map(SafeText.init), widths)) }
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

  package var markdown: String { text { write in markdown(to: write) } }

  package func markdown(to write: (String) throws -> Void) rethrows {
    let rule = columns.map { $0.isNumber ? "--:|" : "--|" }.joined()
    try write("| " + columns.map(\.title).joined(separator: " | ") + " |\n|" + rule + "\n")
    try eachRow { try write("| " + $0.map(MarkdownCell.text).joined(separator: " | ") + " |\n") }
  }

  /// CSV (RFC 4180).
  package var csv: String { text { write in csv(to: write) } }

  package func csv(to write: (String) throws -> Void) rethrows {
    try write(CSVCell.line(columns.map { UntrustedText($0.title) }))
    try eachRow { try write(CSVCell.line($0)) }
  }
}
