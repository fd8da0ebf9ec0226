import CSimdJSON
import CYAML
import Foundation
import TextSafety

/// Runs libyaml over a piece of text that mostly holds one document, or several after `...`.
enum YAMLParsing {
  /// What a piece of text came to.
  struct Outcome {
    /// Documents handed to `document`.
    var documents = 0
    var failure: YAMLTreeBuilder.Failure?
  }

  /// Calls `document` for each document with its tree's builder, complete. `firstLine` is the text's 1-based line.
  static func run(
    _ text: UnsafeBufferPointer<UInt8>, firstLine: Int, limits: Limits, tree makeTree: (Int) -> Tree,
    document: (YAMLTreeBuilder) throws -> Void
  ) throws -> Outcome {
    var outcome = Outcome()
    if tagDirectives(text) > limits.tagDirectives {
      let message: UntrustedText =
        "more than \(limits.tagDirectives) %TAG directives (delete them: Kubernetes reads none)"
      outcome.failure = .init(what: .limit, message: message, line: firstLine, column: 0)
      return outcome
    }
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      outcome.failure = .init(what: .limit, message: "no memory for the parser (free some)", line: 0, column: 0)
      return outcome
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
    var builder: YAMLTreeBuilder?
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else {
        outcome.failure = describe(parser, text, firstLine: firstLine)
        return outcome
      }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return outcome
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      case YAML_DOCUMENT_START_EVENT:
        let line = event.start_mark.line + firstLine
        builder = YAMLTreeBuilder(makeTree(line), limits: limits, firstLine: firstLine)
      default:
        do {
          guard try builder?.take(&event) == true, let finished = builder else { continue }
          builder = nil
          finished.tree.line = Int(finished.tree.nodes[0].line)
          try document(finished)
          outcome.documents += 1
        } catch let failure as YAMLTreeBuilder.Failure {
          outcome.failure = failure
          return outcome
        }
      }
    }
  }

  /// How many lines begin with `%TAG`: libyaml compares each directive with all before it. Lines end as libyaml ends them,
  /// also with U+0085, U+2028 and U+2029, of which the last byte is looked at.
  private static func tagDirectives(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let name = Array("%TAG".utf8)
    guard let base = text.baseAddress else { return 0 }
    var count = 0
    var offset = 0
    while offset < text.count, let found = memchr(base + offset, Int32(name[0]), text.count - offset) {
      let start = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      offset = start + 1
      let beginsLine = start == 0 || lineEnds.contains(text[start - 1])
      if beginsLine, text[start...].starts(with: name) { count += 1 }
    }
    return count
  }

  /// The last bytes of line ends, and of a byte order mark.
  private static let lineEnds: [UInt8] = [0x0A, 0x0D, 0x85, 0xA8, 0xA9, 0xBF]

  /// libyaml's complaint as a sentence with a place and advice.
  private static func describe(_ parser: yaml_parser_t, _ text: UnsafeBufferPointer<UInt8>, firstLine: Int)
    -> YAMLTreeBuilder.Failure
  {
    let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
    // What Helm leaves unrendered is no YAML in a hundred ways, all with one cure.
    let isTemplate = zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: "{") && $1 == UInt8(ascii: "{") }
    let advice =
      isTemplate
      ? "a Helm template? Render it first: helm template … | bulwark scan -"
      : "\(YAMLAdvice.of(problem)); other documents of the file were read"
    let message = UntrustedText("\(problem) (\(advice))")
    guard parser.error == YAML_READER_ERROR else {
      let mark = parser.problem_mark
      return .init(what: .syntax, message: message, line: mark.line + firstLine, column: mark.column + 1)
    }
    // The reader knows bytes, not lines.
    let before = text.prefix(Int(parser.problem_offset))
    let lines = bulwark_count_newlines(before.isEmpty ? nil : text.baseAddress, before.count)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return .init(what: .encoding, message: message, line: firstLine + lines, column: before.count - lineStart + 1)
  }
}
