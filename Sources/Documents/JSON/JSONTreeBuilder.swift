import CSimdJSON
import Foundation
import TextSafety

/// One JSON value to a tree, by simdjson. Holds simdjson's memory, so one serves a whole source.
final class JSONTreeBuilder {
  enum Outcome {
    case tree(Tree)
    case tooDeep
    /// Look for the place with `JSONSyntax`.
    case syntax
    case noMemory
  }

  private let parser: OpaquePointer?
  private let limits: Limits
  /// Of the last value: bytes that were no UTF-8 were replaced.
  private(set) var wasRepaired = false
  /// Of the last value: how many keys are overridden, and the first of the overriding ones.
  private(set) var duplicates = 0
  private(set) var duplicateKey: UntrustedText = ""

  init(limits: Limits) {
    parser = bulwark_json_parser_new()
    self.limits = limits
  }

  deinit { bulwark_json_parser_free(parser) }

  /// `text` is followed by `BULWARK_JSON_PADDING` readable bytes. `makeTree` gives an empty tree.
  /// With `exactLines` libyaml is asked first, some thirty times slower, for the line of every value.
  func parse(
    _ text: UnsafeBufferPointer<UInt8>, line: Int, exactLines: Bool = false, tree makeTree: (Int) -> Tree
  ) -> Outcome {
    wasRepaired = false
    duplicates = 0
    guard let parser else { return .noMemory }
    if exactLines, case .tree(let tree) = throughYAML(text, line: line, tree: makeTree) { return .tree(tree) }
    switch Int(bulwark_json_parse(parser, text.baseAddress, text.count, limits.depth)) {
    case BULWARK_JSON_OK: return .tree(take(parser, makeTree(line)))
    case BULWARK_JSON_DEPTH: return .tooDeep
    case BULWARK_JSON_MEMORY: return .noMemory
    case BULWARK_JSON_NUMBER: return throughYAML(text, line: line, tree: makeTree)
    case BULWARK_JSON_UTF8: return repaired(text, line: line, tree: makeTree)
    default: return .syntax
    }
  }

  private func take(_ parser: OpaquePointer, _ tree: Tree) -> Tree {
    tree.reserve(nodes: bulwark_json_node_bound(parser))
    tree.commit(nodes: bulwark_json_write_nodes(parser, tree.nodes))
    var length = 0
    if let strings = bulwark_json_strings(parser, &length) { _ = tree.append(strings, count: length) }
    var first: UInt32 = 0
    duplicates = Int(bulwark_json_duplicates(parser, &first))
    if duplicates > 0 { duplicateKey = UntrustedText(utf8: tree.text(first)) }
    return tree
  }

  /// simdjson refuses integers beyond 64 bits, which Go reads as floating point; libyaml takes them as they are, and
  /// it knows lines.
  private func throughYAML(_ text: UnsafeBufferPointer<UInt8>, line: Int, tree makeTree: (Int) -> Tree) -> Outcome {
    guard JSONSyntax.check(text) == nil else { return .syntax }
    var found: Tree?
    let outcome = try? YAMLParsing.run(text, firstLine: line, limits: limits, tree: makeTree) { found = $0.tree }
    guard let outcome, outcome.failure == nil, outcome.documents == 1, let found else { return .syntax }
    return .tree(found)
  }

  /// Go replaces bytes that are no UTF-8; so is done here, with a notice.
  private func repaired(_ text: UnsafeBufferPointer<UInt8>, line: Int, tree makeTree: (Int) -> Tree) -> Outcome {
    var bytes = Array(String(decoding: text, as: UTF8.self).utf8)
    let length = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Int(BULWARK_JSON_PADDING)))
    let outcome = bytes.withUnsafeBufferPointer { whole in
      parse(UnsafeBufferPointer(rebasing: whole[..<length]), line: line, tree: makeTree)
    }
    wasRepaired = true
    return outcome
  }
}
