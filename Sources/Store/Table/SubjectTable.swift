package import Hardening
package import TextSafety

/// What checks judged in one cluster, by number: what several findings say of one subject is kept once.
package struct SubjectTable: Sendable {
  /// Texts by their numbers in the pool.
  package struct Record: Hashable, Sendable {
    package var group: UInt32
    package var kind: UInt32
    package var namespace: UInt32
    package var name: UInt32
    /// `absent` where the subject is no container.
    package var container: UInt32
    package var discriminator: UInt32
    package var image: UInt32
    package var labels: UInt32
    package var flags: UInt32

    package static let absent = UInt32.max
    package static let isEphemeral: UInt32 = 1
    package static let isInferred: UInt32 = 2
    package static let isPlatform: UInt32 = 4
  }

  package internal(set) var texts = TextPool()
  package internal(set) var records: [Record] = []
  /// `SubjectReference.scopeNamespace` of each.
  package internal(set) var scopes: [UInt32] = []
  /// `SubjectReference.shortText` of each.
  package internal(set) var shorts: [UInt32] = []
  private var numbers: [Key: UInt32] = [:]

  private struct Key: Hashable {
    var record: Record
    var scope: UInt32
  }

  package init() {}

  package var count: Int { records.count }

  /// The subject's number, a new one where it was not there.
  package mutating func insert(
    _ subject: SubjectReference, image: UntrustedText, labels: SubjectLabels = SubjectLabels(), managedBy: ManagedBy
  ) -> UInt32 {
    let object = subject.object
    var flags: UInt32 = 0
    if subject.isEphemeral { flags |= Record.isEphemeral }
    if subject.inferred { flags |= Record.isInferred }
    if managedBy == .platform { flags |= Record.isPlatform }
    let record = Record(
      group: texts.insert(object.group), kind: texts.insert(object.kind), namespace: texts.insert(object.namespace),
      name: texts.insert(object.name), container: subject.container.map { texts.insert($0) } ?? Record.absent,
      discriminator: subject.discriminator.map { texts.insert($0) } ?? Record.absent, image: texts.insert(image),
      labels: texts.insert(labels.text), flags: flags)
    let key = Key(record: record, scope: texts.insert(subject.scopeNamespace))
    if let known = numbers[key] { return known }
    let number = UInt32(records.count)
    numbers[key] = number
    records.append(record)
    scopes.append(key.scope)
    shorts.append(texts.insert(subject.shortText))
    return number
  }

  /// Gives memory back that only inserting needs.
  package mutating func seal() {
    numbers = [:]
    texts.seal()
  }

  package func object(_ number: UInt32) -> ObjectReference {
    let record = records[Int(number)]
    return ObjectReference(
      group: texts[record.group], kind: texts[record.kind], namespace: texts[record.namespace],
      name: texts[record.name])
  }

  /// The subjects that are an object or a part of it, by number.
  package func numbers(of object: ObjectReference) -> [UInt32] {
    guard let name = texts.number(of: object.name), let namespace = texts.number(of: object.namespace),
      let kind = texts.number(of: object.kind), let group = texts.number(of: object.group)
    else { return [] }
    return (0..<UInt32(count)).filter { number in
      let record = records[Int(number)]
      return record.name == name && record.namespace == namespace && record.kind == kind && record.group == group
    }
  }

  /// The distinct objects whose name and namespace pass a test, in no order; each text is tested once.
  package func objects(
    namespace isPlace: (UntrustedText) -> Bool, name isName: (UntrustedText) -> Bool
  ) -> Set<ObjectReference> {
    var names = [Bool?](repeating: nil, count: texts.count)
    var places = names
    func test(_ number: UInt32, _ known: inout [Bool?], _ test: (UntrustedText) -> Bool) -> Bool {
      if let answer = known[Int(number)] { return answer }
      let answer = test(texts[number])
      known[Int(number)] = answer
      return answer
    }
    var found: Set<ObjectReference> = []
    var last: Record?
    for (number, record) in records.enumerated() {
      // The parts of an object stand together.
      if let last, last.name == record.name, last.namespace == record.namespace, last.kind == record.kind { continue }
      last = record
      guard test(record.name, &names, isName), test(record.namespace, &places, isPlace) else { continue }
      found.insert(object(UInt32(number)))
    }
    return found
  }

  package func reference(_ number: UInt32) -> SubjectReference {
    let record = records[Int(number)]
    let object = object(number)
    let scope = scopes[Int(number)]
    let isOwn = scope == record.namespace || texts[scope] == object.scopeNamespace
    return SubjectReference(
      object, container: record.container == Record.absent ? nil : texts[record.container],
      isEphemeral: record.flags & Record.isEphemeral != 0,
      discriminator: record.discriminator == Record.absent ? nil : texts[record.discriminator],
      inferred: record.flags & Record.isInferred != 0, rightsNamespace: isOwn ? nil : texts[scope])
  }

  package func image(_ number: UInt32) -> UntrustedText { texts[records[Int(number)].image] }
  package func labels(_ number: UInt32) -> SubjectLabels {
    SubjectLabels(text: texts[records[Int(number)].labels])
  }
  package func namespace(_ number: UInt32) -> UntrustedText { texts[scopes[Int(number)]] }
  package func short(_ number: UInt32) -> UntrustedText { texts[shorts[Int(number)]] }

  package func managedBy(_ number: UInt32) -> ManagedBy {
    records[Int(number)].flags & Record.isPlatform != 0 ? .platform : .you
  }

  /// For each subject its place among all: by namespace, kind, name, group, container, discriminator.
  var ranks: [UInt32] {
    let textRanks = texts.ranks
    func key(_ record: Record, _ scope: UInt32) -> (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) {
      func rank(_ text: UInt32) -> UInt32 { text == Record.absent ? 0 : textRanks[Int(text)] + 1 }
      return (
        rank(scope), rank(record.kind), rank(record.name), rank(record.group), rank(record.container),
        rank(record.discriminator)
      )
    }
    let keys = zip(records, scopes).map(key)
    let order = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    var ranks = [UInt32](repeating: 0, count: records.count)
    for (place, subject) in order.enumerated() { ranks[subject] = UInt32(place) }
    return ranks
  }
}

extension TextPool {
  /// For each text its place among all, by bytes.
  package var ranks: [UInt32] {
    let order = (0..<UInt32(count)).sorted { precedes($0, $1) }
    var ranks = [UInt32](repeating: 0, count: count)
    for (place, text) in order.enumerated() { ranks[Int(text)] = UInt32(place) }
    return ranks
  }
}
