// module: Documents

import Documents
import TextSafety

/// Reads the bytes whole and in pieces of a few bytes, under limits that are easily reached, touches every node, and
/// traps when the two readings differ.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzDocuments(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var limits = Limits()
  limits.documentBytes = 1 << 20
  limits.depth = 20
  limits.aliasNodes = 500
  limits.nodes = 2000
  limits.problems = 8
  let whole = reading(MemorySource(bytes), limits)
  let pieces = reading(MemorySource(bytes, chunk: 1 + count % 7), limits)
  precondition(whole == pieces, "a reading depends on how the bytes arrive")
  let targets = [FieldTarget(document: 0, item: 0, path: [.member("a"), .named("b"), .index(1)])]
  _ = try? DocumentReader.lines(of: targets, in: MemorySource(bytes), limits: limits)
  return 0
}

private func reading(_ source: MemorySource, _ limits: Limits) -> [UntrustedText] {
  var seen: [UntrustedText] = []
  do {
    try DocumentReader.read(source, limits: limits) { event in
      switch event {
      case .document(let document):
        var text: UntrustedText = "\(document.index) \(document.line) \(document.list?.item ?? -1)"
        append(document.root, to: &text)
        seen.append(text)
      case .problem(let problem):
        precondition(problem.line >= 0 && problem.column >= 0 && !problem.message.isEmpty)
        seen.append("\(problem.line):\(problem.column) \(problem.message)")
      }
    }
  } catch {
    seen.append("broken off")
  }
  return seen
}

private func append(_ node: Node, to text: inout UntrustedText) {
  precondition(node.line > 0)
  switch node.kind {
  case .map:
    var count = 0
    for (key, value) in node.members {
      precondition(node[member: key] != nil)
      count += 1
      text = "\(text),\(key)="
      append(value, to: &text)
    }
    precondition(count == node.count)
  case .list:
    precondition(Array(node.elements).count == node.count)
    for element in node.elements {
      text = "\(text),"
      append(element, to: &text)
    }
  default:
    _ = (node.integer, node.bool)
    if node.kind == .number { precondition(node.number != nil || node.scalar != nil) }
    text = "\(text)\(node.scalar ?? node.text ?? "null")"
  }
}
