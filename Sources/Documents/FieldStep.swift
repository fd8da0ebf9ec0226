import CSimdJSON
package import TextSafety

/// One step on the way from a document's root to a field.
package enum FieldStep: Hashable, Sendable {
  /// A map's member.
  case member(UntrustedText)
  /// The list's element of a name: `containers[web]`, `capabilities.add[SYS_ADMIN]`; a map's member whose name has
  /// dots: `labels[app.kubernetes.io/name]`.
  case named(UntrustedText)
  /// The list's element at a position, from 0.
  case index(Int)

  /// The steps of a path as findings write it: `spec.containers[web].ports[0].hostPort`. Dots inside of brackets
  /// separate nothing; digits alone in brackets are a position if the list has no element of that name.
  package static func steps(of path: UntrustedText) -> [FieldStep] {
    path.parsed { path in
      var steps: [FieldStep] = []
      var part = ""
      var depth = 0
      func end() {
        if !part.isEmpty { steps.append(.member(UntrustedText(part))) }
        part = ""
      }
      for character in path {
        switch character {
        case "[" where depth == 0:
          end()
          depth = 1
        case "]" where depth == 1:
          steps.append(.named(UntrustedText(part)))
          part = ""
          depth = 0
        case "[", "]":
          depth += character == "[" ? 1 : -1
          part.append(character)
        case "." where depth == 0: end()
        default: part.append(character)
        }
      }
      end()
      return steps
    } ?? []
  }
}

/// Finds the lines of fields of one document. Looks through each list once, however many fields are asked for.
package struct FieldLines {
  private struct List {
    var elements: [Node]
    /// The first element of each name.
    var byName: [UntrustedText: Int] = [:]

    init(_ node: Node) {
      elements = Array(node.elements)
      for (position, element) in elements.enumerated() {
        for name in element.namesInList where byName[name] == nil { byName[name] = position }
      }
    }

    subscript(position: Int) -> Node? { elements.indices.contains(position) ? elements[position] : nil }
  }

  private let root: Node
  private var lists: [UInt32: List] = [:]

  package init(_ root: Node) { self.root = root }

  /// The line of a field, or of its nearest ancestor that exists. For a map's member it is the key's.
  package mutating func line(of path: some Sequence<FieldStep>) -> Int {
    var node = root
    var line = node.line
    for step in path {
      guard let (value, valueLine) = self.step(step, from: node) else { break }
      (node, line) = (value, valueLine)
    }
    return line
  }

  private mutating func step(_ step: FieldStep, from node: Node) -> (Node, Int)? {
    switch step {
    case .member(let name): return node.member(name)
    case .named(let name) where node.kind == .map: return node.member(name)
    case .index(let position): return list(node)[position].map { ($0, $0.line) }
    case .named(let name):
      let list = list(node)
      let position = list.byName[name] ?? name.parsed { Int($0) }
      return position.flatMap { list[$0] }.map { ($0, $0.line) }
    }
  }

  private mutating func list(_ node: Node) -> List {
    if let known = lists[node.index] { return known }
    let list = List(node)
    lists[node.index] = list
    return list
  }
}

extension Node {
  fileprivate func member(_ name: UntrustedText) -> (Node, Int)? {
    guard let value = self[member: name] else { return nil }
    return (value, keyLine(name) ?? value.line)
  }

  private func keyLine(_ name: UntrustedText) -> Int? {
    var line: UInt32 = 0
    _ = name.matches { text in
      var text = text
      line = text.withUTF8 { tree.keyIndex(in: index, $0) }.map { tree.nodes[Int($0)].line } ?? 0
      return true
    }
    return line > 0 ? Int(line) : nil
  }

  /// What a list's element goes by: its own text, or what Kubernetes merges such lists by.
  fileprivate var namesInList: [UntrustedText] {
    if let scalar { return [scalar] }
    let keys: [StaticString] = ["name", "key", "mountPath", "containerPort", "port", "ip", "type"]
    return keys.compactMap { self[$0]?.scalar }
  }
}
