import TextSafety

/// Makes keys and pasted texts of the bytes that a terminal sends.
///
/// It knows what xterm, the VT220, rxvt, the Linux console, tmux, screen and kitty send, whichever mode they are in.
/// Sequences that it does not know are swallowed whole: nothing of them is ever taken for typed text.
package struct KeyDecoder: Sendable {
  /// What is pasted beyond this many bytes is dropped.
  static let pasteLimit = 1 << 20
  /// Parameters of a sequence beyond this many bytes make it unknown.
  static let sequenceLimit = 64

  enum State: Sendable, Equatable {
    case ground
    /// Bytes of a letter that are still to come, and what it is so far.
    case letter(missing: Int, value: UInt32, least: UInt32)
    case escape
    /// After `ESC [`, and after `ESC O`.
    case control
    case shifted
    /// `ESC [ [`: a function key of the Linux console.
    case console
    /// `ESC [ M`: three bytes about a mouse.
    case mouse(missing: Int)
    /// `ESC ]`, `ESC P`, … up to `ESC \` or BEL.
    case string(afterEscape: Bool, isEmpty: Bool)
    case paste
  }

  var state = State.ground
  /// An escape came before what is being decoded: Alt is held, or Esc was pressed.
  var isAlt = false
  /// Parameters of the sequence, or the pasted bytes.
  var bytes: [UInt8] = []
  /// The byte that opened a string, for a key with Alt.
  private var opener: UInt8 = 0
  var events: [Event] = []

  package init() {}

  /// How long to wait for more; nil when nothing is open. An escape alone is soon the key, the rest of a sequence is
  /// given time to come over a slow line, and a paste that stalls is taken as it is at last.
  package var patience: Duration? {
    switch state {
    case .ground: nil
    case .escape: .milliseconds(25)
    case .paste: .seconds(10)
    default: .milliseconds(250)
    }
  }

  /// Decodes further bytes.
  package mutating func feed(_ input: some Sequence<UInt8>) -> [Event] {
    for byte in input { take(byte) }
    defer { events = [] }
    return events
  }

  /// Nothing more came: what is open is taken as it is.
  package mutating func flush() -> [Event] {
    switch state {
    case .ground, .letter, .console, .mouse: break
    case .escape:
      let isTwice = isAlt
      isAlt = false
      if isTwice { emit(.escape) }
      emit(.escape)
    case .control where bytes.isEmpty: emit(.rune("["), .alt)
    case .control where bytes.last == UInt8(ascii: "$"): finishControl(UInt8(ascii: "$"))
    case .shifted where bytes.isEmpty: emit(.rune("O"), .alt)
    case .string(_, isEmpty: true): emit(.rune(Unicode.Scalar(opener)), .alt)
    case .control, .shifted, .string: break
    case .paste: finishPaste()
    }
    reset()
    defer { events = [] }
    return events
  }

  mutating func emit(_ code: Key.Code, _ modifiers: Key.Modifiers = []) {
    events.append(.key(Key(code, isAlt ? modifiers.union(.alt) : modifiers)))
  }

  mutating func reset() {
    state = .ground
    isAlt = false
    bytes = []
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeGround(byte)
    case .letter(let missing, let value, let least): takeLetter(byte, missing, value, least)
    case .escape: takeEscape(byte)
    case .control: takeControl(byte)
    case .shifted: takeShifted(byte)
    case .console:
      if (0x41...0x45).contains(byte) { emit(.function(Int(byte) - 0x40)) }
      reset()
    case .mouse(let missing):
      if missing > 1 { state = .mouse(missing: missing - 1) } else { reset() }
    case .string(let afterEscape, _): takeString(byte, afterEscape)
    case .paste: takePaste(byte)
    }
  }

  private mutating func takeGround(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      state = .escape
      return
    case 0: emit(.rune(" "), .ctrl)
    case 0x08, 0x7F: emit(.backspace)
    case 0x09: emit(.tab)
    case 0x0D: emit(.enter)
    case 0x01...0x1A: emit(.rune(Unicode.Scalar(byte + 0x60)), .ctrl)
    case 0x1C...0x1F: emit(.rune(Unicode.Scalar(byte + 0x40)), .ctrl)
    case 0x20...0x7E: emit(.rune(Unicode.Scalar(byte)))
    case 0xC2...0xDF:
      state = .letter(missing: 1, value: UInt32(byte & 0x1F), least: 0x80)
      return
    case 0xE0...0xEF:
      state = .letter(missing: 2, value: UInt32(byte & 0x0F), least: 0x800)
      return
    case 0xF0...0xF4:
      state = .letter(missing: 3, value: UInt32(byte & 0x07), least: 0x10000)
      return
    // No UTF-8: nothing that a person typed.
    default: break
    }
    reset()
  }

  private mutating func takeLetter(_ byte: UInt8, _ missing: Int, _ value: UInt32, _ least: UInt32) {
    guard byte & 0xC0 == 0x80 else {
      reset()
      return take(byte)
    }
    let value = value << 6 | UInt32(byte & 0x3F)
    if missing > 1 {
      state = .letter(missing: missing - 1, value: value, least: least)
      return
    }
    // Control characters are no letters in any encoding.
    if value >= least, value >= 0xA0, let scalar = Unicode.Scalar(value) { emit(.rune(scalar)) }
    reset()
  }

  private mutating func takeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .shifted
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      opener = byte
      state = .string(afterEscape: false, isEmpty: true)
    case 0x1B:
      // The escape before it was a key, or is the Alt of the sequence that this one begins.
      if isAlt {
        isAlt = false
        emit(.escape)
      }
      isAlt = true
    default:
      if isAlt {
        isAlt = false
        emit(.escape)
      }
      isAlt = true
      state = .ground
      takeGround(byte)
    }
  }

  private mutating func takeString(_ byte: UInt8, _ afterEscape: Bool) {
    switch byte {
    case 0x07, 0x18, 0x1A: reset()
    case 0x1B: state = .string(afterEscape: true, isEmpty: false)
    default:
      if afterEscape {
        reset()
        // Only `ESC \` ends a string; any other sequence breaks it off and counts.
        if byte == UInt8(ascii: "\\") { return }
        state = .escape
        take(byte)
      } else {
        state = .string(afterEscape: false, isEmpty: false)
      }
    }
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func takePaste(_ byte: UInt8) {
    bytes.append(byte)
    if byte == UInt8(ascii: "~"), bytes.suffix(6).elementsEqual(KeyDecoder.pasteEnd) {
      bytes.removeLast(6)
      finishPaste()
      reset()
    } else if bytes.count > KeyDecoder.pasteLimit + 6 {
      // The end of it may stand across the limit.
      bytes.removeSubrange(KeyDecoder.pasteLimit..<bytes.count - 5)
    }
  }

  private mutating func finishPaste() {
    // Terminals send a carriage return for the end of a line.
    let text = bytes.prefix(KeyDecoder.pasteLimit).map { $0 == 0x0D ? 0x0A : $0 }
    let paste = text.withUnsafeBufferPointer { UntrustedText(utf8: $0) }
    if !paste.isEmpty { events.append(.paste(paste)) }
  }
}
