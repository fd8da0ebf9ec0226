import CSimdJSON
import TextSafety

/// A JSON list whose items are handed out one by one: memory holds one item, whatever the length of the list.
///
/// Only a list that says so (`kind` in front of `items`) or whose first item has a kind of its own is read like this;
/// everything else is read whole, since what follows the items may still show that they are none.
final class JSONList {
  private let documents: JSONDocuments
  private let headerLength: Int
  private let headerNewlines: Int
  private var kind: UntrustedText?
  private var apiVersion: UntrustedText?
  /// The list without its items.
  private var skeleton: [UInt8]
  private var next = 0

  /// The window begins with the list, whose first `headerLength` bytes end with the bracket of `items`.
  init(_ documents: JSONDocuments, headerLength: Int, newlines: Int) {
    self.documents = documents
    self.headerLength = headerLength
    headerNewlines = newlines
    skeleton = Array(documents.text(headerLength))
  }

  private var window: ByteWindow { documents.window }
  private var limits: Limits { documents.limits }

  /// False, and nothing consumed, if this is to be read whole.
  func read() throws -> Bool {
    let line = window.line
    guard decide() else { return false }
    window.consume(headerLength, newlines: headerNewlines)
    try items()
    if next == 0, let tree = parseSkeleton(line: line) {
      try documents.output.document(Node(tree, 0), line: line, format: .json)
    }
    documents.output.endDocument()
    return true
  }

  private func decide() -> Bool {
    if let tree = parse(skeleton + [UInt8(ascii: "]"), UInt8(ascii: "}")], line: window.line) {
      let header = Node(tree, 0)
      kind = header["kind"]?.text
      apiVersion = header["apiVersion"]?.text
      if header["kind"] != nil { return DocumentOutput.isList(header["kind"]) }
    }
    return firstItemHasKind()
  }

  private func firstItemHasKind() -> Bool {
    var scan = bulwark_json_scan()
    var at = headerLength
    var start: Int?
    var ignored = false
    while true {
      let stop = bulwark_json_scan_run(&scan, window.bytes.baseAddress, at, window.count, 0, false, &ignored)
      if stop == window.count {
        guard window.count <= limits.documentBytes, scan.nodes <= limits.nodes, window.fill() else { return false }
        at = stop
        continue
      }
      at = stop + 1
      if let start, scan.depth == 0 {
        guard scan.nodes <= limits.nodes else { return false }
        let text = UnsafeBufferPointer(rebasing: window.bytes[start..<at])
        guard case .tree(let tree) = documents.builder.parse(text, line: 0, tree: documents.output.tree(line:)) else {
          return false
        }
        return Node(tree, 0)["kind"]?.text != nil && Node(tree, 0)["apiVersion"]?.text != nil
      }
      guard start == nil, window[stop] == UInt8(ascii: "{") else { return false }
      start = stop
    }
  }

  private func items() throws {
    while documents.skipSpace() {
      switch window[0] {
      case UInt8(ascii: "{"):
        guard try documents.output.mayBegin(item: next, line: window.line) else { return }
        try item()
      case UInt8(ascii: ","): skipCommas()
      case UInt8(ascii: "]"): return try tail()
      default:
        guard try documents.output.mayBegin(item: next, line: window.line) else { return }
        try stray()
      }
    }
    try truncated()
  }

  private func skipCommas() {
    let bytes = window.bytes
    window.consume(bytes.firstIndex { $0 != UInt8(ascii: ",") } ?? bytes.count)
  }

  private func truncated() throws {
    try documents.problem(
      .truncated, line: window.line, column: 0,
      "json: the file ends inside the list, after \(next) items (write it again; the items before were read)")
  }

