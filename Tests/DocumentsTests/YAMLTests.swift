import Documents
import Testing
import TextSafety

@Suite("YAML")
struct YAMLTests {
  @Test("documents are split at dashes, keep their numbers and lines, and empty ones do not count")
  func documents() throws {
    let text = "# header\n---\na: 1\n---\n# nothing\n---\nb:\n  - x\n  - q: z\n...\n---\nc: 3\n"
    for chunk in [1, 2, 3, 7, 1000] {
      let reading = try Reading(text, chunk: chunk)
      #expect(reading.dump == ["{a: 1}", "{b: [\"x\", {q: \"z\"}]}", "{c: 3}"])
      #expect(reading.documents.map(\.index) == [0, 1, 2])
      #expect(reading.documents.map(\.line) == [3, 7, 12])
      #expect(reading.problems.isEmpty)
    }
  }

  @Test("every value has its line")
  func lines() throws {
    let root = try #require(Reading("a: 1\nb:\n  c:\n  - d\n  - e: f\n").documents.first?.root)
    #expect(root["b"]?["c"]?[element: 1]?["e"]?.line == 5)
    #expect(root["b"]?["c"]?[element: 0]?.line == 4)
  }

  @Test(
    "plain scalars are what kubectl makes of them",
    arguments: [
      ("y", "true"), ("Yes", "true"), ("on", "true"), ("TRUE", "true"), ("n", "false"), ("off", "false"),
      ("yEs", "\"yEs\""), ("\"yes\"", "\"yes\""), ("'1'", "\"1\""), ("!!str 1", "\"1\""), ("~", "null"),
      ("", "null"), ("Null", "null"), ("nULL", "\"nULL\""), ("1", "1"), ("-7", "-7"), ("010", "8"), ("0o17", "15"),
      ("0x1F", "31"), ("0b101", "5"), ("1_000", "1000"), ("08", "8"), ("1e3", "1000"), ("1.5", "1.5"), (".5", "0.5"),
      ("1.", "1"), ("1.2.3", "\"1.2.3\""), ("1:30", "\"1:30\""), ("2001-01-01", "\"2001-01-01\""), ("-", "[null]"),
      ("9223372036854775807", "9223372036854775807"), ("18446744073709551615", "1.8446744073709552e+19"),
      ("123456789012345678901234567890", "1.2345678901234568e+29"), ("1e999", "\"1e999\""), (".inf", "inf"),
      ("!!int \"3\"", "3"), ("!custom 3", "\"3\""), ("0x", "\"0x\""), ("+12", "12"), ("1Gi", "\"1Gi\""),
      ("100m", "\"100m\""), ("<<", "\"<<\""),
    ])
  func scalars(text: String, expected: String) throws {
    #expect(try Reading("- \(text)\n").dump == ["[\(expected)]"])
  }

  @Test("the text of a scalar is what the file says")
  func scalarText() throws {
    let root = try #require(Reading("a: 0x10\nb: yes\nc: '8080'\nd: ~\n").documents.first?.root)
    #expect(root["a"]?.scalar == "0x10")
    #expect(root["b"]?.scalar == "yes")
    #expect(root["c"]?.scalar == "8080")
    #expect(root["d"]?.scalar == nil)
    #expect(root["a"]?.text == nil)
    #expect(root["c"]?.text == "8080")
    #expect(root["d"]?.isNull == true)
    #expect(root["e"] == nil)
    #expect(root[member: "c"]?.equals("8080") == true)
  }

  @Test("the last of two equal keys counts, and a notice names the line")
  func duplicates() throws {
    let reading = try Reading("a: 1\nb: 2\na: 3\n")
    #expect(reading.dump == ["{b: 2, a: 3}"])
    #expect(reading.documents[0].root.count == 2)
    #expect(reading.problems.count == 1)
    #expect(reading.problems[0].what == .duplicateKey)
    #expect(reading.problems[0].line == 3)
    #expect(!reading.problems[0].costsDocument)
    let many = (0..<40).map { "k\($0 % 39): \($0)" }.joined(separator: "\n")
    let wide = try Reading(many)
    #expect(wide.documents[0].root.count == 39)
    #expect(wide.documents[0].root["k0"]?.integer == 39)
  }

