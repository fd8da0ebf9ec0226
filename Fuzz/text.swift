// module: TextSafety

import TextSafety

/// Hands the bytes to everything that reads untrusted text; the sanitizer's promise is checked by whoever owns it.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzText(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = UntrustedText(utf8: UnsafeBufferPointer(start: start, count: count))
  _ = text.lowercasedASCII
  _ = text.split(",")
  return 0
}
