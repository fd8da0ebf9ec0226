import Engine
import Foundation
import Session
import TerminalKit
import Testing

@testable import Dashboard

@Suite("Themes on the screen")
struct ContrastTests {
  /// What stands back on purpose, and what is no text.
  private static let faint: Set<String> = [
    "disabled", "input.placeholder", "rule", "state.acknowledged", "state.resolved", "state.suppressed",
  ]

  private func description(_ name: String) -> ThemeDescription { ThemeFiles(folder: "/nonexistent").read(name).theme }

  /// WCAG's relative luminance, 0 to 1.
  private func luminance(_ color: Color) throws -> Double {
    let channels = try #require(color.channels)
    let linear = [channels.red, channels.green, channels.blue].map { channel -> Double in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// WCAG's contrast, 1 to 21, as a terminal of 256 colours draws it.
  private func contrast(_ style: Style, _ theme: Theme, _ terminal: Color) throws -> Double {
    let appearance = theme.appearance(of: style, .palette)
    let front = Color.index(UInt8(try #require(UInt8(exactly: appearance.foreground))))
    let back = UInt8(exactly: appearance.background).map { Color.index($0) } ?? terminal
    let (a, b) = (try luminance(front), try luminance(back))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test("every role can be read on every background", arguments: ["dark", "light"])
  func contrast(name: String) throws {
    let description = description(name)
    let (theme, terminal) = (Theme(description), Color(description.terminal))
    let backgrounds = description.looks.filter { $0.value.background != nil }
    for (role, look) in description.looks where look.color != nil {
      let least = Self.faint.contains(role) ? 3 : 4.5
      let own = try contrast(Style(Role(role)), theme, terminal)
      #expect(own >= least, "\(role): \(own)")
      for (background, behind) in backgrounds {
        // A background with a colour of its own holds plain text only.
        if behind.color != nil, role != "text" { continue }
        let found = try contrast(Style(Role(role), on: Role(background)), theme, terminal)
        #expect(found >= least, "\(role) on \(background): \(found)")
      }
    }
  }

  @Test("what a role says is not said by colour alone", arguments: ["dark", "light"], ColorDepth.allCases)
  func depths(name: String, depth: ColorDepth) {
    let theme = Theme(description(name))
    let plain = theme.appearance(of: .text, depth)
    for role in [Role.rowCursor, .rowMarked, .rowCursorAway] {
      #expect(theme.appearance(of: Style(on: role), depth) != plain, "\(role.name)")
    }
    for role in [Role.selection, .critical, .error, .new, .accent] {
      #expect(theme.appearance(of: Style(role), depth) != plain, "\(role.name)")
    }
    for look in theme.looks.keys {
      let appearance = theme.appearance(of: Style(look), depth)
      let highest: Int32 = [-1, 7, 15, 255, 1 << 24][depth.rawValue]
      #expect(appearance.foreground <= highest && appearance.background <= highest)
    }
  }

  @Test("severity keeps its colour on the cursor's row")
  func cursor() {
    let theme = Theme(description("dark"))
    for role in [Role.critical, .high, .medium, .low] {
      let (plain, under) = (
        theme.appearance(of: Style(role), .palette), theme.appearance(of: Style(role, on: .rowCursor), .palette)
      )
      #expect(plain.foreground == under.foreground && plain.background != under.background)
    }
  }

  @Test("every role that the sources name is in the themes")
  func named() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let roles = Set(description("dark").looks.keys)
    var found: Set<String> = []
    for folder in ["TerminalKit", "Dashboard"] {
      let folder = sources.appendingPathComponent(folder)
      let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      for name in names where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        for match in text.matches(of: /\bRole\("([a-z0-9.]+)"\)/) { found.insert(String(match.1)) }
      }
    }
    #expect(found.count > 30)
    #expect(found.subtracting(roles).isEmpty, "\(found.subtracting(roles).sorted())")
    #expect(roles.subtracting(found).isEmpty, "\(roles.subtracting(found).sorted())")
  }
}
