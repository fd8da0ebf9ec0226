import CSimdJSON
package import TextSafety

extension Node {
  /// A boolean; the strings "true" and "yes" are none.
  package var bool: Bool? {
    record.kind == UInt8(BULWARK_BOOL) ? record.flags & UInt8(BULWARK_TRUE) != 0 : nil
  }

  /// A number without a fraction that fits (`3`, `0x10`, `010`, and `1e3`, which kubectl sends on as 1000).
  package var integer: Int64? {
    let record = record
    guard record.kind == UInt8(BULWARK_NUMBER) else { return nil }
    switch Int(record.flags) & (BULWARK_INT | BULWARK_UINT | BULWARK_DOUBLE) {
    case BULWARK_INT: return Int64(bitPattern: bits)
    case BULWARK_UINT: return nil
    case BULWARK_DOUBLE: return Int64(exactly: Double(bitPattern: bits))
    default:
      switch YAMLNumber(tree.text(index)) {
      case .integer(let value): return value
      case .unsigned, nil: return nil
      case .double(let value): return Int64(exactly: value)
      }
    }
  }

  /// Any number.
  package var number: Double? {
    let record = record
    guard record.kind == UInt8(BULWARK_NUMBER) else { return nil }
    switch Int(record.flags) & (BULWARK_INT | BULWARK_UINT | BULWARK_DOUBLE) {
    case BULWARK_INT: return Double(Int64(bitPattern: bits))
    case BULWARK_UINT: return Double(bits)
    case BULWARK_DOUBLE: return Double(bitPattern: bits)
    default:
      switch YAMLNumber(tree.text(index)) {
      case .integer(let value): return Double(value)
      case .unsigned(let value): return Double(value)
      case .double(let value): return value
      case nil: return nil
      }
    }
  }

  /// Any scalar's text as it is written in the file; a fraction of JSON in its shortest form. Nil for null, lists and
  /// maps.
  package var scalar: UntrustedText? {
    let record = record
    switch Int(record.kind) {
    case BULWARK_STRING: return UntrustedText(utf8: tree.text(index))
    case BULWARK_BOOL:
      if record.b > 0 { return UntrustedText(utf8: tree.text(index)) }
      return record.flags & UInt8(BULWARK_TRUE) != 0 ? "true" : "false"
    case BULWARK_NUMBER:
      switch Int(record.flags) & (BULWARK_INT | BULWARK_UINT | BULWARK_DOUBLE) {
      case BULWARK_INT: return "\(Int64(bitPattern: bits))"
      case BULWARK_UINT: return "\(bits)"
      case BULWARK_DOUBLE: return UntrustedText(String(Double(bitPattern: bits)))
      default: return UntrustedText(utf8: tree.text(index))
      }
    default: return nil
    }
  }

  /// The 64 bits of a JSON number.
  private var bits: UInt64 { UInt64(record.b) << 32 | UInt64(record.a) }
}
