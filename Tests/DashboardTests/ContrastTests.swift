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

  private static let themes = ThemeFiles(folder: "/nonexistent").names

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

  @Test("every role can be read on every background", arguments: ContrastTests.themes)
  func contrast(name: String) throws {
    let description = description(name)
    let (theme, terminal) = (Theme(description), Color(description.terminal))
    let backgrounds = description.looks.filter { $0.value.background != nil }
    for (role, look) in description.looks where look.color != nil {
      let isFaint = Self.faint.contains(role)
      let least = name == "high-contrast" ? (isFaint ? 4.5 : 7) : (isFaint ? 3 : 4.5)
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

  @Test("what a role says is not said by colour alone", arguments: ContrastTests.themes, ColorDepth.allCases)
  func depths(name: String, depth: ColorDepth) {
    let theme = Theme(description(name))
    let plain = theme.appearance(of: .text, depth)
    for role in [Role.rowCursor, .rowMarked, .rowCursorAway, .overlayTitle] {
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

  // MARK: Eyes

  /// What an eye without one kind of cones sees of a colour's linear channels.
  private static let eyes: [String: [[Double]]] = [
    // Viénot, Brettel and Mollon 1999.
    "deuteranopia": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    // Machado, Oliveira and Fernandes 2009, severity 1.
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  ]

  /// How far apart two roles are to such an eye: 0 the same, 1 black and white.
  private func distance(_ a: Role, _ b: Role, _ theme: Theme, _ eye: [[Double]]) throws -> Double {
    func seen(_ role: Role) throws -> [Double] {
      let front = theme.appearance(of: Style(role), .palette).foreground
      let index = try #require(UInt8(exactly: front))
      let channels = try #require(Color.index(index).channels)
      let linear = [channels.red, channels.green, channels.blue].map { pow(Double($0) / 255, 2.2) }
      return eye.map { row in pow(max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }), 1 / 2.2) }
    }
    let (first, second) = (try seen(a), try seen(b))
    return sqrt(zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 3)
  }

  @Test("good and bad are apart for the eyes that a theme is for", arguments: ["deuteranopia", "tritanopia"])
  func eyes(name: String) throws {
    let theme = Theme(description(name))
    let eye = try #require(Self.eyes[name])
    let pairs: [(Role, Role)] = [
      (Role.heat[0], Role.heat[4]), (Role.heat[0], Role.heat[2]), (Role.heat[2], Role.heat[4]), (.added, .removed),
      (.success, .error), (.critical, .low), (.critical, .medium),
    ]
    for (a, b) in pairs {
      let found = try distance(a, b, theme, eye)
      #expect(found > 0.15, "\(a.name) and \(b.name): \(found)")
    }
    // What the two are told apart by in the dark theme is what these eyes do not have.
    let dark = Theme(description("dark"))
    let worse = try distance(Role.heat[0], Role.heat[4], dark, eye)
    #expect(try distance(Role.heat[0], Role.heat[4], theme, eye) > worse * 0.9)
  }
}
