import Checks
import Hardening
import Testing

/// How grave failures are that reach less far than others of their check.
@Suite("Grades of failures")
struct GradeTests {
  /// The severity of the one failure of a check on these objects; nil where it does not fail.
  private func severity(_ check: CheckID, _ text: String) throws -> Severity? {
    let judged = judge(try Objects(text), only: check)
    let failures = judged.filter { $0.judgement.verdict == .fail }
    #expect(failures.count <= 1)
    guard let failure = failures.first else { return nil }
    if case .fail(_, let severity?) = failure.judgement { return severity }
    return Registry.all.infos.first { $0.id == check }?.severity
  }

  private func balancer(_ ranges: String, annotations: String = "") -> String {
    "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: {\(annotations)}}\n"
      + "spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{port: 443}], \(ranges)}\n"
  }

  @Test("a public load balancer is as grave as those are many who may come in")
  func balancers() throws {
    let tags = "service.beta.kubernetes.io/azure-allowed-service-tags"
    let cases: [(text: String, balancer: Severity, controller: Severity?)] = [
      (balancer(""), .medium, .high),
      (balancer("loadBalancerSourceRanges: [0.0.0.0/0]"), .medium, .high),
      (balancer("loadBalancerSourceRanges: [203.0.113.0/24]"), .low, .medium),
      (balancer("loadBalancerSourceRanges: [10.1.0.0/16, 203.0.113.0/24]"), .low, .medium),
      (balancer("loadBalancerSourceRanges: [10.1.0.0/16, 192.168.7.0/24]"), .info, .low),
      (balancer("", annotations: "\(tags): AzureCloud.westeurope"), .medium, .high),
      (balancer("", annotations: "\(tags): AzureFrontDoor.Backend"), .info, nil),
    ]
    for (text, expected, controller) in cases {
      #expect(try severity("lb-public", text) == expected, "\(text)")
      #expect(try severity("ingress-controller-internal", text) == controller, "\(text)")
    }
  }

  @Test("wildcards are as grave as what they hold, where somebody has them and where nobody has")
  func wildcards() throws {
    func role(_ kind: String, _ rule: String) -> String {
      let place = kind == "Role" ? ", namespace: shop" : ""
      return
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata: {name: all\(place)}\nrules: [{\(rule)}]\n"
    }
    func binding(_ kind: String) -> String {
      let place = kind == "Role" ? ", namespace: shop" : ""
      return "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)Binding\nmetadata: {name: all\(place)}\n"
        + "roleRef: {kind: \(kind), name: all}\nsubjects: [{kind: Group, name: team}]\n"
    }
    let everything = "apiGroups: ['*'], resources: ['*'], verbs: ['*']"
    let verbs = "apiGroups: [apps], resources: [deployments], verbs: ['*']"
    let own = "apiGroups: [shop.example.com], resources: ['*'], verbs: [get]"
    #expect(try severity("wildcard-rules", role("ClusterRole", everything) + binding("ClusterRole")) == .high)
    #expect(try severity("wildcard-rules", role("Role", everything) + binding("Role")) == .medium)
    #expect(try severity("wildcard-rules", role("ClusterRole", everything)) == .medium)
    #expect(try severity("wildcard-rules", role("Role", everything)) == .medium)
    #expect(try severity("wildcard-rules", role("Role", verbs)) == .low)
    #expect(try severity("wildcard-rules", role("ClusterRole", own) + binding("ClusterRole")) == .low)
    #expect(try severity("wildcard-rules", role("ClusterRole", own)) == .info)
  }
}
