import Testing
import TextSafety

@testable import TerminalKit

@Suite("Widgets")
struct WidgetTests {
  private let columns = [
    TableColumn("SEV", minimum: 6), TableColumn("CHECK", minimum: 8, ideal: 12),
    TableColumn("SUBJECT", minimum: 8, ideal: 10, growth: 1), TableColumn("NS", minimum: 4, dispensable: 1),
    TableColumn("AGE", minimum: 4, .right, dispensable: 2),
  ]

  private func widths(_ width: Int) -> [Int: Int] {
    let places = TableLayout(columns, width: width, gap: 1).places
    return Dictionary(uniqueKeysWithValues: places.map { ($0.index, $0.width) })
  }

  @Test("columns get what they need, then what is ideal, then what is left; where there is no room, some go")
  func layout() {
    #expect(widths(60) == [0: 6, 1: 12, 2: 30, 3: 4, 4: 4])
    #expect(widths(34) == [0: 6, 1: 8, 2: 8, 3: 4, 4: 4])
    #expect(widths(33)[4] == nil)
    #expect(widths(33)[3] == 4)
    #expect(widths(25) == [0: 6, 1: 9, 2: 8])
    #expect(widths(1) == [0: 6, 1: 8, 2: 8])
    for width in 34...120 {
      #expect(widths(width).values.reduce(0, +) + 4 == width)
    }
  }

  @Test("rows are cut with a sign, numbers stand on the right")
  func rows() {
    let columns = [
      TableColumn("NAME", minimum: 6), TableColumn("IMAGE", minimum: 8, keepsEnd: true),
      TableColumn("PODS", minimum: 5, .right),
    ]
    var surface = Surface(Size(width: 22, height: 3))
    let layout = TableLayout(columns, width: 22, gap: 1)
    layout.drawTitles(into: &surface, x: 0, y: 0)
    layout.draw(
      [StyledText("production"), StyledText("registry/team/nginx"), StyledText("1,204")], into: &surface, y: 1)
    layout.draw([StyledText("dev", Style(.dim)), StyledText("a")], into: &surface, y: 2)
    #expect(surface.textLines == ["NAME   IMAGE     PODS", "produ… …m/nginx 1,204", "dev    a"])
    #expect(surface.cell(x: 0, y: 2)?.style.role == .dim)
  }

  @Test("lines end at blanks, then at signs, then anywhere")
  func wrapping() {
    func lines(_ text: SafeText, _ width: Int) -> [String] {
      StyledText(text).wrapped(to: width).map(\.text.description)
    }
    #expect(lines("whoever can use this account", 12) == ["whoever can", "use this", "account"])
    #expect(lines("spec/template/spec/containers", 16) == ["spec/template/", "spec/containers"])
    #expect(lines("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    #expect(lines("a  b", 1) == ["a", "b"])
    #expect(lines("日本語", 5) == ["日本", "語"])
    #expect(lines("日本", 1).count <= 2)
    #expect(lines("", 5) == [""])
    #expect(lines("see docs/a-long-name here", 10) == ["see", "docs/a-", "long-name", "here"])
  }

  @Test("no line of wrapped text is too wide, and no letter is lost", arguments: 2...30)
  func wrappingHolds(width: Int) {
    let text: SafeText =
      "The container 日本語 runs as root/spec.template.spec.containers[web].securityContext, a-b-c  and   blanks "
    let lines = StyledText(text).wrapped(to: width)
    #expect(lines.allSatisfy { $0.width <= width })
    let letters = { (text: SafeText) in text.description.filter { $0 != " " } }
    #expect(letters(lines.map(\.text).joined()) == letters(text))
  }

