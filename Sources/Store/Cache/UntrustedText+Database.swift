import Foundation
package import GRDB
package import TextSafety

/// Text as the cache keeps it: as it came. What holds the character NUL, at which SQLite's texts end, is kept as bytes.
extension UntrustedText: DatabaseValueConvertible {
  package var databaseValue: DatabaseValue {
    raw.utf8.contains(0) ? Data(raw.utf8).databaseValue : raw.databaseValue
  }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> UntrustedText? {
    switch value.storage {
    case .string(let text): UntrustedText(text)
    case .blob(let bytes): UntrustedText(String(decoding: bytes, as: UTF8.self))
    case .null, .int64, .double: nil
    }
  }
}
