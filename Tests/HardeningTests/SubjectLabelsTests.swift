import Hardening
import Testing
import TextSafety

@Suite("Labels that queries ask for")
struct SubjectLabelsTests {
  private func pattern(_ text: String) throws -> TextPattern {
    let query = try Query(parsing: "label:\(text)")
    guard case .text(.label, let pattern)? = query.terms.first?.test else { throw Unexpected() }
    return pattern
  }

  private struct Unexpected: Error {}

  @Test(
    "are found by key, by key and value, and by parts of them",
    arguments: [
      ("app", true), ("app=web", true), ("APP=WEB", true), ("app=w*", true), ("*=web", true), ("app*", true),
      ("ap", false), ("web", false), ("app=", false), ("app=webs", false), ("team=a=b", true), ("team=a", false),
      ("empty", true), ("empty=", true), ("\"\"", false), ("*", true), ("app=web*team", false),
    ])
  func keys(text: String, isFound: Bool) throws {
    let labels = SubjectLabels([("team", "a=b"), ("app", "web"), ("empty", "")])
    #expect(labels.contains(try pattern(text)) == isFound)
    #expect(SubjectLabels(text: labels.text) == labels)
    #expect(!SubjectLabels().contains(try pattern("app")))
  }

  @Test("give the value of a key, and of that key alone")
  func values() {
    let labels = SubjectLabels([("team", "a=b"), ("team-x", "c"), ("empty", "")])
    #expect(labels["team"] == "a=b" && labels["team-x"] == "c" && labels["empty"] == "")
    #expect(labels["tea"] == nil && labels["a"] == nil && labels[""] == nil)
    #expect(SubjectLabels()["team"] == nil)
  }

  @Test("are the same in any order, and no more than an API server would take")
  func limits() throws {
    #expect(SubjectLabels([("a", "1"), ("b", "2")]) == SubjectLabels([("b", "2"), ("a", "1"), ("a", "1")]))
    let long = UntrustedText(String(repeating: "x", count: 1 << 20))
    let hostile = SubjectLabels([(long, "1"), ("a", long), ("b\nc=d", "1"), ("e", "f\ng=h"), ("k", "\u{1B}[31m")])
    #expect(hostile.text == "k=\u{1B}[31m")
    let many = SubjectLabels((0..<100_000).map { ("key-\($0)", "value") })
    #expect(many.text.matches { $0.utf8.count < 1 << 16 })
    #expect(many.contains(try pattern("key-0=value")))
  }
}
