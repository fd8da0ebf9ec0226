import CSimdJSON
import TextSafety

/// Where both formats' readers put what they find: gives documents their numbers, opens lists into their items, holds
/// the limits on documents and problems.
final class DocumentOutput {
  let limits: Limits
  /// The index of the document being read.
  private(set) var index = 0
  /// Set when there are too many documents: the readers stop.
  private(set) var isFull = false
  private var problems = 0
  private var untold = 0
  /// One of the problems that were not told cost its document.
  private var hasUntoldLoss = false
  private let body: (DocumentEvent) throws -> Void
  private var spares = SpareTrees()

  /// Of which JSON documents, by index and item (0 for the first or none), every line is wanted.
  private let exactLines: ((Int, Int) -> Bool)?

  init(
    limits: Limits, exactLines: ((Int, Int) -> Bool)? = nil, _ body: @escaping (DocumentEvent) throws -> Void
  ) {
    self.limits = limits
    self.exactLines = exactLines
    self.body = body
  }

  /// An empty tree: one of those before, if nobody has kept a node of it.
  func tree(line: Int) -> Tree {
    let tree = spares.take()
    tree.line = line
    return tree
  }

  func wantsExactLines(item: Int = 0) -> Bool { exactLines?(index, item) ?? false }

  /// Takes a tree back whose nodes have been handed out; it is used again if none was kept.
  func recycle(_ tree: Tree) { spares.lend(tree) }

  /// Hands out a whole document, or its items when it is a list.
  func document(_ root: Node, line: Int, format: Document.Format) throws {
    var next = 0
    if try !openList(root, context: nil, next: &next, format: format) {
      try body(.document(Document(root: root, index: index, line: line, list: nil, format: format)))
    }
  }

  /// Hands out one item of a list that is read item by item, or the items of the list that it is. `next` is the number
  /// of the next item.
  func item(_ root: Node, kind: UntrustedText?, apiVersion: UntrustedText?, next: inout Int, format: Document.Format)
    throws
  {
    let context = ListContext(kind: kind, apiVersion: apiVersion, item: next)
    if try openList(root, context: context, next: &next, format: format) { return }
    try body(.document(Document(root: root, index: index, line: root.line, list: context, format: format)))
    next += 1
  }

  /// Hands out a list's items, those of lists in it included. False if this is no list, or an empty one: that is a
  /// document of its own, so that "no pods" is not lost.
  private func openList(_ root: Node, context: ListContext?, next: inout Int, format: Document.Format) throws -> Bool {
    guard let items = root["items"], items.kind == .list, items.count > 0, Self.isList(root["kind"]) else {
      return false
    }
    // A list of something that is no object (a projected volume's `items` …) is not one of Kubernetes.
    for item in items.elements where item.kind != .map { return false }
    let kind = root["kind"]?.text
    let apiVersion = root["apiVersion"]?.text
    for element in items.elements {
      try item(element, kind: kind, apiVersion: apiVersion, next: &next, format: format)
    }
    return true
  }

  /// Whether a kind is a list's: `List`, `PodList`. No kind at all may be one.
  static func isList(_ kind: Node?) -> Bool {
    guard let kind, !kind.isNull else { return true }
    return kind.text?.hasSuffix("List") ?? false
  }

  /// Call in front of each document. False when there may be no more: that has been told, and reading is to stop.
  func mayBegin() throws -> Bool {
    guard index >= limits.documents, !isFull else { return !isFull }
    isFull = true
    try problem(
      DocumentProblem(
        what: .limit, line: 0, column: 0, document: nil,
        message: "more than \(limits.documents) documents; the rest was not read (split the file)",
        costsDocument: true))
    return false
  }

  /// Call in front of each item of a list that is read item by item, with the item's number and line. False when there
  /// may be no more: that has been told, and reading is to stop.
  func mayBegin(item: Int, line: Int) throws -> Bool {
    guard item >= limits.items, !isFull else { return !isFull }
    isFull = true
    try problem(
      DocumentProblem(
        what: .limit, line: line, column: 0, document: index,
        message: "more than \(limits.items) items in one list; the rest was not read (split the list)",
        costsDocument: true))
    return false
  }

  /// Call behind each document, whether it was read or not.
  func endDocument() { index += 1 }

  /// Whether the next problem is told by itself. Where it is not, `count` takes it, and nobody has to find words for it:
  /// there may be millions.
  var tellsMore: Bool { problems < limits.problems || isFull }

  /// Counts a problem that is not told by itself.
  func count(costsDocument: Bool) {
    problems += 1
    untold += 1
    if costsDocument { hasUntoldLoss = true }
  }

  func problem(_ problem: DocumentProblem) throws {
    guard tellsMore else { return count(costsDocument: problem.costsDocument) }
    problems += 1
    try body(.problem(problem))
  }

  /// Says how many problems were not told.
  func finish() throws {
    guard untold > 0 else { return }
    try body(
      .problem(
        DocumentProblem(
          what: .more, line: 0, column: 0, document: nil,
          message: "\(untold) further problems in this file (correct the first \(limits.problems), then look again)",
          costsDocument: hasUntoldLoss)))
  }
}
