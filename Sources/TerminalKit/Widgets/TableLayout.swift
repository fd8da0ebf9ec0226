package import TextSafety

/// A column of a table before anybody knows how wide the screen is.
package struct TableColumn: Sendable, Hashable {
  package var title: SafeText
  package var alignment: TextAlignment
  /// Columns below which it is of no use.
  package var minimum: Int
  /// Columns that hold what is in it; `minimum` at least.
  package var ideal: Int
  /// How much of what is left over it takes, beside others; 0 is none.
  package var growth: Int
  /// When there is no room for all, the columns with the highest number go first; 0 never goes.
  package var dispensable: Int
  /// It gets what it wants before the others do.
  package var comesFirst: Bool
  /// Cut the beginning instead of the end: paths, images.
  package var keepsEnd: Bool

  package init(
    _ title: SafeText, minimum: Int, ideal: Int? = nil, growth: Int = 0, _ alignment: TextAlignment = .left,
    dispensable: Int = 0, comesFirst: Bool = false, keepsEnd: Bool = false
  ) {
    self.title = title
    self.alignment = alignment
    self.minimum = max(0, minimum)
    self.ideal = max(self.minimum, ideal ?? minimum)
    self.growth = growth
    self.dispensable = dispensable
    self.comesFirst = comesFirst
    self.keepsEnd = keepsEnd
  }
}

/// Where the columns of a table stand on a screen of some width.
package struct TableLayout: Sendable, Hashable {
  package struct Place: Sendable, Hashable {
    /// Index of the column among all.
    package var index: Int
    package var x: Int
    package var width: Int
  }

  package let columns: [TableColumn]
  /// The columns that there is room for, from left to right.
  package let places: [Place]

  /// - Parameter gap: blanks between columns.
  package init(_ columns: [TableColumn], width: Int, gap: Int = 2) {
    self.columns = columns
    var shown = Array(columns.indices)
    func need() -> Int { shown.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, shown.count - 1) }
    while need() > width {
      // Of several that may go equally, the rightmost.
      guard let last = shown.max(by: { (columns[$0].dispensable, $0) < (columns[$1].dispensable, $1) }),
        columns[last].dispensable > 0
      else { break }
      shown.removeAll { $0 == last }
    }
    var widths = shown.map { columns[$0].minimum }
    var left = width - need()
    let ideals = shown.map { columns[$0].ideal }
    TableLayout.share(&left, among: &widths, until: ideals, by: shown.map { columns[$0].comesFirst ? 1 : 0 })
    TableLayout.share(&left, among: &widths, until: ideals, by: shown.map { _ in 1 })
    TableLayout.share(&left, among: &widths, until: nil, by: shown.map { columns[$0].growth })
    var x = 0
    places = zip(shown, widths).map { index, width in
      defer { x += width + gap }
      return Place(index: index, x: x, width: width)
    }
  }

  /// Hands columns out in turn by weight until there are none or nobody wants more.
  private static func share(_ left: inout Int, among widths: inout [Int], until ideals: [Int]?, by weights: [Int]) {
    while left > 0 {
      let open = widths.indices.filter { weights[$0] > 0 && widths[$0] < ideals?[$0] ?? .max }
      let total = open.reduce(0) { $0 + weights[$1] }
      guard total > 0 else { return }
      let round = left
      for index in open where left > 0 {
        let wanted = min(max(1, round * weights[index] / total), left, (ideals?[index] ?? .max) - widths[index])
        widths[index] += wanted
        left -= wanted
      }
    }
  }

  /// Draws one row of cells, one for each column, those without room included.
  package func draw(_ cells: [StyledText], into surface: inout Surface, x: Int = 0, y: Int) {
    for place in places where place.index < cells.count {
      let column = columns[place.index]
      let cell = column.keepsEnd ? cells[place.index].truncatedAtStart(to: place.width) : cells[place.index]
      surface.draw(cell, x: x + place.x, y: y, width: place.width, column.alignment)
    }
  }

  /// Draws the titles.
  package func drawTitles(into surface: inout Surface, x: Int = 0, y: Int, _ style: Style = Style(.columns)) {
    draw(columns.map { StyledText($0.title, style) }, into: &surface, x: x, y: y)
  }
}
