/// A field to be found again in a source that was read before.
package struct FieldTarget: Sendable, Hashable {
  /// `Document.index`.
  package var document: Int
  /// `ListContext.item` of a list's item.
  package var item: Int?
  package var path: [FieldStep]

  package init(document: Int, item: Int?, path: [FieldStep]) {
    self.document = document
    self.item = item
    self.path = path
  }
}

extension DocumentReader {
  /// The line of each field, or of its nearest ancestor that exists; nil when its document is not there. Reads up to
  /// the last document that is asked for and keeps none. JSON's lines are exact as well, as far as libyaml can read
  /// it; lists within lists give the item's line.
  package static func lines(
    of targets: [FieldTarget], in source: any ByteSource, limits: Limits = .standard
  ) throws -> [Int?] {
    struct Place: Hashable {
      var document: Int
      var item: Int
    }
    struct Done: Error {}
    var wanted: [Place: [Int]] = [:]
    for (number, target) in targets.enumerated() {
      wanted[Place(document: target.document, item: target.item ?? 0), default: []].append(number)
    }
    let last = targets.map(\.document).max() ?? -1
    var lines = [Int?](repeating: nil, count: targets.count)
    var missing = targets.count
    guard missing > 0 else { return [] }
    let places = Set(wanted.keys)
    let exactLines = { (document: Int, item: Int) in places.contains(Place(document: document, item: item)) }
    do {
      try read(source, limits: limits, exactLines: exactLines) { event in
        guard case .document(let document) = event else { return }
        guard document.index <= last else { throw Done() }
        let place = Place(document: document.index, item: document.list?.item ?? 0)
        var fields = FieldLines(document.root)
        for number in wanted[place] ?? [] where lines[number] == nil {
          lines[number] = fields.line(of: targets[number].path)
          missing -= 1
        }
        if missing == 0 { throw Done() }
      }
    } catch is Done {
      return lines
    }
    return lines
  }
}
