import TextSafety

extension Patch {
  /// The patch in the terms of RFC 6902, each element of a list guarded by a `test` of what it is called, so that an
  /// index that means another element by now changes nothing.
  ///
  /// `add` needs its parent: where maps or lists are missing on the way, the outermost of them is added once, with all in
  /// it that the patch puts there. An empty map that others fill would take away what the object has got since.
  ///
  /// - Parameters:
  ///   - prefix: where the object's kind keeps the pod (`[spec, template]`), for paths that begin at the pod.
  ///   - evidence: what shows the failure in the patched object: guards elements without a name.
  ///   - exists: whether the object has the field at a path as the patch states it; asked of parents only.
  package func expanded(
    pod prefix: [StaticString] = [], evidence: [Evidence] = [], exists: (FieldPath) -> Bool
  ) -> [JSONPatchOperation] {
    var expansion = Expansion(prefix: prefix, evidence: evidence)
    for operation in operations {
      switch operation {
      case .remove(let path, let was):
        expansion.guardElements(of: path, was)
        expansion.append(.remove, path)
      case .add(let path, let value):
        expansion.guardElements(of: path)
        if expansion.extend(path, value) { continue }
        guard let parent = Patch.missingParent(of: path, exists) else {
          expansion.append(.add, path, value)
          continue
        }
        expansion.made.append((parent, expansion.operations.count))
        let below = path.components[parent.components.count...]
        expansion.append(.add, parent, FieldValue.absent.putting(value, at: below))
      }
    }
    return expansion.operations
  }

  /// The outermost parent of a path that is not there; nil where all are.
  private static func missingParent(of path: FieldPath, _ exists: (FieldPath) -> Bool) -> FieldPath? {
    var parent = FieldPath(path.root)
    parent.components.reserveCapacity(path.components.count)
    for component in path.components.dropLast() {
      parent.components.append(component)
      if !exists(parent) { return parent }
    }
    return nil
  }

  private struct Expansion {
    let prefix: [StaticString]
    let evidence: [Evidence]
    var operations: [JSONPatchOperation] = []
    /// Parents that are added whole, and the operations that do so; the few of one patch.
    var made: [(parent: FieldPath, operation: Int)] = []
    private var guarded: [FieldPath] = []

    init(prefix: [StaticString], evidence: [Evidence]) {
      self.prefix = prefix
      self.evidence = evidence
    }

    mutating func append(_ op: JSONPatchOperation.Op, _ path: FieldPath, _ value: FieldValue? = nil) {
      operations.append(JSONPatchOperation(op: op, path: path.pointer(pod: prefix), value: value))
    }

    /// Puts a value into a parent that is added already; false where none is on the way.
    mutating func extend(_ path: FieldPath, _ value: FieldValue) -> Bool {
      guard let (parent, position) = made.first(where: { path != $0.parent && path.isWithin($0.parent) }) else {
        return false
      }
      let whole = operations[position].value ?? .absent
      operations[position].value = whole.putting(value, at: path.components[parent.components.count...])
      return true
    }

    /// Tests that the elements on the way are those that are meant.
    mutating func guardElements(of path: FieldPath, _ was: FieldValue? = nil) {
      for (position, component) in path.components.enumerated() {
        guard case .element(let name, _) = component else { continue }
        let element = FieldPath(path.root, Array(path.components[...position]))
        if made.contains(where: { element.isWithin($0.parent) }) || guarded.contains(element) { continue }
        guarded.append(element)
        if let was, element == path {
          append(.test, path, was)
        } else if !name.isEmpty {
          append(.test, element.appending("name"), .string(name))
        } else if let shown = evidence.first(where: { $0.path.isWithin(element) && $0.value.canBeTested }) {
          append(.test, shown.path, shown.value)
        }
      }
    }
  }
}

extension FieldPath {
  /// Whether it is another path or lies below it.
  fileprivate func isWithin(_ other: FieldPath) -> Bool {
    root == other.root && components.starts(with: other.components)
  }
}

extension FieldValue {
  /// Evidence of these kinds stands in the object as it is shown.
  fileprivate var canBeTested: Bool {
    switch self {
    case .bool, .integer, .string, .list: true
    case .absent, .null, .number, .map: false
    }
  }

  /// This value with another one at a place in it, whose maps and lists are made.
  fileprivate func putting(_ value: FieldValue, at place: ArraySlice<FieldPath.Component>) -> FieldValue {
    guard let first = place.first else { return value }
    switch first {
    case .member(let name):
      var members: [Member] = []
      if case .map(let present) = self { members = present }
      let new = (self[name] ?? .absent).putting(value, at: place.dropFirst())
      if let position = members.firstIndex(where: { $0.key == name }) {
        members[position].value = new
      } else {
        members.append(Member(name, new))
      }
      return .map(members)
    case .element, .end:
      var elements: [FieldValue] = []
      if case .list(let present) = self { elements = present }
      elements.append(FieldValue.absent.putting(value, at: place.dropFirst()))
      return .list(elements)
    }
  }
}
