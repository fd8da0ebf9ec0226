import CSimdJSON
import TextSafety

/// Reads JSON values that follow one another, on lines of their own or not, and the items of lists one by one.
final class JSONDocuments {
  enum Ending {
    case end
    /// A line of dashes follows: the rest is YAML.
    case yamlFollows
  }

  let window: ByteWindow
  let output: DocumentOutput
  let builder: JSONTreeBuilder
  /// After a value that never closed: an opening brace at the start of a line begins the next one.
  private var isResyncing = false

  init(_ window: ByteWindow, _ output: DocumentOutput) {
    self.window = window
    self.output = output
    builder = JSONTreeBuilder(limits: output.limits)
  }

  var limits: Limits { output.limits }

  func read() throws -> Ending {
    while skipSpace(), try output.mayBegin() {
      switch window[0] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): try value()
      case UInt8(ascii: "-"):
        window.fill(to: 3)
        if window.bytes.starts(with: [45, 45, 45]) { return .yamlFollows }
        try stray()
      default: try stray()
      }
    }
    return .end
  }

  /// To the next byte that is no space; false at the end.
  func skipSpace() -> Bool {
    while true {
      let bytes = window.bytes
      if let next = bytes.firstIndex(where: { !isSpace($0) }) {
        window.consume(next)
        return true
      }
      window.consume(bytes.count)
      if !window.fill() { return false }
    }
  }

  /// Text between values: told, and skipped to the end of its line.
  private func stray() throws {
    try problem(
      .syntax, line: window.line, column: 0, "json: expected { or [ at the beginning of a value (remove the text)")
    output.endDocument()
    while true {
      if let newline = window.bytes.firstIndex(of: UInt8(ascii: "\n")) { return window.consume(newline) }
      window.consume(window.count)
      if !window.fill() { return }
    }
  }

  private func value() throws {
    var scan = bulwark_json_scan()
    let isObject = window[0] == UInt8(ascii: "{")
    var mayBeList = isObject
    var at = 0
    while true {
      var isBroken = false
      let stop = bulwark_json_scan_run(
        &scan, window.bytes.baseAddress, at, window.count, isObject ? 1 : 0, isResyncing, &isBroken)
      if isBroken { return try broken(stop, reachesEnd: false) }
      if stop == window.count {
        at = stop
        if scan.nodes > limits.nodes { return try skip(&scan, "more than \(limits.nodes) values in one document") }
        if window.count > limits.documentBytes {
          return try skip(&scan, "the document is larger than \(limits.documentBytes >> 20) MiB")
        }
        if !window.fill() { return try broken(stop, reachesEnd: true) }
        continue
      }
      at = stop + 1
      if scan.depth == 0 { return try document(at, scan) }
      guard mayBeList, scan.depth == 2, window[stop] == UInt8(ascii: "["), isItems(stop) else { continue }
      let list = JSONList(self, headerLength: at, newlines: Int(scan.newlines))
      if try list.read() { return }
      mayBeList = false
    }
  }

  /// Whether the key in front of a bracket is `"items"`.
  private func isItems(_ bracket: Int) -> Bool {
    var at = bracket
    func back() -> UInt8? {
      repeat { at -= 1 } while at >= 0 && isSpace(window[at])
      return at >= 0 ? window[at] : nil
    }
    let key: [UInt8] = Array("\"items\"".utf8)
    guard back() == UInt8(ascii: ":"), back() == UInt8(ascii: "\""), at >= key.count else { return false }
    guard window.bytes[(at - key.count + 1)...at].elementsEqual(key) else { return false }
    at -= key.count - 1
    let before = back()
    return before == UInt8(ascii: ",") || before == UInt8(ascii: "{")
  }

  private func document(_ length: Int, _ scan: bulwark_json_scan) throws {
    let line = window.line
    if scan.deepest > limits.depth || scan.nodes > limits.nodes {
      window.consume(length, newlines: Int(scan.newlines))
      try problem(.limit, line: line, column: 0, excess(scan))
      return output.endDocument()
    }
    let exactLines = output.wantsExactLines()
    switch builder.parse(text(length), line: line, exactLines: exactLines, tree: output.tree(line:)) {
    case .tree(let tree):
      window.consume(length, newlines: Int(scan.newlines))
      try notices(line: line)
      try output.document(Node(tree, 0), line: line, format: .json)
      output.recycle(tree)
      output.endDocument()
    case .syntax: try broken(length, reachesEnd: false)
    case .tooDeep, .noMemory:
      window.consume(length, newlines: Int(scan.newlines))
      try problem(.limit, line: line, column: 0, "no memory for the document (split it)")
      output.endDocument()
    }
  }

  func excess(_ scan: bulwark_json_scan) -> UntrustedText {
    scan.deepest > limits.depth
      ? "nested deeper than \(limits.depth) levels (flatten the document)"
      : "more than \(limits.nodes) values in one document (split it)"
  }

  func text(_ length: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: window.bytes[..<length]) }

  /// What the last parse let pass.
  func notices(line: Int) throws {
    if builder.wasRepaired {
      try problem(
        .encoding, line: line, column: 0, "bytes that are no UTF-8 were replaced (save the file as UTF-8)", costs: false
      )
    }
    if builder.duplicates > 0 {
      try problem(
        .duplicateKey, line: line, column: 0,
        "the key \"\(builder.duplicateKey)\" occurs twice; the last one counts (delete the other)", costs: false)
    }
  }

  /// Tells what is wrong with the first bytes and goes behind them, or to the next line that begins with a brace.
  private func broken(_ length: Int, reachesEnd: Bool) throws {
    let text = text(length)
    if !isResyncing, try readAsYAML(text) { return window.consume(length) }
    let fault = JSONSyntax.check(text)
    let place = window.position(of: fault?.offset ?? 0)
    let message = fault?.message ?? "not JSON"
    if reachesEnd, fault?.isAtEnd == true {
      try problem(
        .truncated, line: place.line, column: place.column,
        "json: the file ends inside the value that begins at line \(window.line) (write it again)")
    } else {
      try problem(.syntax, line: place.line, column: place.column, "json: \(message) (correct it there)")
    }
    output.endDocument()
    guard reachesEnd, let next = nextLineWithBrace(in: text, from: max(1, fault?.offset ?? 1)) else {
      return window.consume(length)
    }
    isResyncing = true
    window.consume(next)
  }

  private func nextLineWithBrace(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < text.count else { return nil }
    return text[start...].indices.first { text[$0] == UInt8(ascii: "{") && text[$0 - 1] == UInt8(ascii: "\n") }
  }

  /// YAML in braces looks like JSON at first sight, so kubectl tries YAML second.
  private func readAsYAML(_ text: UnsafeBufferPointer<UInt8>) throws -> Bool {
    var builders: [YAMLTreeBuilder] = []
    let outcome = try YAMLParsing.run(text, firstLine: window.line, limits: limits, tree: output.tree(line:)) {
      builders.append($0)
    }
    guard outcome.failure == nil, outcome.documents > 0 else { return false }
    for builder in builders {
      try output.document(Node(builder.tree, 0), line: builder.tree.line, format: .yaml)
      output.endDocument()
    }
    return true
  }

  /// Runs to the end of a value that is too large, keeping none of it. `scan` has taken in all that is in memory.
  func skip(_ scan: inout bulwark_json_scan, _ why: UntrustedText) throws {
    let line = window.line
    var ignored = false
    window.consume(window.count)
    while scan.depth > 0, window.fill() {
      let stop = bulwark_json_scan_run(&scan, window.bytes.baseAddress, 0, window.count, 0, false, &ignored)
      window.consume(min(stop + 1, window.count))
    }
    try problem(.limit, line: line, column: 0, "\(why) (split it)")
    output.endDocument()
  }

  func problem(
    _ what: DocumentProblem.What, line: Int, column: Int, _ message: UntrustedText, costs: Bool = true
  ) throws {
    try output.problem(
      DocumentProblem(
        what: what, line: line, column: column, document: output.index, message: message, costsDocument: costs))
  }
}
