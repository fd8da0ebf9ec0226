import Fetch
import Hardening
import Testing
import TextSafety

@testable import Engine

@Suite("What doctor says of contexts")
struct ContextExaminationTests {
  private func source(_ name: UntrustedText, _ server: FakeServer, warnings: [UntrustedText] = []) -> ContextSource {
    let context = KubeContext(
      name: name, cluster: name, user: name, endpoint: Endpoint(server: "https://fake"), warnings: warnings)
    return ContextSource(name: name, context: .success(context), http: server)
  }

  @Test("each is asked how it is, as whom it knows the person, and what may not be read; nothing else is sent")
  func each() async {
    let (good, poor, gone) = (FakeServer(), FakeServer(), FakeServer())
    poor.forbid("secrets")
    poor.forbid("configmaps")
    gone.goAway()
    let error = FetchError(.refused, what: "old", why: "auth-provider is gone", next: "run kubelogin")
    let lines = await ContextExamination.run([
      source("good", good), source("poor", poor, warnings: ["verification is off"]), source("gone", gone),
      ContextSource(name: "old", context: .failure(error), http: good),
    ])
    func line(_ name: UntrustedText, _ verdict: Diagnosis.Verdict, _ part: String) -> Bool {
      lines.contains { line in
        line.topic == .contexts && line.verdict == verdict && line.says.hasPrefix(name)
          && line.says.matches { $0.contains(part) }
      }
    }
    #expect(line("good", .ok, "v1.20.2, answers in"))
    #expect(line("good", .ok, "knows you as jane (triage, system:authenticated)"))
    #expect(line("good", .ok, "kinds that are read may be read"))
    #expect(line("poor", .look, "verification is off"))
    #expect(line("poor", .look, "may not be listed and watched, and what needs them is unknown: configmaps, secrets"))
    #expect(line("gone", .bad, "connection refused"))
    #expect(line("old", .bad, "auth-provider is gone"))
    #expect(lines.count == 7)
    let sent = good.requests.filter { !$0.hasPrefix("GET ") }
    #expect(sent.allSatisfy { $0.hasPrefix("POST ") && $0.contains("/selfsubject") })
    #expect(!good.requests.contains { $0.contains("limit=") || $0.contains("watch=") })
  }
}
