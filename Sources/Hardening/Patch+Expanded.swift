import TextSafety

extension Patch {
  /// The patch in the terms of RFC 6902: maps and lists that are missing on the way are made first, each by an operation
  /// of its own, because `add` needs its parent.
  ///
  /// - Parameters:
  ///   - prefix: where the object's kind keeps the pod (`[spec, template]`), for paths that begin at the pod.
  ///   - exists: whether the object has the field at a path as the patch states it; asked of parents only.
  package func expanded(pod prefix: [StaticString] = [], exists: (FieldPath) -> Bool) -> [JSONPatchOperation] {
    var expanded: [JSONPatchOperation] = []
    var made: Set<FieldPath> = []
    for operation in operations {
      switch operation {
      case .remove(let path):
        expanded.append(JSONPatchOperation(op: .remove, path: path.resolved(pod: prefix).pointer))
      case .add(let path, let value):
        for length in path.components.indices.dropFirst() {
          let parent = FieldPath(path.root, Array(path.components[..<length]))
          if made.contains(parent) || exists(parent) { continue }
          made.insert(parent)
          let empty: FieldValue =
            switch path.components[length] {
            case .member: .map([])
            case .element, .end: .list([])
            }
          expanded.append(JSONPatchOperation(op: .add, path: parent.resolved(pod: prefix).pointer, value: empty))
        }
        expanded.append(JSONPatchOperation(op: .add, path: path.resolved(pod: prefix).pointer, value: value))
      }
    }
    return expanded
  }
}