  private func item() throws {
    let line = window.line
    var scan = bulwark_json_scan()
    var ignored = false
    var at = 0
    while true {
      let stop = bulwark_json_scan_run(&scan, window.bytes.baseAddress, at, window.count, 0, false, &ignored)
      guard stop == window.count else {
        at = stop + 1
        if scan.depth == 0 { break }
        continue
      }
      at = stop
      if scan.nodes > limits.nodes {
        return try skipItem(&scan, line: line, "more than \(limits.nodes) values")
      }
      if window.count > limits.documentBytes {
        return try skipItem(&scan, line: line, "larger than \(limits.documentBytes >> 20) MiB")
      }
      if !window.fill() {
        window.consume(window.count)
        return
      }
    }
    defer { window.consume(at, newlines: Int(scan.newlines)) }
    if scan.deepest > limits.depth || scan.nodes > limits.nodes {
      return try problem(.limit, line: line, column: 0, documents.excess(scan))
    }
    let text = documents.text(at)
    let exactLines = documents.output.wantsExactLines(item: next)
    switch documents.builder.parse(text, line: line, exactLines: exactLines, tree: documents.output.tree(line:)) {
    case .tree(let tree):
      try documents.notices(line: line)
      try documents.output.item(
        Node(tree, 0), kind: kind, apiVersion: apiVersion, next: &next, format: .json)
      documents.output.recycle(tree)
    case .syntax:
      let fault = JSONSyntax.check(text)
      let place = window.position(of: fault?.offset ?? 0)
      try problem(
        .syntax, line: place.line, column: place.column, "json: \(fault?.message ?? "not JSON") (correct it there)")
    case .tooDeep, .noMemory:
      try problem(.limit, line: line, column: 0, "no memory for the item (split the list)")
    }
  }

  /// A problem that costs one item, which keeps its number.
  private func problem(_ what: DocumentProblem.What, line: Int, column: Int, _ message: UntrustedText) throws {
    try documents.problem(what, line: line, column: column, "item \(next): \(message)")
    next += 1
  }

  private func skipItem(_ scan: inout bulwark_json_scan, line: Int, _ why: UntrustedText) throws {
    var ignored = false
    window.consume(window.count)
    while scan.depth > 0, window.fill() {
      let stop = bulwark_json_scan_run(&scan, window.bytes.baseAddress, 0, window.count, 0, false, &ignored)
      window.consume(min(stop + 1, window.count))
    }
    try problem(.limit, line: line, column: 0, "\(why) (split it)")
  }

  /// Something in the list that is no object: told, and skipped up to the next comma, bracket or line.
  private func stray() throws {
    if documents.output.tellsMore {
      try problem(.syntax, line: window.line, column: 0, "json: expected an object (remove the text)")
    } else {
      documents.output.count(costsDocument: true)
      next += 1
    }
    var isFirst = true
    while true {
      let bytes = window.bytes
      let end = bytes.indices.first { index in
        if isFirst && index == 0 { return false }
        let byte = bytes[index]
        return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "\n")
      }
      window.consume(end ?? bytes.count)
      isFirst = false
      if end != nil || !window.fill() { return }
    }
  }

  /// From the bracket that closes `items` to the brace that closes the list.
  private func tail() throws {
    var scan = bulwark_json_scan()
    scan.depth = 2
    var ignored = false
    while true {
      let stop = bulwark_json_scan_run(&scan, window.bytes.baseAddress, 0, window.count, 0, false, &ignored)
      let isOpen = stop == window.count
      let length = isOpen ? stop : stop + 1
      if skeleton.count + length <= limits.documentBytes { skeleton += documents.text(length) }
      window.consume(length)
      if !isOpen, scan.depth <= 0 { return }
      if window.count == 0, !window.fill() { return try truncated() }
    }
  }

  private func parseSkeleton(line: Int) -> Tree? { parse(skeleton, line: line) }

  private func parse(_ bytes: [UInt8], line: Int) -> Tree? {
    let padded = bytes + [UInt8](repeating: 0, count: Int(BULWARK_JSON_PADDING))
    var scan = bulwark_json_scan()
    var ignored = false
    _ = bulwark_json_scan_run(&scan, padded, 0, bytes.count, -1, false, &ignored)
    guard scan.nodes <= limits.nodes else { return nil }
    return padded.withUnsafeBufferPointer { whole in
      let text = UnsafeBufferPointer(rebasing: whole[..<bytes.count])
      guard case .tree(let tree) = documents.builder.parse(text, line: line, tree: documents.output.tree(line:)) else {
        return nil
      }
      return tree
    }
  }
}
