import Crypto

/// Tells whether two things are the same without keeping both: SHA-256 over bytes, cut to what is needed.
package struct ContentHash {
  private var hash = SHA256()
  private var block: [UInt8] = []

  package init() { block.reserveCapacity(4096) }

  package mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { block.append(contentsOf: $0) }
    if block.count >= 4000 { flush() }
  }

  /// Text with its length, so that two texts one behind the other are told from others.
  package mutating func add(_ text: String) {
    add(text.utf8.count)
    block.append(contentsOf: text.utf8)
    if block.count >= 4000 { flush() }
  }

  private mutating func flush() {
    hash.update(data: block)
    block.removeAll(keepingCapacity: true)
  }

  /// The first eight bytes.
  package var value: UInt64 {
    var copy = self
    copy.flush()
    return copy.hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// All bytes.
  package var bytes: [UInt8] {
    var copy = self
    copy.flush()
    return Array(copy.hash.finalize())
  }
}
