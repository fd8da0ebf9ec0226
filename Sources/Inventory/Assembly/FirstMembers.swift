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
    if first.count == FirstMembers.told {
      guard let last = first.last, object < last else { return }
      first.removeLast()
    }
    first.insert(object, at: place(of: object))
  }

  mutating func remove(_ object: ObjectReference) {
    guard all.remove(object) != nil else { return }
    let place = place(of: object)
    guard place < first.count, first[place] == object else { return }
    first.remove(at: place)
    if first.count < all.count { first = Array(all.sorted().prefix(FirstMembers.told)) }
  }

  /// Where it stands among the first, or would stand.
  private func place(of object: ObjectReference) -> Int {
    var (low, high) = (0, first.count)
    while low < high {
      let middle = (low + high) / 2
      if first[middle] < object { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
