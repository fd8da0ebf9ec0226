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

extension Node {
  /// The line of a field, or of its nearest ancestor that exists. For a map's member it is the key's.
  package func line(of path: some Sequence<FieldStep>) -> Int {
    var node = self
    var line = node.line
    for step in path {
      guard let (value, valueLine) = node.step(step) else { break }
      (node, line) = (value, valueLine)
    }
    return line
  }

  private func step(_ step: FieldStep) -> (Node, Int)? {
    switch step {
    case .member(let name):
      guard let value = self[member: name] else { return nil }
      return (value, keyLine(name) ?? value.line)
    case .index(let position): return self[element: position].map { ($0, $0.line) }
    case .named(let name) where kind == .map: return self.step(.member(name))
    case .named(let name):
      let found = elements.first { $0.isNamed(name) } ?? name.parsed { Int($0) }.flatMap { self[element: $0] }
      return found.map { ($0, $0.line) }
    }
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

  /// Whether a list's element goes by a name: its own text, or what Kubernetes merges such lists by.
  private func isNamed(_ name: UntrustedText) -> Bool {
    if let scalar { return scalar == name }
    let keys: [StaticString] = ["name", "key", "mountPath", "containerPort", "port", "ip", "type"]
    return keys.contains { self[$0]?.scalar == name }
  }
}
