import Documents
import Foundation
import Testing
import TextSafety

/// The fuzzer's seeds and what it once found, read again: no crash, and the same result however the bytes arrive.
@Suite("The fuzzer's corpus")
struct CorpusTests {
  private static var files: [URL] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("Fuzz/corpus/documents")
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  @Test("there is a corpus")
  func present() { #expect(Self.files.count >= 10) }

  @Test("every piece of it is read alike in chunks of any size", arguments: files)
  func replay(file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    func seen(_ chunk: Int) -> [UntrustedText] {
      var seen: [UntrustedText] = []
      do {
        try DocumentReader.read(MemorySource(bytes, chunk: chunk)) { event in
          switch event {
          case .document(let document): seen.append("\(document.index) \(document.line) \(dumped(document.root))")
          case .problem(let problem): seen.append("\(problem.line) \(problem.column) \(problem.message)")
          }
        }
      } catch {
        seen.append("broken off")
      }
      return seen
    }
    let whole = seen(.max)
    #expect(!whole.isEmpty)
    for chunk in [1, 2, 5, 64] { #expect(seen(chunk) == whole) }
  }
}
