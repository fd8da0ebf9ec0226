import Documents
import Testing
import TextSafety

@Suite("Reading ahead")
struct AheadTests {
  private struct Unreadable: Error {}
  private struct Enough: Error {}

  private static func texts(_ count: Int) -> [String] {
    (0..<count).map { source in (0..<400).map { "---\nsource: \(source)\ndocument: \($0)\n" }.joined() }
  }

  private static func opening(_ texts: [String]) -> @Sendable (Int) throws -> any ByteSource {
    { MemorySource(texts[$0]) }
  }

  @Test("Documents come in the order of the sources, each with its own values, however many are held")
  func order() throws {
    let texts = Self.texts(8)
    var held: [Document] = []
    var ends: [Int] = []
    DocumentReader.readAhead(texts.indices, open: Self.opening(texts)) { index, event in
      switch event {
      case .document(let document):
        #expect(index == ends.count)
        // A part of them is kept: their memory must not be used again.
        if document.index % 3 == 0 { held.append(document) }
      case .problem(let problem): Issue.record("\(problem.line)")
      case .end(let failure):
        #expect(failure == nil)
        ends.append(index)
      }
    }
    #expect(ends == Array(texts.indices))
    let numbers = held.map { [$0.root["source"]?.integer, $0.root["document"]?.integer] }
    let expected = texts.indices.flatMap { source in
      (0..<400).filter { $0 % 3 == 0 }.map { [Int64(source), Int64($0)] }
    }
    #expect(numbers == expected)
  }

  @Test("A source that cannot be opened, or breaks off, ends by itself")
  func failures() {
    let broken = Array(gzipped(Array("a: 1\n---\nb: 2\n".utf8)).dropLast(4))
    var seen: [String] = []
    let open: @Sendable (Int) throws -> any ByteSource = { index in
      switch index {
      case 0: throw Unreadable()
      case 1: MemorySource(broken)
      default: MemorySource("c: 3\n")
      }
    }
    DocumentReader.readAhead(0..<3, open: open) { index, event in
      switch event {
      case .document(let document): seen.append("\(index) \(dumped(document.root))")
      case .problem: seen.append("\(index) problem")
      case .end(is Unreadable): seen.append("\(index) unreadable")
      case .end(is DocumentError): seen.append("\(index) broken")
      case .end(let failure): seen.append("\(index) \(failure == nil ? "end" : "other")")
      }
    }
    #expect(seen.first == "0 unreadable")
    #expect(seen.contains("1 broken"))
    #expect(seen.suffix(2) == ["2 {c: 3}", "2 end"])
  }

  @Test("What the body throws comes back, and ends the reading of even the longest source")
  func stopping() {
    let texts = Self.texts(40)
    var taken = 0
    #expect(throws: Enough.self) {
      try DocumentReader.readAhead(texts.indices, open: Self.opening(texts)) { _, _ in
        taken += 1
        if taken == 10 { throw Enough() }
      }
    }
    #expect(taken == 10)
  }

  @Test("Nothing to read is read")
  func nothing() {
    let open = Self.opening([])
    DocumentReader.readAhead(0..<0, open: open) { _, _ in Issue.record("an event of no source") }
  }

  @Test("Large documents arrive whole, between small ones")
  func large() {
    let long = String(repeating: "x", count: 6 << 20)
    var lengths: [Int] = []
    let text = "a: 1\n---\na: \(long)\n---\na: \(long)\n---\na: 2\n"
    DocumentReader.readAhead(0..<1, open: Self.opening([text])) {
      if case .document(let document) = $1 { lengths.append(document.root["a"]?.text?.parsed { $0.utf8.count } ?? 0) }
    }
    #expect(lengths == [0, 6 << 20, 6 << 20, 0])
  }
}
