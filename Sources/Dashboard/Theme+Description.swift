package import Session
package import TerminalKit

extension Theme {
  /// A theme as its file describes it.
  package init(_ description: ThemeDescription) {
    var looks: [Role: Look] = [:]
    for (name, look) in description.looks {
      looks[Role(name)] = Look(
        foreground: look.color.map(Color.init), background: look.background.map(Color.init),
        attributes: Attributes(look.attributes), fewForeground: look.color16.map(Color.init),
        fewBackground: look.background16.map(Color.init), fewAttributes: look.attributes16.map { Attributes($0) },
        monochrome: look.monochrome.map { Attributes($0) })
    }
    self.init(name: description.name, looks: looks)
  }
}

extension Color {
  package init(_ color: ThemeDescription.Color) {
    self =
      switch color {
      case .terminal: .terminal
      case .index(let index): .index(index)
      case .rgb(let red, let green, let blue): .rgb(red: red, green: green, blue: blue)
      }
  }
}

extension Attributes {
  fileprivate init(_ attributes: [ThemeDescription.Attribute]) {
    self = []
    for attribute in attributes {
      switch attribute {
      case .bold: insert(.bold)
      case .underline: insert(.underline)
      case .reverse: insert(.reverse)
      case .dim: insert(.dim)
      case .italic: insert(.italic)
      }
    }
  }
}
