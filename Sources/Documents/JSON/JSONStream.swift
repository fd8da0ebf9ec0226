import CSimdJSON
import TextSafety

/// Values of JSON that follow one another, as a server sends them for hours: bytes go in as they come, whole values come
/// out. Memory is that of the largest value.
package struct JSONStream {
  private var bytes: [UInt8] = []
  /// Where the unread bytes begin, and how far the scan is in them.
  private var start = 0
  private var scanned = 0
  private var scan = bulwark_json_scan()
  private let limits: Limits
  private let builder: JSONTreeBuilder

  package init(limits: Limits = .standard) {
    self.limits = limits
    builder = JSONTreeBuilder(limits: limits)
  }

  package mutating func append(_ more: [UInt8]) {
    // What was read is given up before the block would grow.
    if start > 0, bytes.count + more.count > bytes.capacity || start == bytes.count {
      bytes.removeFirst(start)
      scanned -= start
      start = 0
    }
    bytes += more
  }

  /// The next whole value; nil until more bytes have come. Throws at what is no JSON, and at a value that is larger than
  /// a document may be: nothing behind it can be read.
  package mutating func next() throws(DocumentError) -> Node? {
    while start < bytes.count, scan.depth == 0, scanned == start, isSpace(bytes[start]) {
      start += 1
      scanned = start
    }
    guard start < bytes.count else { return nil }
    guard bytes[start] == UInt8(ascii: "{") else {
      throw DocumentError(code: .syntax, why: "no JSON object where one should begin", underlying: nil)
    }
    while scanned < bytes.count {
      var isBroken = false
      let stop = bulwark_json_scan_run(&scan, bytes, scanned, bytes.count, 0, false, &isBroken)
      guard stop < bytes.count else {
        scanned = stop
        break
      }
      scanned = stop + 1
      if scan.depth == 0 { return try take() }
    }
    try JSONValue.hold(scan, limits)
    if scanned - start > limits.documentBytes {
      throw DocumentError(code: .tooLarge, why: "more than \(limits.documentBytes >> 20) MiB", underlying: nil)
    }
    return nil
  }

  /// Whether bytes of a value are there that has not ended.
  package var isInsideValue: Bool { start < bytes.count }

  private mutating func take() throws(DocumentError) -> Node {
    let value = try JSONValue.parse(bytes[start..<scanned], by: builder, limits: limits)
    start = scanned
    scan = bulwark_json_scan()
    return value
  }
}

/// A value of JSON that is in memory whole, as a server answers.
package enum JSONValue {
  /// Throws at what is no JSON or beyond the limits.
  package static func parse(_ bytes: [UInt8], limits: Limits = .standard) throws(DocumentError) -> Node {
    try parse(bytes[...], by: JSONTreeBuilder(limits: limits), limits: limits)
  }

  /// Throws where what was scanned has more values than a document may have, or nests them deeper.
  static func hold(_ scan: bulwark_json_scan, _ limits: Limits) throws(DocumentError) {
    if scan.deepest > limits.depth {
      throw DocumentError(code: .tooLarge, why: "nested deeper than \(limits.depth) levels", underlying: nil)
    }
    if scan.nodes > limits.nodes {
      throw DocumentError(code: .tooLarge, why: "more than \(limits.nodes) values", underlying: nil)
    }
  }

  static func parse(
    _ bytes: ArraySlice<UInt8>, by builder: JSONTreeBuilder, limits: Limits
  ) throws(DocumentError) -> Node {
    var scan = bulwark_json_scan()
    var isBroken = false
    // simdjson reads beyond the end.
    let padded = [UInt8](unsafeUninitializedCapacity: bytes.count + Int(BULWARK_JSON_PADDING)) { buffer, count in
      count = buffer.initialize(fromContentsOf: bytes)
      for _ in 0..<Int(BULWARK_JSON_PADDING) {
        buffer.initializeElement(at: count, to: 0)
        count += 1
      }
    }
    _ = bulwark_json_scan_run(&scan, padded, 0, bytes.count, -1, false, &isBroken)
    try hold(scan, limits)
    let outcome = padded.withUnsafeBufferPointer {
      builder.parse(UnsafeBufferPointer(rebasing: $0[..<bytes.count]), line: 0) { line in
        let tree = Tree()
        tree.line = line
        return tree
      }
    }
    switch outcome {
    case .tree(let tree): return Node(tree, 0)
    case .tooDeep: throw DocumentError(code: .tooLarge, why: "nested too deep", underlying: nil)
    case .noMemory: throw DocumentError(code: .tooLarge, why: "no memory for it", underlying: nil)
    case .syntax: throw DocumentError(code: .syntax, why: "no JSON", underlying: nil)
    }
  }
}
