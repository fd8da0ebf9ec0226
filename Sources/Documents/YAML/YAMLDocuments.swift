import CSimdJSON
import Foundation
import TextSafety

/// Splits YAML at lines that begin with `---`, as kubectl does, so that an error costs one document, and has each
/// piece parsed.
struct YAMLDocuments {
  private let window: ByteWindow
  private let output: DocumentOutput

  init(_ window: ByteWindow, _ output: DocumentOutput) {
    self.window = window
    self.output = output
  }

  /// Reads to the end of the source.
  func read() throws {
    while !output.isFull {
      skipMark()
      guard let length = try pieceLength() else { return }
      if length > 0 { try piece(length) }
      if window.count == 0, !window.fill() { return }
    }
  }

  /// A byte order mark in the middle comes of files that were joined.
  private func skipMark() {
    window.fill(to: 3)
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3, newlines: 0) }
  }

  /// How many bytes the next piece has; 0 after one that was too large and has been skipped; nil at the end.
  private func pieceLength() throws -> Int? {
    var searched = 0
    while true {
      if let next = separator(after: searched) {
        // Directives belong to the document that follows.
        if !isPreamble(next) { return next }
        searched = next
        continue
      }
      searched = max(searched, window.count - 4)
      if window.count > limits.lineBytes, try skipTooLarge(searched) { return 0 }
      if !window.fill() { return window.count > 0 ? window.count : nil }
    }
  }

  private var limits: Limits { output.limits }

  /// The offset of the first separator line behind an offset. A line at the end of what is in memory counts only when
  /// what follows its dashes is known.
  private func separator(after offset: Int) -> Int? {
    let bytes = window.bytes
    var from = offset
    while from < bytes.count {
      let line = bulwark_find_dashes(bytes.baseAddress, from, bytes.count)
      guard line < bytes.count else { return nil }
      if line + 3 < bytes.count {
        if isSpace(bytes[line + 3]) { return line }
      } else if window.isAtEnd {
        return line
      }
      from = line
    }
    return nil
  }

  /// Whether the first bytes hold directives and comments only.
  private func isPreamble(_ length: Int) -> Bool {
    let head = UnsafeBufferPointer(rebasing: window.bytes[..<length])
    guard head.first == UInt8(ascii: "%") || head.first == UInt8(ascii: "#") || head.first.map(isSpace) == true else {
      return false
    }
    var hasDirective = false
    for line in head.split(separator: UInt8(ascii: "\n")) {
      guard let first = line.first(where: { !isSpace($0) }) else { continue }
      if line.first == UInt8(ascii: "%") {
        hasDirective = true
      } else if first != UInt8(ascii: "#") {
        return false
      }
    }
    return hasDirective
  }

  /// Skips to the next separator when the piece is beyond a limit. `searched` bytes hold no separator.
  private func skipTooLarge(_ searched: Int) throws -> Bool {
    let tooLarge = window.count > limits.documentBytes
    guard tooLarge || longestLine() > limits.lineBytes else { return false }
    let line = window.line
    while separator(after: 0) == nil {
      window.consume(max(0, window.count - 4))
      if !window.fill() {
        window.consume(window.count)
        break
      }
    }
    if let next = separator(after: 0) { window.consume(next) }
    let message: UntrustedText =
      tooLarge
      ? "the document is larger than \(limits.documentBytes >> 20) MiB (split it with ---)"
      : "a line is longer than \(limits.lineBytes >> 20) MiB (is this YAML?)"
    try problem(.limit, line: line, column: 0, message)
    output.endDocument()
    return true
  }

  private func longestLine() -> Int {
    var longest = 0
    var start = 0
    let bytes = window.bytes
    guard let base = bytes.baseAddress else { return 0 }
    while start < bytes.count, let found = memchr(base + start, 10, bytes.count - start) {
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      longest = max(longest, end - start)
      start = end + 1
    }
    return max(longest, bytes.count - start)
  }

  /// Parses and consumes the first bytes.
  private func piece(_ length: Int) throws {
    let text = UnsafeBufferPointer(rebasing: window.bytes[..<length])
    let line = window.line
    defer { window.consume(length) }
    guard !isEmpty(text), try output.mayBegin() else { return }
    let outcome = try YAMLParsing.run(text, firstLine: line, limits: limits, tree: output.tree(line:)) { builder in
      try emit(builder)
    }
    guard let failure = outcome.failure else { return }
    try problem(failure.what, line: failure.line, column: failure.column, "yaml: \(failure.message)")
    output.endDocument()
  }

  /// Whether there is nothing but a separator and comments.
  private func isEmpty(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = text.starts(with: [45, 45, 45]) ? 3 : 0
    while index < text.count {
      if text[index] == UInt8(ascii: "#") {
        guard let end = text[index...].firstIndex(of: 10) else { return true }
        index = end
      } else if !isSpace(text[index]) {
        return false
      }
      index += 1
    }
    return true
  }

  private func emit(_ builder: YAMLTreeBuilder) throws {
    let tree = builder.tree
    for key in builder.duplicates {
      let name = UntrustedText(utf8: tree.text(key))
      try problem(
        .duplicateKey, line: Int(tree.nodes[Int(key)].line), column: 0,
        "the key \"\(name)\" occurs twice; the last one counts (delete the other)", costs: false)
    }
    try output.document(Node(tree, 0), line: tree.line, format: .yaml)
    output.recycle(tree)
    output.endDocument()
  }

  private func problem(
    _ what: DocumentProblem.What, line: Int, column: Int, _ message: UntrustedText, costs: Bool = true
  ) throws {
    try output.problem(
      DocumentProblem(
        what: what, line: line, column: column, document: output.index, message: message, costsDocument: costs))
  }
}
