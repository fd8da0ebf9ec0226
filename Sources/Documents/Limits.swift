/// How much of an input is taken, so that no file can exhaust memory or time. What is beyond a limit costs its
/// document, not the file, and says so.
package struct Limits: Sendable {
  /// Bytes of one YAML document, one JSON value, or one item of a JSON list.
  package var documentBytes = 64 << 20
  /// Bytes of one line of YAML; JSON may be written in one line.
  package var lineBytes = 16 << 20
  /// Lists and maps within one another.
  package var depth = 200
  /// Nodes that a document's aliases would add if they were written out.
  package var aliasNodes = 1_000_000
  /// Nodes of one document, each key and each value counted.
  package var nodes = 5_000_000
  /// `%TAG` directives of one piece of YAML between lines of `---`.
  package var tagDirectives = 16
  /// Documents of one source, items of lists not counted.
  package var documents = 1_000_000
  /// Items of one JSON list.
  package var items = 10_000_000
  /// Problems that are told one by one; a last one gives the number of the others.
  package var problems = 100
  /// Bytes of one source, after decompression.
  package var sourceBytes = 16 << 30
  /// How many times as large as the file what a gzip file holds may be, once it is above `inflatedBytes`. Objects of
  /// Kubernetes shrink by ten to sixty times; a thousand is what zeros reach.
  package var inflation = 250
  /// Bytes that a gzip file may hold whatever its own size.
  package var inflatedBytes = 256 << 20

  package init() {}

  package static let standard = Limits()
}
