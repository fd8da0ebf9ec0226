extension KeyDecoder {
  /// A byte after `ESC [`.
  mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      reset()
      state = .escape
    case UInt8(ascii: "[") where bytes.isEmpty: state = .console
    case UInt8(ascii: "M") where bytes.isEmpty: state = .mouse(missing: 3)
    case 0x20...0x3F:
      // A sequence that is too long goes on to be swallowed.
      if bytes.count <= KeyDecoder.sequenceLimit { bytes.append(byte) }
    case 0x40...0x7E: finishControl(byte)
    // Control characters and letters of other alphabets break a sequence off.
    default: reset()
    }
  }

  /// A byte after `ESC O`.
  mutating func takeShifted(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      reset()
      state = .escape
    case 0x30...0x3B where bytes.count < 4: bytes.append(byte)
    default:
      let modifiers = KeyDecoder.modifiers(parameters.last ?? 1)
      if let code = KeyDecoder.shifted[byte] {
        emit(code, modifiers)
      } else if let code = KeyDecoder.lettered[byte] {
        emit(code, modifiers)
      } else if let code = KeyDecoder.lettered[byte & 0xDF], (0x61...0x64).contains(byte) {
        // rxvt: arrows with Ctrl.
        emit(code, .ctrl)
      }
      reset()
    }
  }

  private var parameters: [Int] {
    bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      // What follows a colon refines a number and is of no interest.
      let digits = part.prefix { $0 != UInt8(ascii: ":") }.prefix(6)
      return digits.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
    }
  }

  mutating func finishControl(_ final: UInt8) {
    defer { if state == .control { reset() } }
    guard bytes.count <= KeyDecoder.sequenceLimit else { return }
    if bytes.first == UInt8(ascii: "<") { return finishMouse(final) }
    // Answers and reports, which nobody asked for, begin with `?`, `<`, `=` or `>`.
    if let first = bytes.first, (0x3C...0x3F).contains(first) { return }
    let numbers = parameters
    let modifiers = KeyDecoder.modifiers(numbers.count > 1 ? numbers[1] : 1)
    switch final {
    case UInt8(ascii: "~"): finishNumbered(numbers, modifiers)
    case UInt8(ascii: "^"): emitNumbered(numbers.first, .ctrl)
    case UInt8(ascii: "$"): emitNumbered(numbers.first, .shift)
    case UInt8(ascii: "@"): emitNumbered(numbers.first, [.ctrl, .shift])
    case UInt8(ascii: "u"): emit(character: numbers.first, modifiers)
    case UInt8(ascii: "Z"): emit(.tab, modifiers.union(.shift))
    // rxvt: arrows with Shift.
    case UInt8(ascii: "a")...UInt8(ascii: "d") where bytes.isEmpty:
      if let code = KeyDecoder.lettered[final - 0x20] { emit(code, .shift) }
    default:
      // A report of the cursor's place ends as F3 does, but begins with another number than 1.
      guard let code = KeyDecoder.lettered[final], numbers.first ?? 1 <= 1, numbers.count <= 2 else { return }
      emit(code, modifiers)
    }
  }

  /// `ESC [ < button ; column ; row M`, and `m` where a button is let go.
  private mutating func finishMouse(_ final: UInt8) {
    bytes.removeFirst()
    let numbers = parameters
    guard final == UInt8(ascii: "M"), numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return }
    // Keys that are held with it add 4, 8 and 16; 32 is a move.
    let act: Mouse.Act? =
      switch numbers[0] & ~0b1_1100 {
      case 0: .click
      case 64: .wheelUp
      case 65: .wheelDown
      default: nil
      }
    if let act { events.append(.mouse(Mouse(act, x: numbers[1] - 1, y: numbers[2] - 1))) }
  }

  private mutating func finishNumbered(_ numbers: [Int], _ modifiers: Key.Modifiers) {
    switch numbers.first {
    case 200:
      reset()
      state = .paste
    // xterm, when asked to tell all keys apart.
    case 27 where numbers.count == 3: emit(character: numbers[2], modifiers)
    default: emitNumbered(numbers.first, modifiers)
    }
  }

  private mutating func emitNumbered(_ number: Int?, _ modifiers: Key.Modifiers) {
    if let number, let code = KeyDecoder.numbered[number] { emit(code, modifiers) }
  }

  /// A key by its character's number, as kitty and xterm send it.
  private mutating func emit(character number: Int?, _ modifiers: Key.Modifiers) {
    switch number {
    case 8, 127: emit(.backspace, modifiers)
    case 9: emit(.tab, modifiers)
    case 13: emit(.enter, modifiers)
    case 27: emit(.escape, modifiers)
    case let number?:
      guard let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init), number >= 0x20 else { return }
      if (0x7F...0x9F).contains(number) || scalar.properties.generalCategory == .privateUse { return }
      let isShifted = modifiers.contains(.shift) && scalar.properties.uppercaseMapping.unicodeScalars.count == 1
      let upper = scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar
      emit(.rune(isShifted ? upper : scalar), modifiers)
    case nil: break
    }
  }

  private static func modifiers(_ number: Int) -> Key.Modifiers {
    let bits = max(0, number - 1)
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 8 | 32) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.ctrl) }
    return modifiers
  }

  /// Keys whose sequence ends with a letter.
  private static let lettered: [UInt8: Key.Code] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  /// The number pad, when it sends its own keys.
  private static let shifted: [UInt8: Key.Code] = [
    0x49: .tab, 0x4D: .enter, 0x58: .rune("="), 0x6A: .rune("*"), 0x6B: .rune("+"), 0x6C: .rune(","), 0x6D: .rune("-"),
    0x6E: .rune("."), 0x6F: .rune("/"), 0x70: .rune("0"), 0x71: .rune("1"), 0x72: .rune("2"), 0x73: .rune("3"),
    0x74: .rune("4"), 0x75: .rune("5"), 0x76: .rune("6"), 0x77: .rune("7"), 0x78: .rune("8"), 0x79: .rune("9"),
  ]

  /// Keys whose sequence is a number and `~`.
  private static let numbered: [Int: Key.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
    18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    25: .function(13), 26: .function(14), 28: .function(15), 29: .function(16), 31: .function(17), 32: .function(18),
    33: .function(19), 34: .function(20),
  ]
}
