/// Trees that have been handed out and may come back: those of which nobody holds a node any more are used again.
struct SpareTrees {
  /// In the order in which they were lent; nil behind those that were taken back.
  private var lent: [Tree?] = []
  private var oldest = 0

  /// As many as who reads ahead may have handed out.
  private static let limit = 1024

  /// An empty tree.
  mutating func take() -> Tree {
    // Where nobody reads ahead, the last one is free already, and still in the processor's cache.
    if let tree = reuse(lent.count - 1) {
      lent.removeLast()
      return tree
    }
    guard let tree = reuse(oldest) else { return Tree() }
    dropOldest()
    return tree
  }

  private mutating func reuse(_ place: Int) -> Tree? {
    guard place >= oldest, place < lent.count, isKnownUniquelyReferenced(&lent[place]), let tree = lent[place] else {
      return nil
    }
    lent[place] = nil
    tree.reset()
    return tree
  }

  private mutating func dropOldest() {
    lent[oldest] = nil
    oldest += 1
    guard oldest == SpareTrees.limit else { return }
    lent.removeFirst(oldest)
    oldest = 0
  }

  /// Notes a tree whose nodes have been handed out. Large ones are not kept, or the memory of one document would stay.
  mutating func lend(_ tree: Tree) {
    guard !tree.isLarge else { return }
    lent.append(tree)
    if lent.count - oldest > SpareTrees.limit { dropOldest() }
  }
}
