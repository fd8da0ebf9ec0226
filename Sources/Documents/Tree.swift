import CSimdJSON
import Foundation

/// The memory of one document: its records and its text, two blocks that grow and nothing else. It is written by one
/// builder and never again once a `Node` of it has been handed out, which is what makes it `Sendable`.
final class Tree: @unchecked Sendable {
  private(set) var nodes: UnsafeMutablePointer<bulwark_node>
  private(set) var nodeCount = 0
  private var nodeCapacity: Int
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var byteCount = 0
  private var byteCapacity: Int
  /// The line of every record that has none of its own (JSON), and of the document.
  var line = 0

  init() {
    nodeCapacity = 64
    byteCapacity = 1024
    let nodeBlock = malloc(nodeCapacity * MemoryLayout<bulwark_node>.stride)
    let byteBlock = malloc(byteCapacity)
    guard let nodeBlock, let byteBlock else { abort() }
    nodes = nodeBlock.assumingMemoryBound(to: bulwark_node.self)
    bytes = byteBlock.assumingMemoryBound(to: UInt8.self)
  }

  deinit {
    free(nodes)
    free(bytes)
  }

  /// Forgets what was built and keeps the memory.
  func reset() {
    nodeCount = 0
    byteCount = 0
  }

  /// The memory taken, in bytes.
  var size: Int { byteCapacity + nodeCapacity * MemoryLayout<bulwark_node>.stride }

  /// Too much to be kept beside others.
  var isLarge: Bool { size > 1 << 16 }

  private func growNodes(to capacity: Int) {
    let grown = realloc(nodes, capacity * MemoryLayout<bulwark_node>.stride)
    guard let grown else { outOfMemory() }
    nodes = grown.assumingMemoryBound(to: bulwark_node.self)
    nodeCapacity = capacity
  }

  private func growBytes(to capacity: Int) {
    guard let grown = realloc(bytes, capacity) else { outOfMemory() }
    bytes = grown.assumingMemoryBound(to: UInt8.self)
    byteCapacity = capacity
  }

  /// As the standard library's own collections do: a program without memory cannot say so in a better way.
  private func outOfMemory() -> Never { abort() }

  /// Makes room for further records.
  func reserve(nodes count: Int) {
    if nodeCount + count > nodeCapacity { growNodes(to: max(nodeCount + count, nodeCapacity * 2)) }
  }

  /// Takes over records that were written behind the present ones, after `reserve`.
  func commit(nodes count: Int) { nodeCount += count }

  @inline(__always)
  func append(_ node: bulwark_node) -> UInt32 {
    if nodeCount == nodeCapacity { growNodes(to: nodeCapacity * 2) }
    nodes[nodeCount] = node
    nodeCount += 1
    return UInt32(truncatingIfNeeded: nodeCount - 1)
  }

  /// Copies text in and returns its offset.
  @inline(__always)
  func append(_ text: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    if byteCount + count > byteCapacity { growBytes(to: max(byteCount + count, byteCapacity * 2)) }
    memcpy(bytes + byteCount, text, count)
    byteCount += count
    return UInt32(truncatingIfNeeded: byteCount - count)
  }

  /// The record at an index, an alias replaced by what it stands for.
  @inline(__always)
  func resolve(_ index: UInt32) -> UInt32 {
    nodes[Int(index)].kind == UInt8(BULWARK_ALIAS) ? nodes[Int(index)].a : index
  }

  /// The text of a scalar that has one.
  @inline(__always)
  func text(_ index: UInt32) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[Int(index)]
    return UnsafeBufferPointer(start: bytes + Int(node.a), count: Int(node.b))
  }

  /// The value's index of a map's member; the keys are compared in order, as maps of Kubernetes objects are small.
  @inline(__always)
  func member(of map: UInt32, _ key: UnsafeBufferPointer<UInt8>) -> UInt32? {
    keyIndex(in: map, key).map { resolve($0 + 1) }
  }

  @inline(__always)
  func keyIndex(in map: UInt32, _ key: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let record = nodes[Int(map)]
    guard record.kind == UInt8(BULWARK_MAP) else { return nil }
    let start = key.baseAddress ?? UnsafePointer(bytes)
    var index = map + 1
    let end = record.next
    let length = UInt32(key.count)
    while index < end {
      let candidate = nodes[Int(index)]
      if candidate.b == length, candidate.flags & UInt8(BULWARK_DEAD) == 0,
        memcmp(bytes + Int(candidate.a), start, key.count) == 0
      {
        return index
      }
      index = nodes[Int(index) + 1].next
    }
    return nil
  }
}