  @Test("aliases and merge keys are resolved, own keys first")
  func aliases() throws {
    let text = "base: &b {x: 1, w: [2]}\nuse: *b\nmerged:\n  <<: *b\n  x: 9\nboth:\n  <<: [{q: 1}, *b]\n  z: 0\n"
    let reading = try Reading(text)
    #expect(reading.problems.isEmpty)
    #expect(
      reading.dump == [
        "{base: {x: 1, w: [2]}, use: {x: 1, w: [2]}, merged: {x: 9, w: [2]}, both: {z: 0, q: 1, x: 1, w: [2]}}"
      ])
    #expect(reading.documents[0].root["merged"]?.count == 2)
    #expect(reading.documents[0].root["both"]?["w"]?[element: 0]?.integer == 2)
  }

  @Test("booleans and numbers as keys are text, as in JSON")
  func keys() throws {
    #expect(try Reading("y: 1\n0x10: 2\n? k\n: 3\n").dump == ["{true: 1, 16: 2, k: 3}"])
  }

  @Test("an error costs its document alone and says where it is and what to do")
  func syntaxError() throws {
    let reading = try Reading("a: 1\n---\nb: [1\nc: 2\n---\nd: 3\n")
    #expect(reading.dump == ["{a: 1}", "{d: 3}"])
    #expect(reading.documents.map(\.index) == [0, 2])
    let problem = try #require(reading.problems.first)
    #expect(reading.problems.count == 1)
    #expect(problem.what == .syntax && problem.document == 1 && problem.costsDocument)
    #expect(problem.line == 4 || problem.line == 3)
    #expect(problem.message.hasPrefix("yaml: ") && problem.message.contains("("))
  }

  @Test("directives belong to the document behind them; a value may follow the dashes")
  func directives() throws {
    #expect(try Reading("%YAML 1.1\n# c\n---\na: 1\n--- {b: 2}\n---\tc\n").dump == ["{a: 1}", "{b: 2}", "\"c\""])
  }

  @Test("dashes that are no separator split nothing")
  func notSeparators() throws {
    let text = "a: |\n  ---\n  x\nb: ---x\n---y: 1\n"
    #expect(
      try Reading(text).dump == ["{a: \"---\n  x\n\", b: \"---x\", ---y: 1}"].map { $0.replacing("\n  ", with: "\n") })
  }

  @Test("Windows line ends and a byte order mark change nothing")
  func lineEnds() throws {
    let reading = try Reading("\u{FEFF}a: 1\r\n---\r\nb: 2\r\n")
    #expect(reading.dump == ["{a: 1}", "{b: 2}"])
    #expect(reading.documents.map(\.line) == [1, 3])
  }

  @Test("a List is its items, lists in lists too; an empty one is itself")
  func lists() throws {
    let text = """
      apiVersion: v1
      items:
      - kind: Pod
        n: 1
      - kind: PodList
        apiVersion: v1
        items:
        - n: 2
        - n: 3
      kind: List
      ---
      kind: PodList
      items: []
      ---
      kind: Projection
      items: [{a: 1}]
      """
    let reading = try Reading(text)
    #expect(reading.dump.count == 5)
    #expect(reading.documents.map(\.index) == [0, 0, 0, 1, 2])
    #expect(reading.documents.map { $0.list?.item } == [0, 1, 2, nil, nil])
    #expect(reading.documents[2].list == ListContext(kind: "PodList", apiVersion: "v1", item: 2))
    #expect(reading.documents[1].line == 8)
  }

  @Test(
    "an anchor inside of itself, an unknown alias, a merge of text are errors",
    arguments: [
      "a: &x [*x]", "a: *nope", "a: {<<: 3}", "? [a]\n: b", "{{ .Values.x }}: 1",
    ])
  func refused(text: String) throws {
    let reading = try Reading(text + "\n---\nok: 1\n")
    #expect(reading.dump == ["{ok: 1}"])
    #expect(reading.problems.count == 1)
  }
}
