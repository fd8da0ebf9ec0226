/// What roles look like. It says so for every depth of colour, so that nothing is told by colour alone.
package struct Theme: Sendable, Equatable {
  /// What one role looks like. What is nil is as where nothing is said.
  package struct Look: Hashable, Sendable {
    package var foreground: Color?
    package var background: Color?
    package var attributes: Attributes
    /// With 16 colours, and with 8, where a bright one becomes the plain one and bold. Only the first 16 count; nil: as
    /// with more colours, where that is one of them.
    package var fewForeground: Color?
    package var fewBackground: Color?
    package var fewAttributes: Attributes?
    package var monochrome: Attributes?

    package init(
      foreground: Color? = nil, background: Color? = nil, attributes: Attributes = [], fewForeground: Color? = nil,
      fewBackground: Color? = nil, fewAttributes: Attributes? = nil, monochrome: Attributes? = nil
    ) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
      self.fewForeground = fewForeground
      self.fewBackground = fewBackground
      self.fewAttributes = fewAttributes
      self.monochrome = monochrome
    }
  }

  package var name: String
  package var looks: [Role: Look]

  package init(name: String, looks: [Role: Look]) {
    self.name = name
    self.looks = looks
  }

  /// No colour at all: what there is before a theme was read.
  package static let plain = Theme(
    name: "plain",
    looks: [
      .text: Look(), .dim: Look(), .header: Look(attributes: .bold), .heading: Look(attributes: .bold),
      .columns: Look(attributes: .bold), .key: Look(attributes: .bold), .rowCursor: Look(attributes: .reverse),
      .overlayTitle: Look(attributes: .reverse), .rowMarked: Look(attributes: .bold),
      .critical: Look(attributes: .bold), .error: Look(attributes: .bold),
      .input: Look(attributes: .underline), .selection: Look(attributes: .reverse),
      .match: Look(attributes: .underline),
    ])

  /// The look of a role, or of the nearest role before it that the theme knows.
  package func look(of role: Role) -> Look {
    var role: Role? = role
    while let current = role {
      if let look = looks[current] { return look }
      role = current.parent
    }
    return Look()
  }
}

/// What a terminal is told: colours by number, -1 for its own.
package struct Appearance: Hashable, Sendable {
  package var foreground: Int32
  package var background: Int32
  package var attributes: Attributes

  package init(foreground: Int32 = -1, background: Int32 = -1, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

extension Theme {
  /// What a style looks like on a terminal of some depth.
  package func appearance(of style: Style, _ depth: ColorDepth) -> Appearance {
    let canvas = look(of: .text)
    let front = look(of: style.role)
    let back = style.background.map { look(of: $0) }
    // Plain text takes the colour of what it stands on.
    let isPlain = style.role == .text
    var attributes = style.attributes.union(front.attributes(depth))
    // Twice reversed is still set apart from what is around it.
    if let back { attributes.formUnion(back.attributes(depth)) }
    guard depth > .monochrome else { return Appearance(attributes: attributes) }
    let foreground =
      (isPlain ? back?.foreground(depth) : nil) ?? front.foreground(depth) ?? canvas.foreground(depth)
    // What a role paints itself is before what lies behind it; the canvas lies behind everything.
    let painted = front.background == canvas.background ? nil : front.background(depth)
    let background = painted ?? back?.background(depth) ?? canvas.background(depth)
    var appearance = Appearance(
      foreground: foreground ?? -1, background: background ?? -1, attributes: attributes)
    if depth == .eight {
      if appearance.foreground >= 8 {
        appearance.foreground -= 8
        appearance.attributes.insert(.bold)
      }
      if appearance.background >= 8 { appearance.background -= 8 }
    }
    return appearance
  }
}

extension Theme.Look {
  fileprivate func attributes(_ depth: ColorDepth) -> Attributes {
    switch depth {
    case .monochrome: monochrome ?? attributes
    case .eight, .sixteen: fewAttributes ?? attributes
    case .palette, .direct: attributes
    }
  }

  fileprivate func foreground(_ depth: ColorDepth) -> Int32? { number(foreground, few: fewForeground, depth) }
  fileprivate func background(_ depth: ColorDepth) -> Int32? { number(background, few: fewBackground, depth) }

  private func number(_ color: Color?, few: Color?, _ depth: ColorDepth) -> Int32? {
    let color = depth <= .sixteen ? few ?? color : color
    if color == .terminal { return -1 }
    switch depth {
    case .monochrome: return nil
    case .eight, .sixteen:
      guard case .index(let index) = color, index < 16 else { return nil }
      return Int32(index)
    case .palette: return color?.nearestIndex.map { Int32($0) }
    case .direct:
      // The lowest eight numbers are the person's colours even there.
      if case .index(let index) = color, index < 8 { return Int32(index) }
      guard let channels = color?.channels else { return nil }
      return max(8, Int32(channels.red) << 16 | Int32(channels.green) << 8 | Int32(channels.blue))
    }
  }
}
