import Documents
import TextSafety

/// What a source came to, for expectations.
struct Reading {
  var documents: [Document] = []
  var problems: [DocumentProblem] = []

  init(_ source: any ByteSource, limits: Limits = .standard) throws {
    var documents: [Document] = []
    var problems: [DocumentProblem] = []
    try DocumentReader.read(source, limits: limits) { event in
      switch event {
      case .document(let document): documents.append(document)
      case .problem(let problem): problems.append(problem)
      }
    }
    (self.documents, self.problems) = (documents, problems)
  }

  init(_ text: String, chunk: Int = .max, limits: Limits = .standard) throws {
    try self.init(MemorySource(text, chunk: chunk), limits: limits)
  }

  /// Every document in one notation, to compare formats and chunkings.
  var dump: [String] { documents.map { dumped($0.root) } }
}

/// A tree as text: `{a: 1, b: [true, "x", null]}`.
func dumped(_ node: Node) -> String {
  switch node.kind {
  case .null: "null"
  case .bool: node.bool == true ? "true" : "false"
  case .number: node.integer.map { String($0) } ?? node.number.map { String($0) } ?? "?"
  case .string: node.text?.parsed { "\"" + $0 + "\"" } ?? "?"
  case .list: "[" + node.elements.map(dumped).joined(separator: ", ") + "]"
  case .map:
    "{" + node.members.map { ($0.key.parsed { $0 } ?? "?") + ": " + dumped($0.value) }.joined(separator: ", ") + "}"
  }
}
