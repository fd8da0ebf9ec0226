import Documents
import Hardening
import TextSafety

/// Reads fields of one object and remembers which of them have the wrong type.
struct FieldReader {
  struct Fault {
    var path: FieldPath
    var expected: String
    var line: Int
    /// No check needs the field.
    var isHarmless = false
  }

  private(set) var faults: [Fault] = []

  /// A member that should be a map.
  enum Section {
    case absent
    case map(Node)
    case malformed(FieldPath)
  }

  mutating func malformed(_ path: FieldPath, _ node: Node, _ expected: String) -> FieldPath {
    faults.append(Fault(path: path, expected: expected, line: node.line))
    return path
  }

  /// Notes a field that cannot be read and that no check needs.
  mutating func excuse(_ path: FieldPath, _ node: Node, _ expected: String) {
    faults.append(Fault(path: path, expected: expected, line: node.line, isHarmless: true))
  }

  mutating func section(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Section {
    guard let node, !node.isNull else { return .absent }
    return node.kind == .map ? .map(node) : .malformed(malformed(path(), node, "a map"))
  }

  mutating func bool(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<Bool> {
    guard let node, !node.isNull else { return .absent }
    if let value = node.bool { return .value(value) }
    return .malformed(malformed(path(), node, "a boolean"))
  }

  mutating func integer(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<Int64> {
    guard let node, !node.isNull else { return .absent }
    if let value = node.integer { return .value(value) }
    return .malformed(malformed(path(), node, "an integer"))
  }

  mutating func text(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<UntrustedText> {
    guard let node, !node.isNull else { return .absent }
    if let value = node.text { return .value(value) }
    return .malformed(malformed(path(), node, "a string"))
  }

  /// A list whose elements `read` makes; nil from it makes the whole list malformed.
  mutating func list<Value: Hashable & Sendable>(
    _ node: Node?, _ path: @autoclosure () -> FieldPath, of expected: String = "a list",
    _ read: (Node, Int, inout FieldReader) -> Value?
  ) -> Field<[Value]> {
    guard let node, !node.isNull else { return .absent }
    guard node.kind == .list else { return .malformed(malformed(path(), node, expected)) }
    var values: [Value] = []
    values.reserveCapacity(node.count)
    for (index, element) in node.elements.enumerated() {
      guard let value = read(element, index, &self) else { return .malformed(malformed(path(), element, expected)) }
      values.append(value)
    }
    return .value(values)
  }

  mutating func texts(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<[UntrustedText]> {
    list(node, path(), of: "a list of strings") { element, _, _ in element.text }
  }

  mutating func integers(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<[Int64]> {
    list(node, path(), of: "a list of integers") { element, _, _ in element.integer }
  }

  /// A list of references to objects by name.
  mutating func references(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<[UntrustedText]> {
    list(node, path(), of: "a list of names") { element, _, _ in element["name"]?.scalar }
  }

  /// Labels, annotations, selectors: a map of strings. Scalars of other types are taken as written, as people mean
  /// them; Kubernetes itself refuses them.
  mutating func pairs(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<[LabelPair]> {
    switch section(node, path()) {
    case .absent: return .absent
    case .malformed(let path): return .malformed(path)
    case .map(let map):
      var pairs: [LabelPair] = []
      for (key, value) in map.members {
        guard let text = value.scalar else {
          if value.isNull { continue }
          return .malformed(malformed(path().appending(member: key), value, "a string"))
        }
        pairs.append(LabelPair(key: key, value: text))
      }
      return .value(pairs)
    }
  }

  /// Names of a map's members.
  func keys(_ node: Node?) -> [UntrustedText] { node.map { $0.members.map(\.key) } ?? [] }

  mutating func selector(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<LabelSelector> {
    switch section(node, path()) {
    case .absent: return .absent
    case .malformed(let path): return .malformed(path)
    case .map(let map):
      var requirements: [LabelSelector.Requirement] = []
      switch pairs(map["matchLabels"], path().appending("matchLabels")) {
      case .malformed(let path): return .malformed(path)
      case .absent: break
      case .value(let labels):
        requirements = labels.map { .init(key: $0.key, operation: "In", values: [$0.value]) }
      }
      let expressions = list(
        map["matchExpressions"], path().appending("matchExpressions"), of: "a list of requirements"
      ) { element, _, _ -> LabelSelector.Requirement? in
        guard let key = element["key"]?.text, let operation = element["operator"]?.text else { return nil }
        return .init(key: key, operation: operation, values: element["values"]?.elements.compactMap(\.scalar) ?? [])
      }
      switch expressions {
      case .malformed(let path): return .malformed(path)
      case .absent: break
      case .value(let more): requirements += more
      }
      return .value(LabelSelector(requirements))
    }
  }
}
