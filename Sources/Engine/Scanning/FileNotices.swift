import Documents
import Hardening
import TextSafety

/// What is wrong with one file, told up to a number.
struct FileNotices {
  private let name: UntrustedText
  private var found: [Notice] = []

  /// Beyond this many notices of one file, their number is told instead.
  private static let limit = 20

  init(_ name: UntrustedText) { self.name = name }

  mutating func add(_ problem: DocumentProblem) { found.append(.document(problem, in: name)) }

  /// Notices of the file's documents.
  mutating func add(_ notices: [Notice]) { found += notices.map { $0.in(name) } }

  /// One that names the file itself.
  mutating func add(_ notice: Notice) { found.append(notice) }

  mutating func add(_ error: DocumentError) {
    found.append(Notice(what: name, why: error.why, next: "what came before was judged", costsCoverage: true))
  }

  mutating func addUnknown() {
    found.append(Notice(what: name, why: "reading failed", next: "check the file", costsCoverage: true))
  }

  var all: [Notice] {
    let rest = found.dropFirst(FileNotices.limit)
    if rest.isEmpty { return found }
    return found.prefix(FileNotices.limit) + [
      Notice(
        what: name, why: "\(rest.count) more of the kind", next: "correct those above first",
        costsCoverage: rest.contains(where: \.costsCoverage))
    ]
  }
}
