import Documents
import Hardening
import TextSafety

/// What is wrong with one file, told up to a number.
struct FileNotices {
  private let name: UntrustedText
  private var found: [Notice] = []
  /// Those beyond the limit are counted, not kept: there may be millions.
  private var rest = 0
  private var restCosts = false

  /// Beyond this many notices of one file, their number is told instead.
  private static let limit = 20

  init(_ name: UntrustedText) { self.name = name }

  mutating func add(_ problem: DocumentProblem) {
    let name = name
    add(costs: problem.costsDocument) { .document(problem, in: name) }
  }

  /// Notices of the file's documents.
  mutating func add(_ notices: [Notice]) {
    let name = name
    for notice in notices { add(costs: notice.costsCoverage) { notice.in(name) } }
  }

  /// One that names the file itself.
  mutating func add(_ notice: Notice) { add(costs: notice.costsCoverage) { notice } }

  private mutating func add(costs: Bool, _ notice: () -> Notice) {
    if found.count < FileNotices.limit {
      found.append(notice())
    } else {
      rest += 1
      restCosts = restCosts || costs
    }
  }

  mutating func add(_ error: DocumentError) {
    add(Notice(what: name, why: error.why, next: "what came before was judged", costsCoverage: true))
  }

  mutating func addUnknown() {
    add(Notice(what: name, why: "reading failed", next: "check the file", costsCoverage: true))
  }

  var all: [Notice] {
    if rest == 0 { return found }
    return found + [
      Notice(
        what: name, why: "\(rest) more of the kind", next: "correct those above first", costsCoverage: restCosts)
    ]
  }
}
