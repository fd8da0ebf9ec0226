import Hardening
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("Times, numbers, patches")
struct TextTests {
  @Test(
    "days of the calendar, leap years and zones",
    arguments: [
      (0, 0, "1970-01-01", "00:00", "Thu"), (951_782_400, 0, "2000-02-29", "00:00", "Tue"),
      (1_795_608_240, 3600, "2026-11-25", "13:04", "Wed"), (-1, 0, "1969-12-31", "23:59", "Wed"),
      (4_107_542_399, 0, "2100-02-28", "23:59", "Sun"),
    ] as [(Int64, Int, SafeText, SafeText, SafeText)])
  func local(_ seconds: Int64, offset: Int, date: SafeText, time: SafeText, day: SafeText) {
    let local = LocalTime(seconds, offset: offset)
    #expect(local.date == date && local.time == time && local.dayName == day)
  }

  @Test("the start of a day is found again, and days that there are not are refused")
  func start() {
    for day in stride(from: 0, to: 20_000, by: 37) {
      let seconds = Int64(day) * 86_400 + 5 * 3600
      let local = LocalTime(seconds, offset: -5 * 3600)
      #expect(LocalTime.start(year: local.year, month: local.month, day: local.day, offset: -5 * 3600) == seconds)
    }
    #expect(LocalTime.start(year: 2026, month: 2, day: 29, offset: 0) == nil)
    #expect(LocalTime.start(year: 2026, month: 13, day: 1, offset: 0) == nil)
  }

  @Test("ages and numbers in the unit that tells")
  func ages() {
    let ages: [(Int64, SafeText)] = [
      (-5, "now"), (59, "now"), (60, "1 m"), (3600, "1 h"), (172_799, "47 h"), (172_800, "2 d"), (86_400 * 1200, "3 y"),
    ]
    for (seconds, text) in ages { #expect(AgeText.of(seconds: seconds) == text) }
    #expect(CountText.of(1_234_567) == "1,234,567")
    #expect(CountText.of(-1000) == "-1,000")
    #expect(CountText.of(1, "finding", "findings") == "1 finding")
  }

  @Test("a patch reads as a change of YAML, elements by name, what stands there in red")
  func patch() {
    let container = FieldPath.podSpec.appending("containers").appending(element: "web", index: 0)
      .resolved(pod: ["spec", "template"])
    let evidence = [Evidence(container.appending("securityContext.privileged"), true)]
    let operations = [
      JSONPatchOperation(
        op: .add, path: "/spec/template/spec/containers/0/securityContext/privileged", value: false),
      JSONPatchOperation(
        op: .add, path: "/spec/template/spec/containers/0/securityContext/capabilities",
        value: ["drop": ["ALL"], "add": []]),
      JSONPatchOperation(op: .remove, path: "/metadata/annotations/a~1b"),
      JSONPatchOperation(op: .add, path: "/spec/template/spec/volumes/-", value: ["name": "tmp", "emptyDir": [:]]),
    ]
    let text = PatchText(operations, evidence: evidence).lines.map { $0.text.text.description }
    #expect(
      text == [
        "spec.template.spec.containers[web].securityContext:", "-   privileged: true", "+   privileged: false",
        "+   capabilities:", "+     drop:", "+     - ALL", "+     add: []", "metadata.annotations:", "-   a/b",
        "spec.template.spec.volumes:", "+   - name: tmp", "+     emptyDir: {}",
      ])
  }

  @Test("an object that is to be made is shown whole")
  func manifest() {
    let value: FieldValue = ["kind": "NetworkPolicy", "spec": ["policyTypes": ["Ingress", "Egress"]]]
    let lines = PatchText.manifest(value).map { $0.text.description }
    #expect(
      lines == ["+   kind: NetworkPolicy", "+   spec:", "+     policyTypes:", "+     - Ingress", "+     - Egress"])
    #expect(PatchText.manifest("no object").isEmpty)
  }
}
