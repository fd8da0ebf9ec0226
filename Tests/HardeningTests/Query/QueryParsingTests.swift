import Foundation
import Testing
import TextSafety

@testable import Hardening

@Suite("Parsing the filter language")
struct QueryParsingTests {
  @Test(
    "gives each term its meaning",
    arguments: [
      ("sev>=high", [Query.Term(.severity(.atLeast, .high))]),
      ("severity:crit", [Query.Term(.severity(.equal, .critical))]),
      ("area:iso area:4", [Query.Term(.area(.isolation)), Query.Term(.area(.workload))]),
      ("!ns:kube-system", [Query.Term(.text(.namespace, TextPattern(literal: "kube-system")), isNegated: true)]),
      ("ns:team-*", [Query.Term(.text(.namespace, TextPattern(parts: ["team-", ""])))]),
      ("state:ack", [Query.Term(.state(.acknowledged))]),
      ("is:new", [Query.Term(.trait(.new))]),
      ("managed:you", [Query.Term(.managed(.you))]),
      ("verdict:n/a", [Query.Term(.verdict(.notApplicable))]),
      ("id:0AF3", [Query.Term(.id("0af3"))]),
      ("act:01arz3nd", [Query.Term(.act("01ARZ3ND"))]),
      ("since:7d", [Query.Term(.since(.ago(7, .days)))]),
      ("since:2026-02-28", [Query.Term(.since(.date(year: 2026, month: 2, day: 28)))]),
      ("deploy/api", [Query.Term(.word(TextPattern(literal: "deploy/api")))]),
      ("\"two words\"", [Query.Term(.word(TextPattern(literal: "two words")))]),
      ("ns:\"\"", [Query.Term(.text(.namespace, TextPattern(literal: "")))]),
      ("image:*nginx*", [Query.Term(.text(.image, TextPattern(parts: ["", "nginx", ""])))]),
      ("registry.io/app:1.2", [Query.Term(.word(TextPattern(literal: "registry.io/app:1.2")))]),
      ("app=web", [Query.Term(.word(TextPattern(literal: "app=web")))]),
      ("\"ns:payments\"", [Query.Term(.word(TextPattern(literal: "ns:payments")))]),
      ("name:\"a\\*b*\"", [Query.Term(.text(.name, TextPattern(parts: ["a*b", ""])))]),
      ("  ", []),
    ])
  func terms(text: String, expected: [Query.Term]) throws {
    #expect(try Query(parsing: text).terms == expected)
  }

  @Test(
    "names what is wrong, where, and what was meant",
    arguments: [
      ("servity:high", 1, "unknownKey", "sev"),
      ("foo nmae:x", 5, "unknownKey", "name"),
      ("severty:high", 1, "unknownKey", "did you mean sev or severity?"),
      ("sever:high", 1, "unknownKey", "sev or severity"),
      ("severities:high", 1, "unknownKey", "sev"),
      ("names:x", 1, "unknownKey", "did you mean name or ns or namespace?"),
      ("namespce:x", 1, "unknownKey", "did you mean ns or namespace"),
      ("clusters:x", 1, "unknownKey", "cluster"),
      ("images:x", 1, "unknownKey", "image"),
      ("fo:x", 1, "unknownKey", "keys: sev"),
      ("expires>7d", 9, "wrongValue", "expires<"),
      ("cve:2024", 1, "notYet", "keys: sev"),
      ("sev:hgih", 5, "wrongValue", "high"),
      ("area:zzz", 6, "wrongValue", "iso"),
      ("state:res", 7, "wrongValue", "resurfaced or resolved"),
      ("is:", 4, "syntax", "new"),
      ("ns:", 4, "syntax", "ns:value"),
      ("ns>x", 4, "wrongValue", "ns:"),
      ("sev=high", 4, "syntax", "sev:"),
      ("ns:\"open", 4, "syntax", "\""),
      ("! x", 1, "syntax", "!word"),
      ("id:xyz", 4, "wrongValue", "0–9"),
      ("since:tomorrow", 7, "wrongValue", "7d"),
      ("since:2026-02-30", 7, "wrongValue", "7d"),
      ("re:\"a(b\"", 4, "wrongValue", "\\("),
      ("re:a\\1", 4, "wrongValue", "no backslash"),
    ])
  func errors(text: String, column: Int, code: String, hint: String) {
    let error = #expect(throws: QueryError.self) { try Query(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.code.name == code)
    #expect(error?.next.contains(hint) == true, "\(error?.next.safe.description ?? "")")
  }

  @Test("joins values of one key with or, all else with and")
  func clauses() throws {
    let query = try Query(parsing: "ns:a sev>=low ns:b !ns:c free words sev:high !ns:d sev:low")
    #expect(query.clauses.map(\.tests.count) == [2, 1, 1, 1, 1, 2, 1])
    #expect(query.clauses.map(\.isNegated) == [false, false, true, false, false, false, true])
  }

  @Test("what a query is asked within is no alternative to it")
  func within() throws {
    var query = try Query(parsing: "cluster:b cluster:c sev>=high")
    query.within = try Query(parsing: "cluster:a area:pod").terms
    #expect(query.clauses.map(\.tests.count) == [1, 1, 2, 1])
    #expect(query.text == "cluster:b cluster:c sev>=high")
    query.within = try Query(parsing: "state:open check:x").terms
    #expect(query.namesState && query.namesFolded)
  }

  @Test("refuses what nobody types")
  func size() {
    #expect(throws: QueryError.self) { try Query(parsing: String(repeating: "a ", count: 3000)) }
    #expect(throws: QueryError.self) { try Query(parsing: "re:" + String(repeating: "a", count: 2000)) }
    #expect(throws: QueryError.self) { try Query(parsing: "re:" + String(repeating: "(", count: 900)) }
    #expect(throws: QueryError.self) { try Query(parsing: "re:(((((((a{250}){250}){250}){250}){250}){250}){250})") }
    #expect(throws: QueryError.self) { try Query(parsing: "re:(((((((){250}){250}){250}){250}){250}){250}){250}") }
  }

  @Test("reads the beginning of a day where the person is")
  func dates() throws {
    let zone = try #require(TimeZone(secondsFromGMT: 2 * 3600))
    #expect(Since(typed: "1970-01-02")?.moment(now: 0, in: zone) == Int64(86_400 - 7200))
    #expect(Since(typed: "2h")?.moment(now: 10_000, in: zone) == Int64(2800))
  }
}
