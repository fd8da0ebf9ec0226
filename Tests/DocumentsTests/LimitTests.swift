import Documents
import Testing
import TextSafety

@Suite("Limits")
struct LimitTests {
  /// Each costs its document and nothing else, and is told as a limit.
  private func expectLimit(_ text: String, _ limits: Limits, chunk: Int = 4096) throws {
    let reading = try Reading(text, chunk: chunk, limits: limits)
    #expect(reading.dump == ["{ok: 1}"])
    #expect(reading.problems.map(\.what) == [.limit])
    #expect(reading.problems.allSatisfy { $0.costsDocument && $0.message.contains("(") })
  }

  @Test("ten thousand levels are refused, in YAML and JSON, and two hundred are not")
  func depth() throws {
    let open = String(repeating: "[", count: 10_000)
    let close = String(repeating: "]", count: 10_000)
    try expectLimit("a: \(open)\(close)\n---\nok: 1\n", .standard)
    try expectLimit("\(open)\(close)\n{\"ok\": 1}", .standard)
    try expectLimit("\(String(repeating: "- ", count: 10_000))\n---\nok: 1\n", .standard)
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try Reading(deep).documents.count == 1)
    #expect(try Reading("---\n" + deep).documents.count == 1)
  }

  @Test("a document of many %TAG directives is refused, whatever ends its lines, and sixteen are not")
  func directives() throws {
    func directives(_ count: Int, _ end: String) -> String {
      (0..<count).map { "%TAG !a\($0)! tag:example.com,\($0):\(end)" }.joined()
    }
    for end in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}"] {
      try expectLimit("\(directives(17, end))---\na: 1\n---\nok: 1\n", .standard)
    }
    try expectLimit("\u{FEFF}\(directives(17, "\n"))---\na: 1\n---\nok: 1\n", .standard)
    #expect(try Reading("\(directives(16, "\n"))---\n!a0!x a: \"%TAG\"\n").problems.isEmpty)
    #expect(try Reading("a: |\n\(String(repeating: "  %TAG\n", count: 99))").problems.isEmpty)
  }

  @Test("aliases of aliases are counted as if they were written out")
  func aliases() throws {
    var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<12 {
      let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      bomb += "a\(level): &a\(level) [\(references)]\n"
    }
    try expectLimit(bomb + "---\nok: 1\n", .standard)
    var merges = "a0: &a0 {x: 1}\n"
    for level in 1..<200 {
      merges += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)], p\(level): *a\(level - 1)}\n"
    }
    try expectLimit(merges + "---\nok: 1\n", .standard)
    var chain = "a0: &a0 [x]\n"
    for level in 1..<300 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    try expectLimit(chain + "---\nok: 1\n", .standard)
  }

  @Test("aliases of one long text are counted by what they come to")
  func aliasedText() throws {
    var limits = Limits()
    limits.documentBytes = 100_000
    let long = String(repeating: "x", count: 1000)
    let references = Array(repeating: "*a", count: 101).joined(separator: ", ")
    try expectLimit("args: [&a \(long), \(references)]\n---\nok: 1\n", limits)
    try expectLimit("m: &a {k: \(long)}\nargs: [\(references)]\n---\nok: 1\n", limits)
    let fewer = Array(repeating: "*a", count: 90).joined(separator: ", ")
    #expect(try Reading("args: [&a \(long), \(fewer)]\n", limits: limits).problems.isEmpty)
  }

  @Test("a document, a line, a value, an item that is too large is skipped", arguments: [64, 4096, 1_000_000])
  func sizes(chunk: Int) throws {
    var limits = Limits()
    limits.documentBytes = 10_000
    limits.lineBytes = 2000
    let long = String(repeating: "x", count: 20_000)
    let lines = String(repeating: "- x\n", count: 5000)
    try expectLimit("a: \(long)\n---\nok: 1\n", limits, chunk: chunk)
    try expectLimit("\(lines)---\nok: 1\n", limits, chunk: chunk)
    try expectLimit("{\"a\": \"\(long)\"}{\"ok\": 1}", limits, chunk: chunk)
    try expectLimit("{\"kind\":\"List\",\"items\":[{\"a\": \"\(long)\"},{\"ok\": 1}]}", limits, chunk: chunk)
    limits = Limits()
    limits.nodes = 1000
    try expectLimit("\(lines)---\nok: 1\n", limits, chunk: chunk)
    let values = Array(repeating: "1", count: 2000).joined(separator: ",")
    try expectLimit("[\(values)]{\"ok\": 1}", limits, chunk: chunk)
    try expectLimit("{\"kind\":\"List\",\"items\":[{\"a\":[\(values)]},{\"ok\": 1}]}", limits, chunk: chunk)
  }

  @Test("lists and maps count as values, whatever is in them", arguments: [64, 4096, 1_000_000])
  func nesting(chunk: Int) throws {
    var limits = Limits()
    limits.nodes = 1000
    // Fifteen commas.
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    let many = "[" + Array(repeating: deep, count: 15).joined(separator: ",") + "]"
    try expectLimit("\(many){\"ok\": 1}", limits, chunk: chunk)
    try expectLimit("{\"kind\":\"List\",\"items\":[{\"a\":\(many)},{\"ok\": 1}]}", limits, chunk: chunk)
    // A list that says what it is behind its items.
    let late = "{\"items\":[{\"kind\":\"A\",\"apiVersion\":\"v1\",\"a\":\(many)}],\"kind\":\"List\"}"
    try expectLimit("\(late){\"ok\": 1}", limits, chunk: chunk)
    try expectLimit("{\"a\":\(many),\"items\":[{}]}{\"ok\": 1}", limits, chunk: chunk)
    let fewer = "[" + Array(repeating: deep, count: 9).joined(separator: ",") + "]"
    #expect(try Reading(fewer, chunk: chunk, limits: limits).problems.isEmpty)
  }

  @Test("documents and problems are counted, and the rest is told in one sentence")
  func counts() throws {
    var limits = Limits()
    limits.documents = 10
    for text in [String(repeating: "---\na: 1\n", count: 11), String(repeating: "{}", count: 11)] {
      let reading = try Reading(text, limits: limits)
      #expect(reading.documents.count == 10)
      #expect(reading.problems.map(\.what) == [.limit])
    }
    #expect(try Reading(String(repeating: "{}", count: 10), limits: limits).problems.isEmpty)
    limits = Limits()
    limits.problems = 5
    let broken = try Reading(String(repeating: "---\na: [\n", count: 50) + "---\nok: 1\n", limits: limits)
    #expect(broken.dump == ["{ok: 1}"])
    #expect(broken.problems.map(\.what) == Array(repeating: .syntax, count: 5) + [.more])
    #expect(broken.problems.last?.message.contains("45") == true)
    #expect(broken.problems.last?.costsDocument == true)
    let strays = Array(repeating: "1", count: 50).joined(separator: ",")
    let list = try Reading("{\"kind\":\"List\",\"items\":[\(strays),{\"ok\": 1}]}", limits: limits)
    #expect(list.documents.map(\.list?.item) == [50])
    #expect(list.problems.map(\.what) == Array(repeating: .syntax, count: 5) + [.more])
    #expect(list.problems.last?.message.contains("45") == true && list.problems.last?.costsDocument == true)
    // Remarks cost nothing, however many there are.
    let remarks = try Reading(String(repeating: "---\na: 1\na: 2\n", count: 50), limits: limits)
    #expect(remarks.documents.count == 50 && remarks.problems.last?.what == .more)
    #expect(remarks.problems.allSatisfy { !$0.costsDocument })
  }

  @Test("a source beyond its limit breaks off")
  func source() {
    var limits = Limits()
    limits.sourceBytes = 1000
    #expect(throws: DocumentError.self) {
      try DocumentReader.read(MemorySource(String(repeating: "---\na: 1\n", count: 500)), limits: limits) { _ in }
    }
  }

  @Test("a list without end is read up to its limit, whatever stands between its items")
  func items() throws {
    var limits = Limits()
    limits.items = 10
    for separator in [",", ",,,,,,,,", " , "] {
      let items = Array(repeating: "{\"a\": 1}", count: 11).joined(separator: separator)
      let reading = try Reading("{\"kind\":\"List\",\"items\":[\(items)]}{\"b\": 1}", limits: limits)
      #expect(reading.documents.count == 10)
      #expect(reading.problems.map(\.what) == [.limit])
      #expect(reading.problems.first?.message.contains("more than 10 items") == true)
    }
    let strays = Array(repeating: "1", count: 100).joined(separator: ",")
    let reading = try Reading("{\"kind\":\"List\",\"items\":[\(strays)]}", limits: limits)
    #expect(reading.problems.count(where: { $0.what == .syntax }) == 10)
    #expect(reading.problems.last?.what == .limit)
    let enough = Array(repeating: "{\"a\": 1}", count: 10).joined(separator: ",")
    #expect(try Reading("{\"kind\":\"List\",\"items\":[\(enough)]}", limits: limits).problems.isEmpty)
  }

  @Test("a gzip file that grows beyond all measure breaks off; one that is merely large does not")
  func inflation() throws {
    var limits = Limits()
    limits.inflation = 20
    limits.inflatedBytes = 100_000
    let bomb = gzipped(Array("a: 1\n---\n".utf8) + [UInt8](repeating: UInt8(ascii: "\n"), count: 5_000_000))
    let error = #expect(throws: DocumentError.self) {
      try DocumentReader.read(MemorySource(bomb), limits: limits) { _ in }
    }
    #expect(error?.code == .tooLarge)
    let small = gzipped(Array("a: 1\n".utf8) + [UInt8](repeating: UInt8(ascii: "\n"), count: 50_000))
    #expect(try Reading(MemorySource(small), limits: limits).documents.count == 1)
  }
}
