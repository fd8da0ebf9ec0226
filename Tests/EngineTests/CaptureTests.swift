import Documents
import Engine
import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Captures")
struct CaptureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Captures paths of the folder into `name`.
  private func capture(_ paths: [String], as name: String, _ options: ScanOptions = ScanOptions()) throws
    -> Capture.Result
  {
    var bytes: [UInt8] = []
    let now = Date(timeIntervalSince1970: 1_700_000_000)
    let result = try Capture.run(paths: paths.map { "\(folder.path)/\($0)" }, options: options, now: now) {
      bytes += $0
    }
    try folder.write(name, bytes: bytes)
    return result
  }

  private func scan(_ names: String..., complete: Bool = false) -> ScanResult {
    Scan.run(paths: names.map { "\(folder.path)/\($0)" }, options: ScanOptions(isComplete: complete))
  }

  /// All verdicts with what they say, but for where they stand.
  private func verdicts(_ result: ScanResult) -> [String] {
    result.entries(Set(Verdict.allCases)).map { entry in
      var finding = result.finding(entry)
      finding.source = nil
      (finding.cluster, finding.firstSeen, finding.lastSeen) = ("", 0, 0)
      return "\(finding)"
    }
  }

  /// The capture's lines, as a person would see them with zcat.
  private func lines(_ name: String) throws -> [String] {
    try Program.shell("gzip -dc \(name)", in: folder.path).text.split(separator: "\n").map { String($0) }
  }

  @Test("a scan of a capture says what a scan of its origin says", arguments: ["edge-01", "prod-weu", "stg-weu"])
  func equality(cluster: String) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let demo = tests.deletingLastPathComponent().appendingPathComponent("Demo/\(cluster)").path
    var bytes: [UInt8] = []
    let options = ScanOptions(cluster: cluster)
    let captured = try Capture.run(paths: [demo], options: options) { bytes += $0 }
    try folder.write("demo.jsonl.gz", bytes: bytes)
    let origin = Scan.run(paths: [demo], options: options)
    let copy = scan("demo.jsonl.gz")
    #expect(captured.objects == origin.objects && copy.objects == origin.objects && origin.objects > 5)
    #expect(copy.cluster.id == origin.cluster.id && copy.cluster.name == origin.cluster.name)
    #expect(verdicts(copy) == verdicts(origin))
    // And so does a capture of the capture.
    _ = try capture(["demo.jsonl.gz"], as: "again.jsonl.gz")
    #expect(verdicts(scan("again.jsonl.gz")) == verdicts(origin))
    #expect(scan("again.jsonl.gz").cluster.name == origin.cluster.name)
  }

  @Test("a list's items keep what the list says of them, numbers and booleans what they mean")
  func meaning() throws {
    try folder.write(
      "list.json",
      #"{"apiVersion":"v1","kind":"PodList","items":[{"metadata":{"name":"a\u0007\"\\é"},"spec":{"x":1.5,"y":1e3}}]}"#)
    try folder.write(
      "odd.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {a: &x {p: 010, q: yes}, b: *x, c: ~, d: [.inf]}\n")
    _ = try capture(["list.json", "odd.yaml"], as: "c.gz", ScanOptions(cluster: "prod"))
    let lines = try lines("c.gz")
    #expect(
      lines == [
        #"{"apiVersion":"bulwark/1","cluster":"prod","complete":false,"kind":"Capture","observedAt":"2023-11-14T22:13:20Z"}"#,
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a\u0007\u0022\u005cé"},"spec":{"x":1.5,"y":1000}}"#,
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"},"spec":{"a":{"p":8,"q":true},"b":{"p":8,"q":true},"#
          + #""c":null,"d":[".inf"]}}"#,
        #"{"apiVersion":"bulwark/1","kind":"CaptureEnd","objects":2,"unread":0}"#,
      ])
  }

  @Test("no value of a Secret enters, wherever the Secret stands and whatever keeps a copy of it")
  func secrets() throws {
    try folder.write(
      "secrets.yaml",
      """
      apiVersion: v1
      kind: Secret
      metadata:
        name: a
        labels: {app: shop}
        managedFields: [{manager: hunter2}]
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: '{"data":{"p":"hunter2"}}'
          copy: '{"p": "hunter2"}'
          long: \(String(repeating: "hunter2", count: 40))
          short: hunter2
          checkov.io/skip1: CKV_K8S_1=kept
        hunter2: [hunter2]
      type: Opaque
      data: {password: hunter2, nested: {deep: [hunter2]}}
      stringData: {user: hunter2}
      stringdata: {user: hunter2}
      value: hunter2
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: secret, metadata: {name: b, uid: {x: hunter2}}, type: {x: hunter2}, data: {p: hunter2}}
      - {apiVersion: v1, kind: "Secret ", metadata: {name: f}, data: {p: hunter2}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: text}
      data: hunter2
      ---
      apiVersion: template.openshift.io/v1
      kind: Template
      metadata: {name: t, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}}
      objects:
      - {apiVersion: v1, kind: Secret, metadata: {name: c}, stringData: {p: hunter2}}
      """)
    try folder.write(
      "list.json",
      #"{"kind":"SecretList","apiVersion":"v1","items":[{"metadata":{"name":"d"},"data":{"p":"hunter2"}}]}"#)
    try folder.write(
      "late.json",
      #"{"items":[{"metadata":{"name":"e"},"data":{"p":"hunter2"}}],"apiVersion":"v1","kind":"SecretList"}"#)
    _ = try capture(["secrets.yaml", "list.json", "late.json"], as: "c.gz")
    let text = try lines("c.gz").joined(separator: "\n")
    #expect(!text.contains("hunter2"))
    #expect(text.contains(#""annotations":{"checkov.io/skip1":"CKV_K8S_1=kept"}"#))
    #expect(text.contains(#""data":{"password":"","nested":{"deep":[""]}}"#))
    for name in ["a", "b", "f", "text", "t", "c", "d", "e"] { #expect(text.contains(#""name":"\#(name)""#), "\(name)") }
  }

  @Test("keeps the keys of ConfigMaps and nothing of their values")
  func configMaps() throws {
    try folder.write(
      "maps.yaml",
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, labels: {app: shop}, annotations: {note: kept}}
      data: {password: hunter2, app.conf: "user=hunter2"}
      binaryData: {key: aHVudGVyMg==}
      hunter2: hunter2
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: configmap, metadata: {name: b}, data: hunter2}
      """)
    try folder.write(
      "list.json",
      #"{"kind":"ConfigMapList","apiVersion":"v1","items":[{"metadata":{"name":"c"},"data":{"p":"hunter2"}}]}"#)
    _ = try capture(["maps.yaml", "list.json"], as: "c.gz")
    let text = try lines("c.gz").joined(separator: "\n")
    #expect(!text.contains("hunter2") && !text.contains("aHVudGVyMg"))
    #expect(text.contains(#""data":{"password":"","app.conf":""}"#))
    #expect(text.contains(#""annotations":{"note":"kept"}"#))
    for name in ["a", "b", "c"] { #expect(text.contains(#""name":"\#(name)""#), "\(name)") }
  }

  @Test("what could not be read is missing in the capture too, and it says so")
  func partial() throws {
    try folder.write("half.yaml", "a: [\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
    let result = try capture(["half.yaml"], as: "c.gz")
    #expect(result.isPartial && result.objects == 1)
    let copy = scan("c.gz")
    #expect(copy.isPartial && copy.objects == 1)
    #expect(copy.notices.map(\.why) == ["1 documents could not be read when it was captured"])
  }

  @Test("a capture that was cut off is not taken for a whole one")
  func cut() throws {
    try folder.write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
    _ = try capture(["a.yaml"], as: "c.gz")
    let lines = try lines("c.gz")
    try folder.write("head.jsonl", lines.dropLast().joined(separator: "\n"))
    #expect(scan("head.jsonl").notices.map(\.why) == ["the capture has no end"])
    try folder.write("gap.jsonl", [lines[0], lines[2]].joined(separator: "\n"))
    #expect(scan("gap.jsonl").notices.map(\.why) == ["1 of its 1 objects are missing"])
    try folder.write("whole.jsonl", lines.joined(separator: "\n"))
    #expect(scan("whole.jsonl").notices.isEmpty)
  }

  @Test("the capture says when it was made, whose it is and whether it holds everything")
  func header() throws {
    try folder.write(
      "d.yaml",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x, namespace: shop}\n"
        + "spec: {selector: {}, template: {spec: {containers: [{name: c, image: 'i:1'}]}}}\n")
    _ = try capture(["d.yaml"], as: "c.gz", ScanOptions(cluster: "prod", isComplete: true))
    let copy = scan("c.gz")
    #expect(copy.cluster.name == "prod" && copy.cluster.observedAt == 1_700_000_000)
    #expect(verdicts(copy) == verdicts(scan("d.yaml", complete: true)))
    #expect(verdicts(copy) != verdicts(scan("d.yaml")))
    // Beside another file it is not the whole cluster any more.
    try folder.write("other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: y}\n")
    #expect(verdicts(scan("c.gz", "other.yaml")) == verdicts(scan("d.yaml", "other.yaml")))
    let named = Scan.run(paths: [folder.path + "/c.gz"], options: ScanOptions(cluster: "mine"))
    #expect(named.cluster.name == "mine")
    // A time to come is no time that anything was seen at.
    try folder.write(
      "future.jsonl", #"{"apiVersion":"bulwark/1","kind":"Capture","cluster":"f","observedAt":"2999-01-01T00:00:00Z"}"#)
    #expect(scan("future.jsonl").cluster.observedAt <= Int64(Date().timeIntervalSince1970))
  }

  @Test("no object of a cluster can say what the cluster is, and no number harms")
  func pretenders() throws {
    let pretender = #"{"apiVersion":"bulwark/1","kind":"Capture","cluster":"evil","complete":true}"#
    let pod = #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}"#
    try folder.write("late.jsonl", "\(pod)\n\(pretender)\n")
    try folder.write("list.json", #"{"apiVersion":"v1","kind":"List","items":[\#(pretender),\#(pod)]}"#)
    try folder.write("yaml.yaml", "apiVersion: bulwark/1\nkind: Capture\ncluster: evil\n---\n\(pod)\n")
    for name in ["late.jsonl", "list.json", "yaml.yaml"] { #expect(scan(name).cluster.name != "evil", "\(name)") }
    let ends = [Int64.max, 1, -1].map {
      #"{"apiVersion":"bulwark/1","kind":"CaptureEnd","objects":\#($0),"unread":\#($0)}"#
    }
    try folder.write("ends.jsonl", ([pretender, pod] + ends).joined(separator: "\n"))
    #expect(scan("ends.jsonl").objects == 1)
    #expect(try capture(["ends.jsonl"], as: "c.gz").objects == 1)
    // What is only a part of the input does not make the whole complete.
    try folder.write(
      "whole.jsonl",
      [pretender, pod, #"{"apiVersion":"bulwark/1","kind":"CaptureEnd","objects":1}"#].joined(separator: "\n"))
    _ = try capture(["whole.jsonl", "late.jsonl"], as: "both.gz")
    #expect(try lines("both.gz").first?.contains(#""complete":false"#) == true)
    _ = try capture(["whole.jsonl"], as: "one.gz")
    #expect(try lines("one.gz").first?.contains(#""cluster":"evil","complete":true"#) == true)
  }
}
