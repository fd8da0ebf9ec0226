import Documents
import Testing
import TextSafety

@Suite("JSON")
struct JSONTests {
  @Test("values follow one another, in one line or many, in chunks of any size")
  func concatenated() throws {
    let text = "{\"a\": [1, -2.5, \"x\\n\\\"}\", true, null]}{\"b\":{}}\n\n[1,{\"c\":[]}]\n{\"d\":\n\"\\\\\"}\n"
    for chunk in [1, 2, 3, 63, 64, 65, 1000] {
      let reading = try Reading(text, chunk: chunk)
      #expect(
        reading.dump == ["{a: [1, -2.5, \"x\n\"}\", true, null]}", "{b: {}}", "[1, {c: []}]", "{d: \"\\\"}"])
      #expect(reading.documents.map(\.line) == [1, 1, 3, 4])
      #expect(reading.documents.map(\.index) == [0, 1, 2, 3])
      #expect(reading.documents.allSatisfy { $0.format == .json })
      #expect(reading.problems.isEmpty)
    }
  }

  @Test("a list is read item by item, whichever way its kind stands", arguments: [1, 5, 64, 100_000])
  func lists(chunk: Int) throws {
    let header = try Reading(
      #"{"kind":"PodList","apiVersion":"v1","metadata":{"items":[{}]},"items":[{"n":1},"# + "\n"
        + #"{"n":{"items":[{}]}}],"x":{}} {"z":1}"#, chunk: chunk)
    #expect(header.dump == ["{n: 1}", "{n: {items: [{}]}}", "{z: 1}"])
    #expect(header.documents.map(\.index) == [0, 0, 1])
    #expect(header.documents.map(\.line) == [1, 2, 2])
    #expect(header.documents[1].list == ListContext(kind: "PodList", apiVersion: "v1", item: 1))
    #expect(header.documents[2].list == nil)

    let kubectl = try Reading(
      #"{"apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod"},{"kind":"Pod"}],"kind":"List"}"#, chunk: chunk)
    #expect(kubectl.documents.map { $0.list?.item } == [0, 1])

    let sorted = try Reading(#"{"apiVersion":"v1","items":[{"n":1},{"n":2}],"kind":"PodList"}"#, chunk: chunk)
    #expect(sorted.dump == ["{n: 1}", "{n: 2}"])
    #expect(sorted.documents.map { $0.list?.kind } == ["PodList", "PodList"])

    let none = try Reading(#"{"items":[{"kind":1}],"kind":"Menu"}{"kind":"Menu","items":[{"a":1}]}"#, chunk: chunk)
    #expect(none.documents.map { $0.list == nil } == [true, true])

    let empty = try Reading(#"{"kind":"PodList","items":[]}{"items":[],"kind":"List"}"#, chunk: chunk)
    #expect(empty.documents.map { $0.root.kind } == [.map, .map])
    #expect(empty.documents[0].root["kind"]?.equals("PodList") == true)
    #expect((header.problems + kubectl.problems + sorted.problems + none.problems + empty.problems).isEmpty)
  }

  @Test("lists in lists are opened, and items counted through")
  func nested() throws {
    let reading = try Reading(
      #"{"kind":"List","items":[{"kind":"PodList","items":[{"n":1},{"n":2}]},{"kind":"Pod"}]}"#)
    #expect(reading.documents.map { $0.list?.item } == [0, 1, 2])
    #expect(reading.documents.map { $0.list?.kind } == ["PodList", "PodList", "List"])
  }

  @Test("an error costs its value or its item, and says where it is")
  func syntaxErrors() throws {
    let lines = try Reading("{\"a\":1}\n{\"b\":tru}\n{\"c\":3}\n{\"d\":\n{\"e\":5}\n{\"f\":6}\n")
    #expect(lines.dump.contains("{a: 1}") && lines.dump.contains("{c: 3}"))
    #expect(lines.dump.contains("{f: 6}") && lines.problems.count == 1)
    let list = try Reading("{\"kind\":\"PodList\",\"items\":[{\"a\":1},\n{\"b\":\"\\x\"},3,{\"c\":3}]}")
    #expect(list.dump == ["{a: 1}", "{c: 3}"])
    #expect(list.problems.map(\.line) == [2, 2])
    #expect(list.problems[0].column == 8)
    #expect(list.documents.map { $0.list?.item } == [0, 3])
  }

  @Test("a file that ends too early keeps what was whole")
  func truncated() throws {
    let list = try Reading("{\"kind\":\"PodList\",\"items\":[{\"a\":1},\n{\"b\":")
    #expect(list.dump == ["{a: 1}"])
    #expect(list.problems.map(\.what) == [.truncated])
    #expect(list.problems[0].line == 2)
    let value = try Reading("{\"a\":1}\n{\"b\":[")
    #expect(value.dump == ["{a: 1}"])
    #expect(value.problems.map(\.what) == [.truncated])
    #expect(value.problems[0].line == 2)
  }

  @Test("numbers beyond 64 bits, doubled keys and broken UTF-8 are read, the latter two with a notice")
  func tolerance() throws {
    let wide = try Reading(#"{"a": 123456789012345678901234567890, "b": 18446744073709551615}"#)
    #expect(wide.documents.first?.root["a"]?.number == 1.2345678901234568e29)
    #expect(wide.documents.first?.root["b"]?.scalar == "18446744073709551615")
    #expect(wide.documents.first?.root["b"]?.integer == nil)
    let doubled = try Reading(#"{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}"#)
    #expect(doubled.dump == ["{b: {c: 2}, a: 3}"])
    #expect(doubled.problems.map(\.what) == [.duplicateKey])
    let broken = try Reading(MemorySource(Array(#"{"a": "x"#.utf8) + [0xFF] + Array(#""}"#.utf8)))
    #expect(broken.dump == ["{a: \"x\u{FFFD}\"}"])
    #expect(broken.problems.map(\.what) == [.encoding])
  }

  @Test("YAML in braces is YAML, and YAML may follow JSON")
  func yaml() throws {
    let reading = try Reading("{a: b, c: [d,]}\n{\"e\": 1}\n---\nf: g\n")
    #expect(reading.dump == ["{a: \"b\", c: [\"d\"]}", "{e: 1}", "{f: \"g\"}"])
    #expect(reading.problems.isEmpty)
  }

  @Test("integers of a fraction's spelling are integers")
  func numbers() throws {
    let root = try #require(Reading(#"{"a": 1e3, "b": 1.5, "c": 5.0, "d": "5"}"#).documents.first?.root)
    #expect(root["a"]?.integer == 1000)
    #expect(root["b"]?.integer == nil && root["b"]?.scalar == "1.5")
    #expect(root["c"]?.integer == 5)
    #expect(root["d"]?.integer == nil && root["d"]?.bool == nil)
  }
}
