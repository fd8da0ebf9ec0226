/// Bytes on their way out, gathered into blocks.
package struct ReportOutput {
  private var block: [UInt8] = []
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private static let blockSize = 1 << 16

  /// - Parameter sink: takes a block; what it throws ends the report.
  package init(_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
  }

  package mutating func write(_ text: String) throws {
    block.append(contentsOf: text.utf8)
    if block.count >= ReportOutput.blockSize { try flush() }
  }

  /// Appends bytes; the caller sees to it that blocks go out, with `drain`.
  mutating func append(_ byte: UInt8) { block.append(byte) }

  mutating func append(_ text: StaticString) {
    block.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ bytes: some Sequence<UInt8>) { block.append(contentsOf: bytes) }

  /// What was written and has not gone out.
  var pending: String { String(decoding: block, as: UTF8.self) }

  mutating func drain() throws {
    if block.count >= ReportOutput.blockSize { try flush() }
  }

  package mutating func flush() throws {
    if block.isEmpty { return }
    try block.withUnsafeBytes(sink)
    block.removeAll(keepingCapacity: true)
  }
}
