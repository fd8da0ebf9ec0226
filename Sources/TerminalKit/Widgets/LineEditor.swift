package import TextSafety

/// A line that a person types: filters, reasons, commands. The keys are those of readline.
///
/// What is typed and pasted is kept as it came and is shown sanitized. Tab, Enter, Esc, the arrows up and down and keys
/// that mean nothing here are left to the caller.
package struct LineEditor: Sendable, Equatable {
  /// More than a person types; what is pasted beyond is dropped.
  package static let limit = 4096

  private var characters: [Character] = []
  /// Characters before the cursor.
  private var cursor = 0
  /// What was killed last, for Ctrl-Y.
  private var killed: [Character] = []
  /// The whole text is chosen: what is typed stands in its place, and a key that moves keeps it.
  package private(set) var isChosen = false

  package init() {}

  /// Begins with a text, the cursor at its end.
  ///
  /// - Parameter isChosen: what is typed first replaces it.
  package init(_ text: UntrustedText, isChosen: Bool = false) {
    insert(text)
    self.isChosen = isChosen && !isEmpty
  }

  /// Chooses the whole text.
  package mutating func choose() {
    cursor = characters.count
    isChosen = !isEmpty
  }

  package var text: UntrustedText { UntrustedText(String(characters)) }
  package var isEmpty: Bool { characters.isEmpty }

  /// The text before the cursor, for completion.
  package var head: UntrustedText { UntrustedText(String(characters[..<cursor])) }

  /// Another text, the cursor at its end.
  package mutating func replace(with text: UntrustedText) {
    (characters, cursor) = ([], 0)
    insert(text)
  }

  /// Inserts a pasted text at the cursor; line ends and tabs become blanks.
  package mutating func insert(_ text: UntrustedText) {
    if isChosen { dropChosen() }
    let room = LineEditor.limit - characters.count
    guard let added = text.parsed({ $0.prefix(max(0, room)).map(LineEditor.inLine) }), !added.isEmpty else { return }
    replace(cursor..<cursor, with: added)
  }

  private mutating func dropChosen() {
    isChosen = false
    (characters, cursor) = ([], 0)
  }

  private static func inLine(_ character: Character) -> Character {
    character.isNewline || character == "\t" ? " " : character
  }

  /// Replaces a part and puts the cursor after what stands there now. A mark joins the letter before it, so that
  /// characters are counted anew.
  private mutating func replace(_ range: Range<Int>, with added: [Character]) {
    let head = String(characters[..<range.lowerBound]) + String(added)
    let whole = head + String(characters[range.upperBound...])
    characters = Array(whole)
    cursor = min(head.count, characters.count)
  }

  private mutating func kill(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    killed = Array(characters[range])
    replace(range, with: [])
  }

  /// - Returns: whether the key meant something here.
  package mutating func handle(_ key: Key) -> Bool {
    if let rune = key.typed {
      insert(UntrustedText(String(Character(rune))))
      return true
    }
    defer { isChosen = false }
    if isChosen, ["backspace", "del", "ctrl-d", "ctrl-w", "alt-backspace"].contains(key.name) {
      dropChosen()
      return true
    }
    switch key.name {
    case "left", "ctrl-b": cursor = max(0, cursor - 1)
    case "right", "ctrl-f": cursor = min(characters.count, cursor + 1)
    case "home", "ctrl-a": cursor = 0
    case "end", "ctrl-e": cursor = characters.count
    case "ctrl-left", "alt-left", "alt-b": cursor = wordStart
    case "ctrl-right", "alt-right", "alt-f": cursor = wordEnd
    case "backspace": if cursor > 0 { replace(cursor - 1..<cursor, with: []) }
    case "del", "ctrl-d": if cursor < characters.count { replace(cursor..<cursor + 1, with: []) }
    case "ctrl-w", "alt-backspace", "ctrl-backspace": kill(wordStart..<cursor)
    case "alt-d", "ctrl-del": kill(cursor..<wordEnd)
    case "ctrl-u": kill(0..<cursor)
    case "ctrl-k": kill(cursor..<characters.count)
    case "ctrl-y": replace(cursor..<cursor, with: killed)
    default: return false
    }
    return true
  }

  /// Where the word before the cursor begins, blanks between skipped.
  private var wordStart: Int {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, characters[place].isWhitespace { place += 1 }
    while place < characters.count, !characters[place].isWhitespace { place += 1 }
    return place
  }

  /// Draws the line into one row, scrolled so that the cursor is seen; the terminal's cursor is shown there.
  ///
  /// - Parameter placeholder: what stands there while nothing is typed.
  package func draw(
    into surface: inout Surface, x: Int, y: Int, width: Int, placeholder: SafeText = "", isFocused: Bool = true,
    _ style: Style = Style(.input)
  ) {
    guard width > 0 else { return }
    let before = head.safe
    let scroll = max(0, before.width - width + 1)
    surface.within(Rect(x: x, y: y, width: width, height: 1)) { row in
      row.fill(row.bounds, style)
      if isEmpty {
        row.draw(placeholder, x: 0, y: 0, Style(.placeholder, on: style.background, style.attributes))
      } else {
        let isShownChosen = isChosen && isFocused
        row.put(text.safe, x: -scroll, y: 0, isShownChosen ? Style(.selection, on: nil, style.attributes) : style)
      }
      if isFocused { row.showCursor(x: before.width - scroll, y: 0) }
    }
  }
}
