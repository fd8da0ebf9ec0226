import TextSafety

/// The exceptions that an object's annotations make, to be asked for each of its verdicts: by tool and id at once.
package struct AnnotationExceptions: Hashable, Sendable {
  /// How many ids the annotations of one object may name; nobody excepts one object from more checks than there are.
  package static let mostIDs = 256

  /// What an exception is looked up by.
  private struct Place: Hashable {
    var tool: AnnotationException.Tool
    /// In lower case: the tools have changed the case of some over time. nil: everything.
    var id: UntrustedText?
  }

  /// In order of their keys.
  package let list: [AnnotationException]
  /// Indexes of the list, rising.
  private let byPlace: [Place: [Int]]

  package static let none = AnnotationExceptions([])

  package init(_ list: [AnnotationException]) {
    self.list = list
    var byPlace: [Place: [Int]] = [:]
    for (index, exception) in list.enumerated() {
      switch exception.scope {
      case .everything: byPlace[Place(tool: exception.tool), default: []].append(index)
      case .checks(let ids):
        for id in Set(ids.map(\.lowercasedASCII)) {
          byPlace[Place(tool: exception.tool, id: id), default: []].append(index)
        }
      }
    }
    self.byPlace = byPlace
  }

  package var isEmpty: Bool { list.isEmpty }

  /// How many ids they name.
  package var ids: Int {
    list.reduce(0) { sum, exception in
      if case .checks(let ids) = exception.scope { sum + ids.count } else { sum + 1 }
    }
  }

  /// The index of the first that excepts from something in force; nil where none does.
  ///
  /// - Parameters:
  ///   - id: in lower case; nil for those that except from everything.
  ///   - now: seconds since 1970.
  func first(of tool: AnnotationException.Tool, id: UntrustedText?, now: Int64) -> Int? {
    byPlace[Place(tool: tool, id: id)]?.first { list[$0].until.map { $0 > now } ?? true }
  }
}
