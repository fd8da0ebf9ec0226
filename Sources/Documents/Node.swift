import CSimdJSON
package import TextSafety

/// One value in a document's tree. A handle of two words: copying it copies nothing of the tree, and the tree lives as
/// long as any of its nodes. Aliases of YAML are already replaced by what they stand for.
package struct Node: Sendable {
  package enum Kind: Sendable, Equatable {
    case null, bool, number, string, list, map
  }

  let tree: Tree
  let index: UInt32

  /// `index` must not be that of an alias.
  @inline(__always)
  init(_ tree: Tree, _ index: UInt32) {
    self.tree = tree
    self.index = index
  }

  @inline(__always)
  var record: bulwark_node { tree.nodes[Int(index)] }

  package var kind: Kind {
    switch Int(record.kind) {
    case BULWARK_BOOL: .bool
    case BULWARK_NUMBER: .number
    case BULWARK_STRING: .string
    case BULWARK_LIST: .list
    case BULWARK_MAP: .map
    default: .null
    }
  }

  package var isNull: Bool { record.kind == UInt8(BULWARK_NULL) }

  /// The 1-based line in the file. JSON knows only the line at which the document or the list's item begins.
  package var line: Int { record.line == 0 ? tree.line : Int(record.line) }

  /// A map's member by name; nil if there is none or this is no map. An explicit null is a node with `isNull`.
  package subscript(_ key: StaticString) -> Node? {
    let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return tree.member(of: index, name).map { Node(tree, $0) }
  }

  /// A map's member by a name that is not known at compile time.
  package subscript(member key: UntrustedText) -> Node? {
    var found: UInt32?
    _ = key.matches { name in
      var name = name
      found = name.withUTF8 { tree.member(of: index, $0) }
      return found != nil
    }
    return found.map { Node(tree, $0) }
  }

  /// The text of a string; nil for everything else, numbers and booleans included.
  package var text: UntrustedText? {
    record.kind == UInt8(BULWARK_STRING) ? UntrustedText(utf8: tree.text(index)) : nil
  }

  /// Whether this is a string of exactly this text; allocates nothing.
  package func equals(_ text: StaticString) -> Bool {
    guard record.kind == UInt8(BULWARK_STRING) else { return false }
    return tree.text(index).elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The number of a list's elements or a map's members; 0 for scalars.
  package var count: Int {
    switch Int(record.kind) {
    case BULWARK_LIST, BULWARK_MAP: Int(record.b)
    default: 0
    }
  }

  /// A list's elements; nothing for every other kind.
  package var elements: ElementSequence { ElementSequence(self) }

  /// A map's members, in the order of the document, those of merge keys last; nothing for every other kind.
  package var members: MemberSequence { MemberSequence(self) }

  /// The list's element at a position; nil if there is none. Walks from the first one.
  package subscript(element position: Int) -> Node? {
    guard position >= 0, position < count else { return nil }
    var remaining = position
    for element in elements {
      if remaining == 0 { return element }
      remaining -= 1
    }
    return nil
  }
}
