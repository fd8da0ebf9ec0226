import Documents
import Hardening
import Inventory
import TextSafety

/// The objects of a live cluster as they are known, and which of them a list that is under way has not named yet.
struct LiveObjects {
  private var decoder = ObjectDecoder()
  /// Templates that were kept when they were last counted.
  private var keptShapes = 0
  /// By kind, each object with the version that it was last seen in.
  private var versions: [WatchedKind: [ObjectReference: UntrustedText]] = [:]
  /// By kind, what stood there before the list that is under way and has not been in it.
  private var unnamed: [WatchedKind: Set<ObjectReference>] = [:]
  private(set) var notices: [ObjectReference: [Notice]] = [:]

  /// How many objects there are.
  var count: Int { versions.values.reduce(0) { $0 + $1.count } }

  func count(of kind: WatchedKind) -> Int { versions[kind]?.count ?? 0 }

  mutating func beginList(of kind: WatchedKind) {
    unnamed[kind] = Set((versions[kind] ?? [:]).keys)
  }

  /// What is gone, for a list that has ended did not name it.
  mutating func endList(of kind: WatchedKind) -> [ObjectReference] {
    guard let gone = unnamed.removeValue(forKey: kind), !gone.isEmpty else { return [] }
    for object in gone { forget(object, kind) }
    return gone.sorted()
  }

  /// All objects of a kind, which is not served any more.
  mutating func removeAll(of kind: WatchedKind) -> [ObjectReference] {
    unnamed[kind] = nil
    let all = (versions.removeValue(forKey: kind) ?? [:]).keys.sorted()
    for object in all { notices[object] = nil }
    return all
  }

  private mutating func forget(_ object: ObjectReference, _ kind: WatchedKind) {
    versions[kind]?[object] = nil
    notices[object] = nil
  }

  /// An object as it is now; nil where it is known so already, or is none.
  mutating func take(_ document: Document, of kind: WatchedKind) -> DecodedObject? {
    let version = document.root["metadata"]?["resourceVersion"]?.text ?? ""
    let (object, found) = decode(document, of: kind)
    guard let object else { return nil }
    let reference = object.reference
    unnamed[kind]?.remove(reference)
    if !version.isEmpty, versions[kind]?[reference] == version { return nil }
    versions[kind, default: [:]][reference] = version
    notices[reference] = found.isEmpty ? nil : found
    return object
  }

  /// The object that is gone.
  mutating func remove(_ document: Document, of kind: WatchedKind) -> ObjectReference? {
    guard let reference = decode(document, of: kind).object?.reference else { return nil }
    unnamed[kind]?.remove(reference)
    forget(reference, kind)
    return reference
  }

  private mutating func decode(
    _ document: Document, of kind: WatchedKind
  ) -> (object: DecodedObject?, notices: [Notice]) {
    // What is in a kind's list is of that kind, whatever it says.
    decoder.decode(document, file: 0, kind: kind.kind)
  }

  /// Forgets templates that no object has any more, now and then: they come and go with every rollout.
  mutating func prune(to inventory: Inventory) {
    guard decoder.shapeCount > 2 * keptShapes + 256 else { return }
    decoder.keepShapes(of: inventory)
    keptShapes = decoder.shapeCount
  }

  /// Those of the objects that tell most, and how many there are: a server's objects may have many.
  func told(_ limit: Int = 50) -> [Notice] {
    let all = notices.sorted { $0.key < $1.key }
    var told = all.prefix(limit).flatMap { object, notices in
      notices.map { Notice(what: "\(object.text)", why: $0.why, next: $0.next, costsCoverage: false) }
    }
    if all.count > limit {
      told.append(
        Notice(
          what: "objects", why: "\(all.count - limit) more have fields of the wrong type",
          next: "correct those first", costsCoverage: false))
    }
    return told
  }
}
