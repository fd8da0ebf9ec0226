import Documents
import Testing
import TextSafety

@Suite("JSON as servers send it")
struct JSONStreamTests {
  private static let limits: Limits = {
    var limits = Limits()
    limits.nodes = 1000
    limits.depth = 100
    return limits
  }()

  private static let deep = String(repeating: "[", count: 90) + String(repeating: "]", count: 90)
  private static let many = "{\"a\":[" + Array(repeating: deep, count: 15).joined(separator: ",") + "]}"

  private func values(_ text: String, chunk: Int) throws -> [Node] {
    var stream = JSONStream(limits: Self.limits)
    var found: [Node] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      stream.append(Array(bytes[start..<min(start + chunk, bytes.count)]))
      while let value = try stream.next() { found.append(value) }
    }
    return found
  }

  @Test("values come out whole, wherever the bytes are cut", arguments: [1, 7, 64, 4096])
  func whole(chunk: Int) throws {
    let found = try values("{\"a\":\"x[,\\\"\"} {\"a\":[1,{}]}\n{\"a\":null}", chunk: chunk)
    #expect(found.count == 3)
    #expect(found.first?["a"]?.equals("x[,\"") == true)
    #expect(found.last?["a"]?.isNull == true)
  }

  @Test("nested lists count as values in a stream, before the value has ended", arguments: [1, 64, 4096])
  func stream(chunk: Int) throws {
    for text in [Self.many, String(Self.many.dropLast(200))] {
      let error = #expect(throws: DocumentError.self) { try values(text, chunk: chunk) }
      #expect(error?.code == .tooLarge)
    }
    let error = #expect(throws: DocumentError.self) {
      try values("{\"a\":" + String(repeating: "[", count: 200), chunk: chunk)
    }
    #expect(error?.code == .tooLarge)
  }

  @Test("nested lists count as values of an answer")
  func answer() throws {
    let error = #expect(throws: DocumentError.self) { try JSONValue.parse(Array(Self.many.utf8), limits: Self.limits) }
    #expect(error?.code == .tooLarge)
    let fewer = "{\"a\":[" + Array(repeating: Self.deep, count: 10).joined(separator: ",") + "]}"
    #expect(try JSONValue.parse(Array(fewer.utf8), limits: Self.limits)["a"]?.count == 10)
  }
}