  @Test("a pane keeps its place when its width changes, and finds what is searched")
  func pane() {
    var pane = TextPane(lines: (0..<40).map { StyledText("line \($0) with some more words in it") })
    pane.arrange(Size(width: 80, height: 5))
    pane.scroll(by: 20)
    #expect(pane.hidden == (20, 15))
    pane.arrange(Size(width: 12, height: 5))
    var surface = Surface(Size(width: 12, height: 5))
    pane.draw(into: &surface, Rect(surface.size))
    #expect(surface.textLines[0] == "line 20 with")
    pane.scrollToEnd()
    #expect(pane.hidden.below == 0)
    pane.scroll(by: 1000)
    pane.scroll(by: -1000)
    #expect(pane.hidden.above == 0)
    #expect(pane.find("LINE 3") == 11)
    surface = Surface(Size(width: 12, height: 5))
    pane.draw(into: &surface, Rect(surface.size))
    #expect(surface.textLines[0] == "line 3 with")
    #expect(surface.cell(x: 0, y: 0)?.style.background == .match)
    #expect(surface.cell(x: 6, y: 0)?.style.background == nil)
    let first = pane.findNext(forward: true)
    let second = pane.findNext(forward: false)
    #expect(first && second)
    #expect(pane.find("nowhere") == 0)
    #expect(pane.findNext(forward: true) == false)
  }

  @Test("the first line has the room that its own indent leaves")
  func hanging() {
    let pane = TextPane([TextPane.Paragraph(StyledText("Fix   aa bb cc dd ee"), hanging: 6)])
    var surface = Surface(Size(width: 14, height: 3))
    pane.draw(into: &surface, Rect(surface.size))
    #expect(surface.textLines == ["Fix   aa bb cc", "      dd ee", ""])
    let text = StyledText("one two three four")
    #expect(text.lines(width: 4, first: 8).map(\.count).first == 7)
    #expect(text.lines(width: 8, first: 18) == [0..<18])
    #expect(text.lines(width: 0, first: 0).count == 15)
  }

  @Test("an empty pane and a pane without room do no harm")
  func emptyPane() {
    var pane = TextPane()
    for size in [Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 9, height: 3)] {
      pane.arrange(size)
      pane.scroll(byPages: 1)
      pane.scrollToEnd()
      var surface = Surface(size)
      pane.draw(into: &surface, Rect(size))
      TextPane([TextPane.Paragraph(StyledText("日本 text"), indent: 4)])
        .draw(into: &surface, Rect(size))
    }
    #expect(pane.find("x") == 0)
  }

  @Test("a list scrolls as little as shows the cursor")
  func viewport() {
    var viewport = ListViewport()
    viewport.follow(cursor: 0, height: 10, total: 100)
    #expect(viewport.shown(height: 10, total: 100) == 0..<10)
    viewport.follow(cursor: 9, height: 10, total: 100)
    #expect(viewport.top == 2)
    viewport.follow(cursor: 99, height: 10, total: 100)
    #expect(viewport.shown(height: 10, total: 100) == 90..<100)
    viewport.follow(cursor: 4, height: 1, total: 5)
    #expect(viewport.top == 4)
    viewport.follow(cursor: 0, height: 10, total: 3)
    #expect(viewport.shown(height: 10, total: 3) == 0..<3)
    #expect(viewport.shown(height: 10, total: 0).isEmpty)
  }

  @Test("a sheet is at the lower edge, or all there is", arguments: [(80, 24), (20, 5), (3, 2), (1, 1)])
  func overlay(width: Int, height: Int) {
    var surface = Surface(Size(width: width, height: height))
    let rect = Overlay.sheet(in: surface.bounds, height: 10)
    #expect(surface.bounds.intersection(rect) == rect)
    let inner = Overlay.draw(StyledText("Suppress", Style(.heading)), into: &surface, rect)
    #expect(inner.isEmpty || rect.intersection(inner) == inner)
    #expect(rect.maxY == height)
    #expect((0..<width).allSatisfy { surface.cell(x: $0, y: rect.y)?.style.background == .overlayTitle })
    if width == 80 { #expect(inner.size == Size(width: 76, height: 10)) }
  }
}
