import Export
import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Reports, whole")
struct GoldenTests {
  static let formats: [(ReportFormat, String)] = [
    (.table, "txt"), (.json, "json"), (.markdown, "md"), (.csv, "csv"),
    (.sarif, "sarif"), (.junit, "xml"), (.html, "html"),
  ]

  @Test("are as people and programs know them", arguments: formats)
  func plain(format: ReportFormat, suffix: String) throws {
    let text = try Samples.report(Samples.findings).text(format)
    let difference = Golden.difference(text, "report.\(suffix)")
    #expect(difference == nil)
  }

  @Test("stay harmless with hostile text in every field", arguments: formats)
  func hostile(format: ReportFormat, suffix: String) throws {
    let report = Samples.report([Samples.hostileFinding], cluster: Samples.hostile, notice: Samples.hostile)
    let text = try report.text(format)
    let difference = Golden.difference(text, "hostile.\(suffix)")
    #expect(difference == nil)
    #expect(!text.contains("UntrustedText"))
    for scalar in text.unicodeScalars where scalar != "\n" && !(format == .csv && scalar == "\r") {
      #expect(!Sanitizer.mustBeShown(scalar), "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test("say so where there is nothing", arguments: formats)
  func empty(format: ReportFormat, suffix: String) throws {
    let report = Report(version: "1.2.3", generatedAt: 0, clusters: [], notices: []) { _ in }
    let difference = Golden.difference(try report.text(format), "empty.\(suffix)")
    #expect(difference == nil)
  }

  @Test("a table fits its terminal, in colour and without")
  func terminal() throws {
    var colored = ""
    for width in [40, 60, 80, 120] {
      let plain = try Samples.report(Samples.findings).text(.table, style: OutputStyle(width: width))
      let rows = plain.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
      #expect(rows.count == Samples.findings.count + 1)
      for row in rows { #expect(SafeText(own: String(row)).width <= max(width, 62), "\(row)") }
      colored = try Samples.report(Samples.findings).text(.table, style: OutputStyle(width: width, color: true))
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
    #expect(Golden.difference(colored, "colored.txt") == nil)
  }

  @Test("an output that fails ends the report with its error")
  func failing() {
    struct Full: Error {}
    for format in ReportFormat.allCases {
      var output = ReportOutput { _ in throw Full() }
      #expect(throws: Full.self) {
        try Samples.report(Samples.findings).write(format, to: &output, style: OutputStyle())
      }
    }
  }

  @Test("a report of many findings goes out in blocks")
  func blocks() throws {
    for format in ReportFormat.allCases {
      var sizes: [Int] = []
      var output = ReportOutput { sizes.append($0.count) }
      let many = (0..<3000).flatMap { _ in Samples.findings }
      try Samples.report(many).write(format, to: &output, style: OutputStyle())
      #expect(sizes.count > 10 && sizes.allSatisfy { $0 < 1 << 20 })
    }
  }
}
