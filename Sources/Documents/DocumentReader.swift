import TextSafety

/// Reads a source's documents, whatever they are written in: YAML, JSON, JSON lines, any of them compressed by gzip or
/// written in UTF-16 or UTF-32.
package enum DocumentReader {
  /// Calls `body` for each document and each problem in the order of the file. Memory is bounded by the largest
  /// document or list item, not by the source. Throws `DocumentError` when the source breaks off, after the documents
  /// before that; and what `body` throws.
  package static func read(
    _ source: any ByteSource, limits: Limits = .standard, _ body: (DocumentEvent) throws -> Void
  ) throws {
    try read(source, limits: limits, exactLines: nil, body)
  }

  /// `exactLines` says of which documents, by index and item, JSON's lines are wanted too.
  static func read(
    _ source: any ByteSource, limits: Limits, exactLines: ((Int, Int) -> Bool)?, _ body: (DocumentEvent) throws -> Void
  ) throws {
    try withoutActuallyEscaping(body) { body in
      let window = ByteWindow(try Decoding.plain(source, limits: limits), limits: limits)
      let output = DocumentOutput(limits: limits, exactLines: exactLines, body)
      try read(window, into: output)
      try output.finish()
      if let failure = window.failure { throw failure }
    }
  }

  private static func read(_ window: ByteWindow, into output: DocumentOutput) throws {
    window.fill(to: 4096)
    guard !looksBinary(window.bytes) else {
      try output.problem(
        DocumentProblem(
          what: .notText, line: 0, column: 0, document: nil,
          message: "not a text file (leave it out, or name a YAML or JSON file)", costsDocument: true))
      return
    }
    // Whitespace before the first value belongs to neither format.
    var skipped = 0
    while skipped < window.count || window.fill() {
      guard isSpace(window[skipped]) else { break }
      skipped += 1
      if skipped == window.count {
        window.consume(skipped)
        skipped = 0
      }
    }
    guard skipped < window.count else { return }
    if looksLikeJSON(window, skipped) {
      let json = JSONDocuments(window, output)
      guard try json.read() == .yamlFollows else { return }
    }
    try YAMLDocuments(window, output).read()
  }

  /// Two braces begin a template, which fails as YAML, document by document.
  private static func looksLikeJSON(_ window: ByteWindow, _ start: Int) -> Bool {
    window.fill(to: start + 2)
    let isTemplate = window.count > start + 1 && window[start + 1] == UInt8(ascii: "{")
    return window[start] == UInt8(ascii: "[") || (window[start] == UInt8(ascii: "{") && !isTemplate)
  }

  /// A NUL, or a good part of control characters, near the beginning.
  private static func looksBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = bytes.prefix(1024)
    var odd = 0
    for byte in head {
      if byte == 0 { return true }
      if byte < 0x20, !isSpace(byte), byte != 0x0C, byte != 0x1B { odd += 1 }
    }
    return odd * 10 > head.count
  }
}

@inline(__always)
func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
}
