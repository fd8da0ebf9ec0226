import Export
import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("The two readers of the filter language, over rows and over columns")
struct QueryTwinTests {
  @Test("select the same findings, whatever is asked of whatever fleet", arguments: 0..<3 as Range<UInt64>)
  func sameSelection(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let fleet = try RandomFleet(&random)
    var questions = RandomQuestion(fleet)
    var selections = 0
    for _ in 0..<100 {
      let query = questions.make(&random)
      let comment = Comment(rawValue: "seed \(seed): \(query.text.safe.description)")
      let byColumns = fleet.byColumns(query)
      #expect(byColumns == fleet.byRows(query), comment)
      if query.within.isEmpty { #expect(try Query(parsing: query.text) == query, comment) }
      if !byColumns.isEmpty, byColumns.count < fleet.count { selections += 1 }
    }
    // Else the questions would say nothing about the answers.
    #expect(selections > 20, "seed \(seed): \(selections) of \(fleet.count)")
  }

  @Test("leave as many out of lists, each for the same reason", arguments: 0..<2 as Range<UInt64>)
  func sameCounts(seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    let fleet = try RandomFleet(&random, hasPast: false)
    var questions = RandomQuestion(fleet)
    for _ in 0..<40 {
      let query = questions.make(&random)
      let comment = Comment(rawValue: "seed \(seed): \(query.text.safe.description)")
      let selection = try fleet.view.selection(query, .standard, [.open, .resurfaced], fleet.viewer)
      var counts = SeverityCounts()
      var (platform, info, folded, suppressed, acknowledged) = (0, 0, 0, 0, 0)
      var keys: Set<FindingKey> = []
      for result in fleet.results {
        let selected = result.selected(ReportSelection(isBrief: true, query: query))
        for entry in selected.entries where entry.verdict == .fail {
          counts[entry.severity] += 1
          keys.insert(fleet.key(of: entry, in: result))
        }
        platform += selected.hidden.platform
        info += selected.hidden.info
        folded += selected.hidden.folded
        suppressed += selected.hidden.decided
        acknowledged += selected.hidden.acknowledged
      }
      #expect(selection.counts == counts, comment)
      #expect(Set(selection.rows.map { fleet.key(ofRow: $0) }) == keys, comment)
      let hidden = selection.hidden
      #expect(
        [hidden.platform, hidden.info, hidden.folded, hidden.suppressed, hidden.acknowledged]
          == [platform, info, folded, suppressed, acknowledged], comment)
    }
  }
}
