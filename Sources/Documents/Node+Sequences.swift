import CSimdJSON
package import TextSafety

/// The elements of a list.
package struct ElementSequence: Sequence, Sendable {
  private let list: Node

  init(_ list: Node) { self.list = list }

  package func makeIterator() -> Iterator { Iterator(list) }

  package struct Iterator: IteratorProtocol {
    private let tree: Tree
    private var position: UInt32
    private let end: UInt32

    init(_ list: Node) {
      tree = list.tree
      position = list.index + 1
      end = list.record.kind == UInt8(BULWARK_LIST) ? list.record.next : 0
    }

    package mutating func next() -> Node? {
      guard position < end else { return nil }
      defer { position = tree.nodes[Int(position)].next }
      return Node(tree, tree.resolve(position))
    }
  }
}

/// The members of a map.
package struct MemberSequence: Sequence, Sendable {
  package typealias Element = (key: UntrustedText, value: Node)

  private let map: Node

  init(_ map: Node) { self.map = map }

  package func makeIterator() -> Iterator { Iterator(map) }

  package struct Iterator: IteratorProtocol {
    private let tree: Tree
    private var position: UInt32
    private let end: UInt32

    init(_ map: Node) {
      tree = map.tree
      position = map.index + 1
      end = map.record.kind == UInt8(BULWARK_MAP) ? map.record.next : 0
    }

    package mutating func next() -> Element? {
      while position < end {
        let key = position
        position = tree.nodes[Int(key) + 1].next
        if tree.nodes[Int(key)].flags & UInt8(BULWARK_DEAD) != 0 { continue }
        return (UntrustedText(utf8: tree.text(key)), Node(tree, tree.resolve(key + 1)))
      }
      return nil
    }
  }
}
