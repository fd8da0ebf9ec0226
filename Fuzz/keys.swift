// module: TerminalKit

import TerminalKit

/// What a terminal sends is never taken for a control character, and whatever came before, the next key is decoded.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzKeys(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var decoder = KeyDecoder()
  for byte in UnsafeBufferPointer(start: start, count: count) {
    for case .key(let key) in decoder.feed(CollectionOfOne(byte)) {
      guard case .rune(let rune) = key.code else { continue }
      precondition(rune.value >= 0x20 && !(0x7F...0x9F).contains(rune.value))
      precondition(Key(key.name) == key || key.name.unicodeScalars.contains { $0.value > 0x7E })
    }
  }
  _ = decoder.flush()
  precondition(decoder.patience == nil)
  precondition(decoder.feed("j".utf8) == [.key(Key(.rune("j")))])
  return 0
}
