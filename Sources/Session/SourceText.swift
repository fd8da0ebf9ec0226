package import TextSafety

/// Where a finding's object stands, as text: the document of its file.
package struct SourceText: Sendable, Hashable, Codable {
  /// As the finding calls it.
  package var file: UntrustedText
  /// Where an editor finds it; empty where it is no file that one could edit: standard input, something compressed.
  package var path: UntrustedText
  /// Number of the first line, from 1.
  package var first: Int
  package var lines: [UntrustedText]
  /// The number of the line that the finding names.
  package var line: Int

  package init(file: UntrustedText, path: UntrustedText, first: Int, lines: [UntrustedText], line: Int) {
    self.file = file
    self.path = path
    self.first = first
    self.lines = lines
    self.line = line
  }
}
