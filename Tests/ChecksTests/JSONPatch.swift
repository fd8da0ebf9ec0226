import Hardening
import TextSafety

/// A patch cannot be applied to a tree.
struct PatchFailure: Error {
  var pointer: UntrustedText
}

extension FieldValue {
  /// The tree after an operation of RFC 6902, by the letter: a missing parent is an error.
  func applying(_ operation: JSONPatchOperation) throws -> FieldValue {
    let names = operation.path.split("/").dropFirst().map { name in
      name.map { $0.replacing("~1", with: "/").replacing("~0", with: "~") }
    }
    return try applying(operation, names[...])
  }

  private func applying(_ operation: JSONPatchOperation, _ names: ArraySlice<UntrustedText>) throws -> FieldValue {
    let failure = PatchFailure(pointer: operation.path)
    guard let name = names.first else { throw failure }
    let isLast = names.count == 1
    switch self {
    case .map(var members):
      let position = members.firstIndex { $0.key == name }
      if isLast, operation.op == .test {
        guard position.map({ members[$0].value }) == operation.value else { throw failure }
      } else if isLast {
        if operation.op != .add, position == nil { throw failure }
        if let position { members.remove(at: position) }
        if let value = operation.value { members.append(Member(name, value)) }
      } else {
        guard let position else { throw failure }
        members[position].value = try members[position].value.applying(operation, names.dropFirst())
      }
      return .map(members)
    case .list(var elements):
      let index = name == "-" ? elements.count : name.parsed { Int($0) }
      guard let index, index <= elements.count else { throw failure }
      if isLast, operation.op == .test {
        guard index < elements.count, elements[index] == operation.value else { throw failure }
      } else if isLast {
        if operation.op != .add {
          guard index < elements.count else { throw failure }
          elements.remove(at: index)
        }
        if let value = operation.value { elements.insert(value, at: index) }
      } else {
        guard index < elements.count else { throw failure }
        elements[index] = try elements[index].applying(operation, names.dropFirst())
      }
      return .list(elements)
    default: throw failure
    }
  }
}
