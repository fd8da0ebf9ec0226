import Export
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("What a report selects")
struct SelectionTests {
  private func selected(_ query: String, isBrief: Bool = false) throws -> (texts: Set<String>, hidden: Int) {
    let folder = try TemporaryFolder()
    try folder.write("app.yaml", Manifests.privileged("api", namespace: "payments"))
    try folder.write("dns.yaml", Manifests.privileged("coredns", namespace: "kube-system"))
    let result = Scan.run(paths: [folder.path], options: ScanOptions(cluster: "prod"))
    let (entries, hidden) = result.selected(ReportSelection(isBrief: isBrief, query: try Query(parsing: query)))
    let texts = entries.map { entry in
      "\(result.info(of: entry).id.name) \(SafeText(result.reference(of: entry).object.name).description)"
    }
    return (Set(texts), hidden.folded + hidden.info + hidden.platform)
  }

  @Test("is what the query says of checks, subjects and severities")
  func query() throws {
    #expect(try selected("check:privileged ns:payments").texts == ["privileged api"])
    #expect(try selected("check:privileged").texts == ["privileged api", "privileged coredns"])
    #expect(try selected("check:privileged managed:platform").texts == ["privileged coredns"])
    #expect(try selected("check:priv* !ns:kube-* sev:crit").texts == ["privileged api"])
    #expect(try selected("deploy/api image:registry.example/app area:pod check:privileged").texts == ["privileged api"])
    #expect(try selected("re:\"^deploy/(api|web)\" check:privileged cluster:prod").texts == ["privileged api"])
    #expect(try selected("is:new").texts.isEmpty)
    #expect(try selected("check:sys-admin is:folded").texts == ["sys-admin api", "sys-admin coredns"])
    #expect(try selected("check:privileged verdict:pass").texts.isEmpty)
    #expect(try selected("check:host-pid verdict:pass ns:payments").texts == ["host-pid api"])
  }

  @Test("is brief for people, but for what the query names")
  func brief() throws {
    #expect(try selected("", isBrief: true).texts.contains("privileged api"))
    #expect(try !selected("", isBrief: true).texts.contains("privileged coredns"))
    #expect(try !selected("", isBrief: true).texts.contains("sys-admin api"))
    #expect(try selected("", isBrief: true).hidden > 0)
    #expect(try selected("managed:platform", isBrief: true).texts.contains("privileged coredns"))
    #expect(try selected("check:sys-admin ns:payments", isBrief: true).texts == ["sys-admin api"])
  }
}
