package import TextSafety

/// Lines of a file as they stand there, for a person to read: the document around one of them.
package enum SourceLines {
  /// More on either side of the line is left out, and so is what a line has beyond `longest` bytes.
  package static let most = 2000
  private static let longest = 4096

  /// The lines of the document that a line is in: from one `---` to the next, where there are any.
  ///
  /// - Returns: the number of the first of them, from 1, and the lines; none where the source has not so many.
  package static func document(around line: Int, of source: any ByteSource, limits: Limits = .standard)
    throws(DocumentError) -> (first: Int, lines: [UntrustedText])
  {
    let window = ByteWindow(try Decoding.plain(source, limits: limits), limits: limits)
    var first = 1
    var number = 0
    var lines: [UntrustedText] = []
    while let bytes = next(in: window) {
      number += 1
      let isMark = bytes.starts(with: "---".utf8) && (bytes.count == 3 || bytes[3] == UInt8(ascii: " "))
      if isMark, number > line { break }
      if isMark || (number < line && lines.count >= most) {
        first = isMark ? number + 1 : first + lines.count
        lines = []
        if isMark { continue }
      }
      lines.append(bytes.withUnsafeBufferPointer { UntrustedText(utf8: $0) })
      if number >= line + most { break }
    }
    if let failure = window.failure { throw failure }
    return (first, number < line ? [] : lines)
  }

  /// The next line without its end; nil after the last.
  private static func next(in window: ByteWindow) -> [UInt8]? {
    var line: [UInt8] = []
    var isAny = false
    while window.count > 0 || window.fill() {
      isAny = true
      let end = window.bytes.firstIndex(of: UInt8(ascii: "\n"))
      let part = window.bytes[..<(end ?? window.count)]
      line += part.prefix(longest - line.count)
      window.consume(end.map { $0 + 1 } ?? window.count)
      if end != nil { break }
    }
    guard isAny else { return nil }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }
}
