import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("The text of a finding in a low pane")
struct DetailTests {
  @Test("evidence and the beginning of the fix are seen at 80×24 without scrolling, and how to get to the rest")
  func low() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("3")
    for _ in 0..<12 {
      let pane = drive.lines.drop { !$0.hasPrefix("───") }.dropFirst().drop { !$0.hasPrefix("───") }.dropFirst()
      #expect(pane.contains { $0.contains("Evidence  ") }, "\(drive.text)")
      #expect(pane.contains { $0.contains("Fix       Set privileged to false") }, "\(drive.text)")
      #expect(pane.first?.contains("more lines · Tab") == true)
      drive.press("j")
    }
    drive.press("tab")
    #expect(!drive.text.contains("· Tab"), "nobody has to be told who is there")
    drive.press("G")
    #expect(drive.text.contains("id "))
  }

  @Test(
    "much evidence with long paths and hostile values is shortened by lines, and follows whole", arguments: [30, 80])
  func long(width: Int) throws {
    var fleet = FakeFleet()
    let key = try #require(fleet.rows.first?.row.id)
    guard case .success(.detail(var detail)) = fleet.answer(.finding(key)) else {
      Issue.record("no detail")
      return
    }
    let path = FieldPath.podSpec.appending("containers").appending(element: "of-a-name-that-is-rather-long", index: 0)
      .appending("securityContext.capabilities.add")
    detail.finding.evidence = (0..<5).map {
      Evidence(path, .string("\u{1B}[2J\u{202E}value-\($0)-that-goes-on-and-on-and-on-and-on-and-on"))
    }
    let context = Context(size: Size(width: width, height: 20), now: FakeFleet.now)
    let size = Size(width: width, height: 8)
    var pane = TextPane(DetailText(detail, in: size, context).paragraphs)
    pane.arrange(size)
    var surface = Surface(size)
    pane.draw(into: &surface, Rect(size))
    let lines = surface.textLines
    if width == 80 {
      #expect(lines.contains { $0.hasPrefix("Evidence  …") && $0.contains("capabilities.add  ␛[2J") })
      #expect(lines.contains { $0.hasSuffix("+3") })
      #expect(lines.contains { $0.hasPrefix("Fix       ") })
    }
    #expect(surface.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}" })
    let texts = DetailText(detail, in: size, context).paragraphs.map(\.text.text.description)
    for number in 0..<5 { #expect(texts.contains { $0.contains("value-\(number)-that-goes-on-and-on-and") }) }
  }
}
