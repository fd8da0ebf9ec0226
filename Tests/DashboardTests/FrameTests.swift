import Session
import TerminalKit
import TestSupport
import Testing

@testable import Dashboard

@Suite("Frames: what every screen looks like")
struct FrameTests {
  /// Screens by the keys that lead there.
  static let screens: [(name: String, keys: String)] = [
    ("fleet", ""), ("area", "l l l l"), ("findings", "into"), ("clusters", "3"), ("detail", "into tab"),
    ("marked", "into space space"), ("acknowledged", "into a"), ("suppress", "into s"), ("sort", "into S"),
    ("copy", "into y"), ("help", "into ?"), ("sources", "0"), ("areas", "2"), ("palette", "into :"),
    ("object", "into d"), ("namespaces", "4 4"), ("workload", "into enter"), ("workload-end", "into enter G"),
    ("reading", "into enter enter"), ("objects", ": w o r k l o a d space p a"), ("triage", "7"),
    ("triage-log", "7 t t"),
    ("groups", "3 b w"), ("unfolded", "3 b n j l j"), ("group-act", "3 b w a"),
    ("patch", "3 p"), ("export", "3 x"), ("export-name", "3 x c"),
    ("quit", "ctrl-c"),
  ]

  private func check(_ drive: Drive, _ name: String, annotated: Bool = false) {
    let difference = Golden.difference(annotated ? drive.surface.annotatedText : drive.text, name + ".txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("every screen at every size", arguments: ["160x45", "120x36", "80x24", "60x12"], FrameTests.screens)
  func frame(_ size: String, screen: (name: String, keys: String)) throws {
    var drive = Drive(size: try #require(Size(size)))
    drive.press(screen.keys)
    check(drive, "\(size)/\(screen.name)")
  }

  @Test("the roles of every screen", arguments: FrameTests.screens)
  func roles(_ screen: (name: String, keys: String)) throws {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press(screen.keys)
    check(drive, "roles/\(screen.name)", annotated: true)
  }

  @Test("every screen in ASCII", arguments: FrameTests.screens)
  func ascii(_ screen: (name: String, keys: String)) throws {
    var options = Dashboard.Options()
    options.marks = .ascii
    var drive = Drive(size: Size(width: 80, height: 24), options: options)
    drive.press(screen.keys)
    #expect(drive.text.utf8.allSatisfy { $0 < 0x80 }, "\(drive.text)")
    check(drive, "ascii/\(screen.name)")
  }

  @Test(
    "whatever lies over a view has a line as its upper edge, which terminals without colours show",
    arguments: ["S", "b", "C", "y", "o", "x", "x c", "s", "m", "*  a", "p", ":", "?", "/", "ctrl-c"])
  func edge(keys: String) {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("into \(keys)")
    let surface = drive.surface
    let edges = (1..<23).filter { y in
      (0..<80).allSatisfy { surface.cell(x: $0, y: y)?.style.background == .overlayTitle }
    }
    #expect(edges.count == 1, "\(edges)")
  }

  @Test("a filter being typed, right and wrong")
  func filter() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("into /")
    check(drive, "80x24/filter")
    drive.type("sev>=high api")
    check(drive, "80x24/filter-typed")
    drive.type(" foo:bar")
    check(drive, "80x24/filter-wrong")
  }

  @Test("each view's three empty states", arguments: ["80x24", "60x12"])
  func empty(size: String) throws {
    let size = try #require(Size(size))
    var unread = Drive(.unread, size: size)
    check(unread, "empty/\(size.width)-fleet-unread")
    unread.press("3")
    check(unread, "empty/\(size.width)-findings-unread")
    unread.press("4")
    check(unread, "empty/\(size.width)-namespaces-unread")
    unread.press("2")
    check(unread, "empty/\(size.width)-areas-unread")
    unread.press("7")
    check(unread, "empty/\(size.width)-triage-unread")
    var clear = Drive(.clear, size: size)
    check(clear, "empty/\(size.width)-fleet-clear")
    clear.press("into")
    check(clear, "empty/\(size.width)-findings-clear")
    clear.press("7")
    check(clear, "empty/\(size.width)-triage-clear")
    var drive = Drive(size: size)
    drive.press("/")
    drive.type("nowhere")
    drive.press("enter")
    check(drive, "empty/\(size.width)-fleet-nothing")
    drive.press("3 /")
    drive.type("nowhere")
    drive.press("enter")
    check(drive, "empty/\(size.width)-findings-nothing")
    drive.press("7 /")
    drive.type("nowhere")
    drive.press("enter")
    check(drive, "empty/\(size.width)-triage-nothing")
  }

  @Test("any size survives, whatever is open", arguments: FrameTests.screens)
  func sizes(_ screen: (name: String, keys: String)) {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press(screen.keys)
    for (width, height) in [(1, 1), (1, 40), (40, 1), (2, 2), (3, 5), (9, 4), (20, 6), (33, 15), (61, 13), (500, 200)] {
      drive.resize(Size(width: width, height: height))
      drive.press("j k G g g ctrl-f ctrl-b")
      #expect(drive.surface.size == Size(width: width, height: height))
    }
  }
}
