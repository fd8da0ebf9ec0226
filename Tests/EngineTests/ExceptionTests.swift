import Checks
import Export
import Foundation
import Hardening
import Inventory
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Exceptions by annotation")
struct ExceptionTests {
  private static let now = Date(timeIntervalSince1970: 1_783_598_400)

  private func scan(_ text: String, honours: Bool = true) throws -> ScanResult {
    let folder = try TemporaryFolder()
    try folder.write("app.yaml", text)
    var settings = Settings()
    settings.honoursAnnotations = honours
    return Scan.run(
      paths: [folder.path], options: ScanOptions(cluster: "prod", plan: settings.plan()), now: ExceptionTests.now)
  }

  /// A Deployment that fails many checks, `sys-admin` under `privileged` among them.
  private func deployment(_ annotations: String = "{}", template: String = "{}") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
      namespace: payments
      annotations: \(annotations)
    spec:
      template:
        metadata:
          labels: {app: api}
          annotations: \(template)
        spec:
          hostNetwork: true
          containers:
          - {name: web, image: "app:1", securityContext: {privileged: true, capabilities: {add: [SYS_ADMIN]}}}

    """
  }

  /// The checks that fail, by whether an annotation suppresses them.
  private func failed(_ result: ScanResult) -> (open: Set<String>, suppressed: Set<String>) {
    var found: (open: Set<String>, suppressed: Set<String>) = ([], [])
    for entry in result.entries() {
      let name = result.info(of: entry).id.name
      if entry.isSuppressed { found.suppressed.insert(name) } else { found.open.insert(name) }
    }
    return found
  }

  @Test("of one object are at most as many as anybody needs: beyond that none has an effect, and a line says so")
  func many() throws {
    func annotations(_ count: Int) -> String {
      let skips = (1..<count).map { "checkov.io/skip\($0): CKV_X_\($0)=no" }
      return "{\((skips + ["checkov.io/skip0: CKV_K8S_16=needed"]).joined(separator: ", "))}"
    }
    #expect(try suppressed(annotations(AnnotationExceptions.mostIDs)).contains("privileged"))
    let result = try scan(deployment(annotations(AnnotationExceptions.mostIDs + 1)))
    #expect(failed(result).suppressed.isEmpty)
    #expect(result.notices.contains { $0.why.contains("is not at most 256 exceptions") })
    let list = Array(repeating: "x", count: 300).joined(separator: ",")
    #expect(try suppressed("{kube-score/ignore: \"\(list)\", kube-linter.io/ignore-all: a}").isEmpty)
  }

  private func suppressed(_ annotations: String, template: String = "{}") throws -> Set<String> {
    failed(try scan(deployment(annotations, template: template))).suppressed
  }

  @Test("of kube-linter suppress what it calls so, with their reason")
  func kubeLinter() throws {
    let result = try scan(deployment(#"{ignore-check.kube-linter.io/privileged-container: "the agent loads modules"}"#))
    let entry = try #require(result.entries().first { result.info(of: $0).id == "privileged" })
    let finding = result.finding(entry)
    #expect(finding.state == .suppressed)
    #expect(finding.suppressedBy?.kind == .annotation)
    #expect(finding.suppressedBy?.object.name == "api")
    #expect(finding.suppressedBy?.key == "ignore-check.kube-linter.io/privileged-container")
    #expect(finding.suppressedBy?.reason == "the agent loads modules")
    #expect(failed(result).open.contains("host-network"))
    let all = try suppressed("{kube-linter.io/ignore-all: why}")
    #expect(all.isSuperset(of: ["privileged", "host-network", "mem-limit"]))
    #expect(!all.contains("image-digest"), "kube-linter has no such check")
    #expect(try suppressed("{ignore-check.kube-linter.io/privileged-container: }").contains("privileged"))
    #expect(try suppressed("{}", template: "{kube-linter.io/ignore-all: why}").isEmpty, "it reads no templates")
  }

  @Test("of a head cover what folds beneath it, and those of a fold leave the head")
  func folding() throws {
    let head = try suppressed("{ignore-check.kube-linter.io/privileged-container: x}")
    #expect(head.isSuperset(of: ["privileged", "sys-admin"]))
    let fold = failed(try scan(deployment("{checkov.io/skip1: CKV_K8S_39=x}")))
    #expect(fold.suppressed.contains("sys-admin"))
    #expect(fold.open.contains("privileged"))
  }

  @Test("of kube-score are lists, on the object or its template")
  func kubeScore() throws {
    let list = #"{kube-score/ignore: "container-security-context-privileged , pod-probes"}"#
    #expect(try suppressed(list).isSuperset(of: ["privileged", "liveness", "readiness"]))
    #expect(try suppressed("{}", template: list).contains("privileged"))
    #expect(try suppressed("{kube-score/ignore: container-resources}").contains("ephemeral-storage"))
    #expect(try suppressed(#"{kube-score/ignore: "*"}"#).contains("privileged"))
    #expect(try suppressed(#"{kube-score/skip: "true"}"#).contains("privileged"))
    #expect(try suppressed(#"{kube-score/skip: "false"}"#).isEmpty)
  }

  @Test("of polaris hold where they say true, whatever their case")
  func polaris() throws {
    #expect(
      try suppressed(#"{polaris.fairwinds.com/hostNetworkSet-exempt: "true"}"#) == ["host-network", "host-users"])
    #expect(
      try suppressed(#"{polaris.fairwinds.com/HOSTNETWORKSET-exempt: "True"}"#) == ["host-network", "host-users"])
    #expect(try suppressed(#"{polaris.fairwinds.com/hostNetworkSet-exempt: "false"}"#).isEmpty)
    #expect(try suppressed(#"{polaris.fairwinds.com/exempt: "true"}"#).isSuperset(of: ["privileged", "host-network"]))
  }

  @Test("of checkov have an id and a reason")
  func checkov() throws {
    let result = try scan(deployment("{}", template: #"{checkov.io/skip7: "CKV_K8S_16=a=b "}"#))
    let entry = try #require(result.entries().first { result.info(of: $0).id == "privileged" })
    #expect(result.finding(entry).suppressedBy?.reason == "a=b")
    #expect(try suppressed("{checkov.io/skip1: CKV_K8S_19}").contains("host-network"))
  }

  @Test("of kubescape end when they say so; an end that is no time excepts nothing")
  func kubescape() throws {
    func list(_ expiry: String) -> String {
      #"{kubescape.io/skip-controls: "C-0057, C-0041", kubescape.io/skip-reason: ticket 7\#(expiry)}"#
    }
    #expect(try suppressed(list("")).isSuperset(of: ["privileged", "host-network"]))
    #expect(try suppressed(list(#", kubescape.io/skip-expiry: "2026-12-31T23:59:59Z""#)).contains("privileged"))
    #expect(try suppressed(list(#", kubescape.io/skip-expiry: "2026-12-31T23:59:59+02:00""#)).contains("privileged"))
    #expect(try suppressed(list(#", kubescape.io/skip-expiry: "2026-01-01T00:00:00Z""#)).isEmpty)
    let broken = try scan(deployment(list(", kubescape.io/skip-expiry: soon")))
    #expect(failed(broken).suppressed.isEmpty)
    #expect(broken.notices.count == 1)
    #expect(!broken.isPartial)
  }

  @Test("that name no check of ours do nothing, and each is told once")
  func unknown() throws {
    let text = deployment(#"{ignore-check.kube-linter.io/own-check: x, checkov.io/skip1: "CKV_K8S_16=y"}"#)
    let other = text.replacing("name: api\n", with: "name: other\n")
    let result = try scan(text + "---\n" + other)
    #expect(result.notices.count == 1)
    #expect(result.notices.first?.why.contains("own-check") == true)
    #expect(!result.isPartial)
  }

  @Test("leave reports for people, gates and scores, and stay in JSON and where states are asked for")
  func reports() throws {
    let text = deployment(#"{polaris.fairwinds.com/exempt: "true", kube-linter.io/ignore-all: x}"#)
    let result = try scan(text)
    let (brief, hidden) = result.selected(ReportSelection(isBrief: true))
    #expect(!brief.contains { $0.isSuppressed })
    #expect(hidden.decided > 0)
    let json = result.selected(ReportSelection(includesSuppressed: true)).entries
    #expect(json.contains { $0.isSuppressed && result.info(of: $0).id == "privileged" })
    let asked = result.selected(ReportSelection(isBrief: true, query: try Query(parsing: "state:suppressed"))).entries
    #expect(!asked.isEmpty && asked.allSatisfy(\.isSuppressed))
    #expect(result.remaining(atLeast: .critical, in: result.entries()) == 0)
    let tally = result.cluster.areas[Area.workload.rawValue - 1].tally
    #expect(tally.suppressed > 0)
    let open = try scan(deployment()).cluster.areas[Area.workload.rawValue - 1].tally
    #expect(tally.failed + tally.suppressed == open.failed)
    #expect(tally.passedWeight == open.passedWeight && tally.failedWeight < open.failedWeight)
  }

  @Test("count for nothing where they are not honoured")
  func off() throws {
    let result = try scan(
      deployment("{kube-linter.io/ignore-all: x, ignore-check.kube-linter.io/own: x}"), honours: false)
    #expect(failed(result).suppressed.isEmpty)
    #expect(result.notices.isEmpty)
  }

  @Test("on pods and on other objects hold for these")
  func others() throws {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: api, annotations: {checkov.io/skip1: CKV_K8S_16=x}}
      spec: {containers: [{name: web, image: "app:1", securityContext: {privileged: true}}]}
      """
    #expect(failed(try scan(pod)).suppressed.contains("privileged"))
    let budget = """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: api, annotations: {ignore-check.kube-linter.io/pdb-max-unavailable: x}}
      spec: {maxUnavailable: 0, selector: {matchLabels: {app: api}}}
      """
    #expect(
      failed(try scan(deployment().replacing("payments", with: "default") + "---\n" + budget)).suppressed
        == ["pdb-blocks"])
  }

  @Test("come and go with the object")
  func incremental() throws {
    let judge = Judge(.all, CheckPlan(.all))
    var assessment = Assessment(Inventory(Completeness(.manifests)), by: judge)
    func isSuppressed(_ annotations: String) throws -> Bool {
      for object in try decode(deployment(annotations)).objects { assessment.upsert(object) }
      return assessment.handles.contains { handle in
        judge.positions(of: handle).indices.contains {
          assessment.annotationException(at: $0, of: handle, now: 0) != nil
        }
      }
    }
    #expect(try !isSuppressed("{}"))
    #expect(try isSuppressed("{checkov.io/skip1: CKV_K8S_16}"))
    #expect(try !isSuppressed("{}"))
  }

  @Test("stay text whatever they hold")
  func hostile() throws {
    let reason = #""\e]0;owned\a\u202Egpj\n=cmd|`id`""#
    let result = try scan(
      deployment("{ignore-check.kube-linter.io/privileged-container: \(reason), \"checkov.io/skip\\e[2J\": \(reason)}"))
    let entry = try #require(result.entries().first { result.info(of: $0).id == "privileged" })
    let report = Report(
      version: "1", generatedAt: 0, clusters: [result.cluster], notices: result.notices,
      eachFinding: { try $0(result.finding(entry)) })
    for format in ReportFormat.allCases {
      var bytes: [UInt8] = []
      var output = ReportOutput { bytes.append(contentsOf: $0) }
      try report.write(format, to: &output, style: OutputStyle())
      #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D }, "\(format)")
      #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{202E}"), "\(format)")
    }
  }
}
