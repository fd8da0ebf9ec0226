import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("The session over files")
struct LocalSessionTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    try fleet.write("prod/web.yaml", Manifests.privileged("web", namespace: "shop"))
    try fleet.write("prod/dns.yaml", Manifests.privileged("coredns", namespace: "kube-system"))
  }

  @Test("shows clusters with scores and counts of what a person sees")
  func clusters() async throws {
    try fleet.write("stage/api.yaml", Manifests.privileged("api", namespace: "payments"))
    let session = try await fleet.open("stage", "prod", "gone")
    let snapshot = try await session.fleet()
    #expect(snapshot.clusters.map(\.summary.name) == ["gone", "prod", "stage"])
    #expect(snapshot.lastVisit == nil)
    let prod = snapshot.clusters[1]
    #expect(prod.state == .current)
    #expect(prod.summary.workloads == 3)
    #expect(prod.open.critical == 2, "heads of the person's own objects")
    #expect(prod.new == 0, "nothing is new at the first visit")
    #expect(prod.summary.areas.count == 12)
    guard case .away(let notice) = snapshot.clusters[0].state else {
      Issue.record("a folder that is not there is away")
      return
    }
    #expect(notice.what.contains("gone"))
    let sources = try await session.sources()
    #expect(sources.sources.map(\.objects) == [1, 3, 0])
    #expect(sources.sources[2].notices.isEmpty == false)
  }

  @Test("pages through findings by query, order and states, and says what it hides")
  func pages() async throws {
    let session = try await fleet.open("prod")
    let all = try await session.page("check:privileged")
    #expect(all.names == ["privileged deploy/api [web]", "privileged deploy/web [web]"])
    #expect(all.hidden.platform == 1)
    #expect(all.counts.critical == 2)
    #expect(all.rows[0].folded > 0)
    #expect(try await session.page("check:privileged managed:platform").names == ["privileged deploy/coredns [web]"])
    let within = FindingsRequest(query: "ns:shop", within: "ns:payments", window: .init(before: 0, after: 9))
    #expect(try await session.findings(within).total == 0, "what is asked within something never leaves it")
    let brief = try await session.page()
    #expect(brief.hidden.folded > 0)
    #expect(!brief.names.contains("sys-admin deploy/api [web]"))
    #expect(try await session.page("is:folded ns:shop check:sys-admin").names == ["sys-admin deploy/web [web]"])
    #expect(brief.rows.map(\.severity) == brief.rows.map(\.severity).sorted(by: >))
    let bySubject = try await session.page("", FindingsRequest.Order(.subject, ascending: false))
    #expect(bySubject.rows.map(\.subject) == bySubject.rows.map(\.subject).sorted(by: >))
    #expect(Set(bySubject.rows) == Set(brief.rows))
    for column in FindingsRequest.Column.allCases {
      let up = try await session.page("", FindingsRequest.Order(column, ascending: true))
      #expect(Set(up.rows) == Set(brief.rows))
    }
  }

  @Test("opens windows around a finding, and where it was when it is gone")
  func windows() async throws {
    let session = try await fleet.open("prod")
    let all = try await session.page()
    let middle = all.rows[all.total / 2]
    let window = try await session.page(
      "", window: FindingsRequest.Window(anchor: middle.id, index: 0, before: 2, after: 3))
    #expect(window.anchor == all.total / 2)
    #expect(window.rows == Array(all.rows[(all.total / 2 - 2)...(all.total / 2 + 3)]))
    #expect(window.offset == all.total / 2 - 2)
    let lost = try await session.page(
      "check:privileged", window: FindingsRequest.Window(anchor: middle.id, index: 99, before: 0, after: 9))
    #expect(lost.anchor == nil)
    #expect(lost.rows.count == 1)
    let none = try await session.page(
      "nothing-like-it", window: FindingsRequest.Window(index: 5, before: 5, after: .max))
    #expect(none.rows.isEmpty)
    #expect(none.hasData)
  }

  @Test("explains a finding with evidence, lines, folds and a command")
  func detail() async throws {
    let session = try await fleet.open("prod")
    let row = try await session.one("check:privileged ns:payments")
    let detail = try await session.finding(row.id)
    #expect(detail.finding.evidence.first?.path.text == "spec.template.spec.containers[web].securityContext.privileged")
    #expect(detail.finding.source?.line == 12)
    #expect(detail.folded.contains { $0.check == "sys-admin" })
    #expect(detail.folded.count == row.folded)
    #expect(detail.kubectl?.contains("kubectl patch deployment") == true)
    #expect(!detail.documentation.isEmpty)
    #expect(detail.decisions.isEmpty)
    let unknown = FindingKey(cluster: row.id.cluster, finding: Fingerprint(high: 1, low: 1))
    await #expect(throws: SessionError.self) { try await session.finding(unknown) }
  }

  @Test("acknowledges, undoes, does again, on disk and for the next session")
  func deciding() async throws {
    let session = try await fleet.open("prod")
    let row = try await session.one("check:privileged ns:payments")
    let request = DecisionRequest(act: .acknowledge, targets: [row.id], reason: "known")
    let preview = try await session.preview(request)
    #expect(preview.findings == 1)
    #expect(preview.examples == ["privileged on deploy/api [web]"])
    #expect(preview.scores.isEmpty, "acknowledged findings stay in the score")
    let receipt = try await session.decide(request)
    #expect(receipt.findings == 1)
    #expect(receipt.summary == "acknowledged privileged on deploy/api [web]")
    #expect(receipt.decisions.first?.author == "ada")
    #expect(try await session.one("check:privileged ns:payments").state == .acknowledged)
    #expect(try await session.fleet().clusters[0].acknowledged == 1)
    #expect(try await session.fleet().clusters[0].open.critical == 1)
    #expect(try await session.finding(row.id).decisions.map(\.reason) == ["known"])
    let other = try await fleet.open("prod")
    #expect(try await other.one("check:privileged ns:payments").state == .acknowledged)
    await #expect(throws: SessionError.self, "what others did is not this session's to undo") { try await other.undo() }
    let undone = try await session.undo()
    #expect(undone.summary == "took back: acknowledged privileged on deploy/api [web]")
    #expect(undone.findings == 1)
    #expect(try await session.one("check:privileged ns:payments").state == .open)
    await #expect(throws: SessionError.self) { try await session.undo() }
    #expect(try await session.redo().findings == 1)
    #expect(try await session.one("check:privileged ns:payments").state == .acknowledged)
    #expect(try await session.undo().findings == 1)
    #expect(try await session.finding(row.id).decisions.count == 4)
    _ = try await session.decide(request)
    await #expect(throws: SessionError.self, "a new act ends what could be done again") { try await session.redo() }
  }

  @Test("names the worst first of what an act would reach, and what is in force again once a withdrawal is taken back")
  func naming() async throws {
    let session = try await fleet.open("prod", "stage")
    let rows = try await session.page("sev<critical").rows
    let worst = try await session.page("check:privileged").rows
    let preview = try await session.preview(
      DecisionRequest(act: .acknowledge, targets: rows.map(\.id) + worst.map(\.id)))
    #expect(preview.findings > 5 && preview.examples.count == 5)
    #expect(preview.examples.prefix(worst.count).allSatisfy { $0.hasPrefix("privileged on") })
    let receipt = try await session.decide(DecisionRequest(act: .acknowledge, targets: [worst[0].id]))
    let withdrawn = try await session.withdraw(receipt.decisions.map(\.id))
    #expect(withdrawn.summary.hasPrefix("took back: acknowledged privileged on"))
    #expect(try await session.undo().summary.hasPrefix("done again: acknowledged privileged on"))
    #expect(try await session.page("check:privileged state:acknowledged").rows.count == 1)
  }

  @Test("suppresses by scope with what folds, moves the score, and ends in time")
  func suppressing() async throws {
    let session = try await fleet.open("prod")
    let row = try await session.one("check:privileged ns:payments")
    var request = DecisionRequest(act: .suppress, targets: [row.id], scope: .workload, until: fleet.now + 100)
    await #expect(throws: SessionError.self, "a reason is needed") { try await session.decide(request) }
    request.reason = "node agent"
    let before = try await session.fleet().clusters[0]
    let preview = try await session.preview(request)
    #expect(preview.findings == 1)
    let change = try #require(preview.scores.first { $0.area == .workload })
    #expect(change.before == before.summary.areas.first { $0.area == .workload }?.tally)
    #expect(change.after.score ?? 0 > change.before.score ?? 0)
    let receipt = try await session.decide(request)
    #expect(receipt.summary == "suppressed privileged on deploy/api")
    let after = try await session.fleet().clusters[0]
    #expect(after.summary.areas.first { $0.area == .workload }?.tally == change.after)
    #expect(after.suppressed == 1)
    #expect(try await session.page("check:privileged").hidden.suppressed == 1)
    #expect(try await session.one("check:sys-admin ns:payments").state == .suppressed, "folds are covered")
    #expect(try await session.one("check:privileged ns:shop").state == .open)
    fleet.now += 100
    #expect(try await session.one("check:privileged ns:payments").state == .open)
    #expect(try await session.fleet().clusters[0].summary.areas == before.summary.areas)
  }

  @Test("suppresses bulk targets by as few rules as say it, refuses what makes no sense")
  func rules() async throws {
    let session = try await fleet.open("prod")
    let keys = try await session.page("check:privileged,sys-admin").rows
    #expect(keys.isEmpty)
    let rows = try await session.page("check:privileged check:sys-admin").rows
    #expect(rows.count == 4)
    func rules(_ scope: SuppressionRule.Scope, _ clusters: DecisionRequest.ClusterScope = .this) async throws
      -> [SuppressionRule]
    {
      let request = DecisionRequest(
        act: .suppress, targets: rows.map(\.id), scope: scope, clusters: clusters, reason: "because")
      let receipt = try await session.decide(request)
      _ = try await session.undo()
      return receipt.decisions.compactMap(\.rule)
    }
    #expect(try await rules(.finding).map(\.findings.count) == [4])
    #expect(try await rules(.workload).map(\.checks.count) == [2, 2])
    #expect(try await rules(.namespace).map(\.checks.count) == [2, 2])
    #expect(try await rules(.check).map(\.clusters) == [.some(["files:prod"])])
    #expect(try await rules(.image, .all).map(\.image) == ["registry.example/app"])
    await #expect(throws: SessionError.self) { _ = try await rules(.finding, .group("production")) }
    await #expect(throws: SessionError.self) {
      try await session.decide(
        DecisionRequest(act: .suppress, targets: [rows[0].id], reason: "x", until: fleet.now))
    }
    await #expect(throws: SessionError.self) {
      try await session.decide(DecisionRequest(act: .acknowledge, targets: []))
    }
    await #expect(throws: SessionError.self) {
      try await session.decide(DecisionRequest(act: .undo, targets: [rows[0].id]))
    }
  }

  @Test("reads anew: findings keep their age, what is mended is resolved, other evidence resurfaces")
  func rereading() async throws {
    let session = try await fleet.open("prod")
    let start = fleet.now
    let api = try await session.one("check:privileged ns:payments")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [api.id]))
    let old = try await session.one("check:image-digest ns:payments container:web")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [old.id]))
    fleet.now += 1000
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments", tag: "latest"))
    try fleet.remove("prod/web.yaml")
    try fleet.write("prod/new.yaml", Manifests.privileged("new", namespace: "shop"))
    try await session.refresh()
    try await session.settle()
    #expect(try await session.one("check:privileged ns:payments").state == .acknowledged)
    #expect(try await session.one("check:privileged ns:payments").firstSeen == start)
    #expect(try await session.one("check:privileged name:new").firstSeen == start + 1000)
    #expect(try await session.one("check:image-digest ns:payments").state == .resurfaced)
    let web = try await session.one("check:privileged name:web")
    #expect(web.state == .resolved)
    #expect(try await session.finding(web.id).finding.lastSeen == start)
    #expect(try await session.page("check:privileged").hidden.resolved == 1)
  }

  @Test("does not call resolved what it could not read")
  func partial() async throws {
    let session = try await fleet.open("prod")
    try fleet.write("prod/web.yaml", "apiVersion: apps/v1\nkind: [Deployment\n")
    try await session.refresh()
    try await session.settle()
    let row = try await session.one("check:privileged name:web")
    #expect(row.state == .open)
    #expect(row.isStale)
    #expect(try await session.one("check:privileged name:web is:stale verdict:unknown").id == row.id)
    #expect(try await session.fleet().clusters[0].summary.complete == false)
    try fleet.write("prod/web.yaml", Manifests.privileged("web", namespace: "shop"))
    try await session.refresh()
    try await session.settle()
    #expect(try await session.one("check:privileged name:web").isStale == false)
  }

  @Test("refuses a query that is none with its place, and a state folder that is none")
  func refusals() async throws {
    let session = try await fleet.open("prod")
    do {
      _ = try await session.page("foo sevv:high")
      Issue.record("it was taken")
    } catch let error as SessionError {
      #expect(error.code == .query)
      #expect(error.notice.what.contains("column 5"))
    }
    try fleet.write("file", "")
    await #expect(throws: SessionError.self) {
      try await LocalSession.open(
        LocalSession.Configuration(
          sources: [], settings: Settings(), state: StateFolder(path: fleet.path + "/file/x")))
    }
  }

  @Test("tells listeners of data and ends with the session")
  func changes() async throws {
    let session = try await fleet.open("prod")
    let changes = session.changes()
    let row = try await session.one("check:privileged ns:payments")
    let receipt = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id]))
    await session.close()
    var seen: [SessionChange] = []
    for await change in changes { seen.append(change) }
    #expect(seen == [.data(revision: receipt.revision)])
    for await _ in session.changes() { Issue.record("a closed session tells nothing") }
  }

  @Test("gives each path a name of its own")
  func names() {
    #expect(FileSource.each(of: ["/x/a", "/x/b"]).map(\.name) == ["a", "b"])
    #expect(FileSource.each(of: ["/x/a/m", "/x/b/m"]).map(\.name) == ["m", "b/m"])
    #expect(FileSource.each(of: ["/m", "/m/", "/x/../m"]).map(\.name) == ["m"], "one path given twice is one cluster")
    #expect(FileSource.each(of: ["prod=/m", "stage=/m"]).map(\.name) == ["prod", "stage"])
    #expect(FileSource.each(of: ["m=/x", "/m", "m=/y"]).map(\.name) == ["m", "m#2", "m#3"])
    #expect(FileSource.each(of: ["=/x", "a=b=c"]).map(\.paths) == [["=/x"], ["b=c"]])
  }

  @Test("show at once what another process decides")
  func others() async throws {
    let session = try await fleet.open("prod")
    let other = try await fleet.open("prod")
    let row = try await session.one("check:privileged name:api")
    var changes = session.changes().makeAsyncIterator()
    _ = try await other.decide(DecisionRequest(act: .acknowledge, targets: [row.id], reason: "seen"))
    // Nobody asks anything of the session that could make it look.
    while try await session.one("check:privileged name:api").state != .acknowledged { _ = await changes.next() }
    await other.close()
    await session.close()
  }
}
