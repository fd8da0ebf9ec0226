import Foundation
import Hardening
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("Other tools' exceptions from files")
struct ExceptionImportTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    for (name, namespace) in [("api", "payments"), ("api-two", "payments"), ("web", "shop")] {
      try fleet.write("prod/\(name).yaml", Manifests.privileged(name, namespace: namespace))
    }
  }

  /// The receipt of a file, and the subjects on which `privileged` is suppressed afterwards.
  private func taken(
    _ text: String, _ name: UntrustedText, again: Bool = true
  ) async throws -> (receipt: ExceptionReceipt, suppressed: [String]) {
    let session = try await fleet.open("prod")
    let bytes = Array(text.utf8)
    let trial = try await session.importExceptions(bytes, named: name, clusters: .all, isTrial: true)
    #expect(try await session.decisions().entries.isEmpty)
    let receipt = try await session.importExceptions(bytes, named: name, clusters: .all, isTrial: false)
    #expect(receipt.rules == trial.rules && receipt.notices == trial.notices)
    let written = try await session.decisions().entries
    #expect(written.count == (receipt.rules.isEmpty ? 0 : 1), "one act, whatever the number")
    #expect(written.flatMap(\.decisions).allSatisfy { $0.origin == name && $0.act == .suppress })
    let repeated = try await session.importExceptions(bytes, named: name, clusters: .all, isTrial: false)
    #expect(repeated.rules.allSatisfy { !$0.isNew } && repeated.act == nil)
    #expect(try await session.decisions().entries.count == written.count)
    let page = try await session.page("check:privileged state:suppressed")
    let names = page.names.map { String($0.dropFirst("privileged deploy/".count).dropLast(" [web]".count)) }
    await session.close()
    try? fleet.remove("state/decisions.jsonl")
    return (receipt, names)
  }

  private func texts(_ notices: [Notice]) -> [String] {
    notices.map { SafeText("\($0.what): \($0.why)").description }
  }

  @Test(".trivyignore: ids old and new, ends, reasons in comments")
  func trivyText() async throws {
    let (receipt, suppressed) = try await taken(
      """
      # the node agent
      # needs it
      AVD-KSV-0017 exp:2099-01-01

      KSV005 # added on purpose
      CVE-2024-1234
      KSV-0012 exp:2020-01-01
      KSV-0013 exp:soon
      KSV0017
      """, ".trivyignore")
    #expect(suppressed == ["api", "api-two", "web"])
    #expect(receipt.rules.map(\.place) == ["line 3", "line 5", "line 9"])
    #expect(receipt.rules[0].covers == 3)
    #expect(
      texts(receipt.notices) == [
        ".trivyignore, line 8: exp:soon is no end such as exp:2026-01-31",
        ".trivyignore, line 6: no check here is like trivy's CVE-2024-1234", ".trivyignore, line 7: it has ended",
      ])
  }

  @Test(".trivyignore.yaml: statements and ends; what is limited to paths is refused")
  func trivyYAML() async throws {
    let (receipt, suppressed) = try await taken(
      """
      misconfigurations:
        - id: AVD-KSV-0017
          statement: "\\e]0;x\\a it must"
          expired_at: 2099-01-01
        - id: KSV-0005
          paths: [charts/*]
        - statement: nothing
        - id: KSV-0012
          expired_at: never
      """, "x.yaml")
    #expect(suppressed.count == 3 && receipt.rules.count == 1)
    #expect(texts(receipt.notices).count == 3)
    #expect(texts(receipt.notices)[0].contains("limited to paths"))
  }

  @Test("kubescape: controls on kinds, namespaces and names")
  func kubescape() async throws {
    let (receipt, suppressed) = try await taken(
      """
      [{"name": "payments", "policyType": "postureExceptionPolicy", "actions": ["alertOnly"],
        "resources": [
          {"designatorType": "Attributes", "attributes": {"kind": "Deployment", "namespace": "payments", "name": "api-.*"}},
          {"designatorType": "Attributes", "attributes": {"kind": ".*", "namespace": "shop"}},
          {"designatorType": "Attributes", "attributes": {"app": "x"}},
          {"designatorType": "Attributes", "attributes": {"name": "(a|b)"}}],
        "posturePolicies": [{"controlID": "C-0057"}, {"frameworkName": "NSA"}]}]
      """, "exceptions.json")
    #expect(suppressed == ["api-two", "web"])
    #expect(receipt.rules.map(\.covers) == [1, 1])
    #expect(receipt.notices.count == 3, "\(texts(receipt.notices))")
  }

  @Test("Kyverno: policies on what match selects")
  func kyverno() async throws {
    let (receipt, suppressed) = try await taken(
      """
      apiVersion: kyverno.io/v2
      kind: PolicyException
      metadata: {name: api, namespace: payments}
      spec:
        exceptions:
        - policyName: disallow-privileged-containers
          ruleNames: [privileged-containers]
        match:
          any:
          - resources: {kinds: [Pod, apps/v1/Deployment], namespaces: [payments], names: ["api*"]}
          - resources: {kinds: [Pod], selector: {matchLabels: {a: b}}}
      ---
      apiVersion: kyverno.io/v2
      kind: PolicyException
      metadata: {name: conditional}
      spec:
        exceptions: [{policyName: disallow-privileged-containers, ruleNames: ["*"]}]
        match: {any: [{resources: {kinds: [Pod]}}]}
        conditions: {any: [{key: a, operator: Equals, value: b}]}
      """, "exception.yaml")
    #expect(suppressed == ["api", "api-two"])
    #expect(receipt.rules.count == 2)
    #expect(receipt.notices.count == 2)
  }

  @Test("polaris: rules for controllers whose names begin so")
  func polaris() async throws {
    let (receipt, suppressed) = try await taken(
      """
      checks: {hostIPCSet: danger}
      exemptions:
      - namespace: payments
        controllerNames: [api-]
        rules: [runAsPrivileged, noSuchRule]
      - namespace: shop
      - containerNames: [web]
        rules: [runAsPrivileged]
      - {}
      """, "polaris.yaml")
    #expect(suppressed == ["api-two", "web"])
    #expect(receipt.rules.count == 2 && receipt.rules[1].what.contains("checks in shop"))
    #expect(receipt.notices.count == 3)
  }

  @Test(
    "what is no file of exceptions is refused whole", arguments: ["", "a: 1", "[]x", "[{\"a\": 1}]", "\u{0}", "a: ["])
  func unknown(text: String) async throws {
    let session = try await fleet.open("prod")
    await #expect(throws: SessionError.self) {
      _ = try await session.importExceptions(Array(text.utf8), named: "x", clusters: .all, isTrial: false)
    }
    await #expect(throws: SessionError.self) {
      _ = try await session.importExceptions(
        Array("exemptions: []".utf8), named: "x", clusters: .group("nowhere"), isTrial: false)
    }
    #expect(try await session.decisions().entries.isEmpty)
  }
}
