import Hardening

/// Objects that are alike, with the first of them in order at hand: where thousands are alike, nobody is told all.
struct FirstMembers: Sendable {
  /// How many are told.
  static let told = 100

  private(set) var all: Set<ObjectReference> = []
  /// In order.
  private(set) var first: [ObjectReference] = []

  var isEmpty: Bool { all.isEmpty }

  mutating func insert(_ object: ObjectReference) {
    guard all.insert(object).inserted else { return }
    first.insertAmongFirst(object)
  }

  mutating func remove(_ object: ObjectReference) {
    guard all.remove(object) != nil else { return }
    let place = first.place(of: object)
    guard place < first.count, first[place] == object else { return }
    first.remove(at: place)
    if first.count < all.count { first = Array(all.sorted().prefix(FirstMembers.told)) }
  }
}

extension [ObjectReference] {
  /// Puts an object into its place among the first of many.
  /// - Returns: whether it is one of them, so that what comes behind it may be.
  @discardableResult
  mutating func insertAmongFirst(_ object: ObjectReference) -> Bool {
    if count == FirstMembers.told {
      guard let last, object < last else { return false }
      removeLast()
    }
    insert(object, at: place(of: object))
    return true
  }

  /// Where it stands in the order, or would stand.
  fileprivate func place(of object: ObjectReference) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < object { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
