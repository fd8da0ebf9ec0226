import Documents
import Testing
import TextSafety

@Suite("Bytes of all kinds")
struct InputTests {
  private static let text = "a: \"é\"\n---\nb: 2\n"
  private static let dump = ["{a: \"é\"}", "{b: 2}"]

  /// What comes before the source breaks off, and whether it does.
  private func broken(_ bytes: [UInt8], chunk: Int) -> (documents: Int, error: DocumentError?) {
    var documents = 0
    do {
      try DocumentReader.read(MemorySource(bytes, chunk: chunk)) { event in
        if case .document = event { documents += 1 }
      }
      return (documents, nil)
    } catch {
      return (documents, error as? DocumentError)
    }
  }

  @Test("gzip is read through, members in a row and padding too", arguments: [1, 3, 100_000])
  func gzip(chunk: Int) throws {
    let halves = Self.text.utf8.split(separator: 45, maxSplits: 1, omittingEmptySubsequences: false)
    let second = Array("-".utf8) + Array(halves[1])
    let bytes = gzipped(Array(halves[0])) + gzipped(second) + [0, 0, 0]
    #expect(try Reading(MemorySource(bytes, chunk: chunk)).dump == Self.dump)
    let large = String(repeating: "---\na: 1\n", count: 30_000)
    #expect(try Reading(MemorySource(gzipped(Array(large.utf8)), chunk: 5000)).documents.count == 30_000)
  }

  @Test("damaged gzip keeps what came before the damage", arguments: [1, 7, 100_000])
  func damagedGzip(chunk: Int) throws {
    var numbers = SystemRandomNumberGenerator()
    let text = (0..<3000).map { _ in "---\na: \(UInt64.random(in: 0...UInt64.max, using: &numbers))\n" }.joined()
    let whole = gzipped(Array(text.utf8))
    let cut = broken(Array(whole[..<(whole.count / 2)]), chunk: chunk)
    #expect(cut.documents > 500 && cut.documents < 3000)
    #expect(cut.error?.code == .gzip)
    var bent = whole
    bent[whole.count - 6] ^= 0xFF
    let sum = broken(bent, chunk: chunk)
    #expect(sum.documents == 3000)
    #expect(sum.error?.code == .gzip)
  }

  @Test("UTF-16 and UTF-32 are read, with their marks and without")
  func wide() throws {
    let scalars = Array(Self.text.unicodeScalars.map(\.value))
    let units = Array(Self.text.utf16).map(UInt32.init)
    func bytes(_ units: [UInt32], _ width: Int, big: Bool, mark: Bool) -> [UInt8] {
      ((mark ? [0xFEFF] : []) + units).flatMap { unit in
        let little = (0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
        return big ? little.reversed() : little
      }
    }
    for big in [false, true] {
      for mark in [false, true] {
        for chunk in [1, 3, 1000] {
          let narrow = MemorySource(bytes(units, 2, big: big, mark: mark), chunk: chunk)
          #expect(try Reading(narrow).dump == Self.dump)
          #expect(try Reading(MemorySource(bytes(scalars, 4, big: big, mark: mark), chunk: chunk)).dump == Self.dump)
        }
      }
    }
    let pair = bytes(Array("a: \"\u{1F600}\"".utf16).map(UInt32.init), 2, big: false, mark: true)
    #expect(try Reading(MemorySource(pair, chunk: 5)).dump == ["{a: \"\u{1F600}\"}"])
    #expect(try Reading(MemorySource(pair.dropLast(4) + [0x22, 0], chunk: 5)).dump == ["{a: \"\u{FFFD}\"}"])
  }

  @Test("what is no text is one problem")
  func binary() throws {
    let binary = try Reading(MemorySource([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3]))
    #expect(binary.documents.isEmpty)
    #expect(binary.problems.map(\.what) == [.notText])
    #expect(try Reading(MemorySource(Array("a: 1\n---\nb: \u{0}\n".utf8))).problems.map(\.what) == [.notText])
  }

  @Test("broken UTF-8 and control characters cost a YAML document, and the line is right")
  func brokenUTF8() throws {
    let reading = try Reading(MemorySource(Array("a: 1\n---\nb: 2\nc: ".utf8) + [0xFF] + Array("\n---\nd: 3\n".utf8)))
    #expect(reading.dump == ["{a: 1}", "{d: 3}"])
    #expect(reading.problems.map(\.line) == [4])
    #expect(reading.problems.map(\.column) == [4])
    #expect(try Reading("a: 1\n---\nb: \u{7}\n").problems.map(\.line) == [3])
  }

  @Test(
    "nothing, spaces and comments are no documents", arguments: ["", " \n\t\n", "---\n", "# x\n---\n# y\n", "\u{FEFF}"])
  func empty(text: String) throws {
    let reading = try Reading(text)
    #expect(reading.documents.isEmpty && reading.problems.isEmpty)
  }

  @Test("an error of the source comes after what was read")
  func failing() {
    struct Failing: ByteSource {
      struct Failure: Error {}
      var text = MemorySource("a: 1\n---\n")
      mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = text.read(into: buffer)
        if count == 0 { throw Failure() }
        return count
      }
    }
    var documents = 0
    #expect(throws: DocumentError.self) {
      try DocumentReader.read(Failing()) { event in
        if case .document = event { documents += 1 }
      }
    }
    #expect(documents == 1)
  }

  @Test("what the reader of documents throws goes through")
  func thrown() {
    struct Stop: Error {}
    for text in ["a: 1\n---\nb: 2\n", "{}{}", #"{"kind":"List","items":[{},{}]}"#] {
      var calls = 0
      #expect(throws: Stop.self) {
        try DocumentReader.read(MemorySource(text)) { _ in
          calls += 1
          throw Stop()
        }
      }
      #expect(calls == 1)
    }
  }
}
