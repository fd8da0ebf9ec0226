import Testing
import TextSafety

@testable import Documents

@Suite("The lines of a document in its file")
struct SourceLinesTests {
  private func document(_ text: String, around line: Int) throws -> (first: Int, lines: [String]) {
    let (first, lines) = try SourceLines.document(around: line, of: MemorySource(text))
    return (first, lines.map { $0.safe.description })
  }

  @Test("go from one mark to the next")
  func marks() throws {
    let text = "# head\na: 1\n---\nb: 2\nc: 3\n--- # more\nd: 4"
    var found = try document(text, around: 5)
    #expect(found.first == 4 && found.lines == ["b: 2", "c: 3"])
    found = try document(text, around: 1)
    #expect(found.first == 1 && found.lines == ["# head", "a: 1"])
    found = try document(text, around: 7)
    #expect(found.first == 7 && found.lines == ["d: 4"])
    #expect(try document(text, around: 8).lines.isEmpty, "a line that is not there any more")
  }

  @Test("are no more than one can read, the wanted one among them")
  func bounds() throws {
    let text = (1...9000).map { "line \($0)" }.joined(separator: "\r\n")
    let found = try document(text, around: 5000)
    #expect(found.lines.count <= 2 * SourceLines.most + 1)
    #expect(found.lines[5000 - found.first] == "line 5000")
    let long = try document(String(repeating: "x", count: 1 << 20), around: 1)
    #expect(long.lines.count == 1 && long.lines[0].utf8.count == 4096)
  }

  @Test("of files in other encodings are text all the same")
  func encodings() throws {
    let wide: [UInt8] = [0xFF, 0xFE] + Array("a: ü\nb: 1\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let (_, lines) = try SourceLines.document(around: 1, of: MemorySource(wide))
    #expect(lines.map { $0.safe.description } == ["a: ü", "b: 1"])
  }
}
