import Hardening
import Testing
import TextSafety

@testable import Inventory

@Suite("Load balancers")
struct BalancerTests {
  /// A load balancer with these annotations.
  private func balancer(_ annotations: [String: String], class name: String? = nil) throws -> Service.Balancer {
    let service = Service(
      labels: [], selector: .absent, type: .value("LoadBalancer"), ports: .absent,
      annotations: annotations.map { LabelPair(key: UntrustedText($0.key), value: UntrustedText($0.value)) },
      hasAnnotations: true, externalIPs: .absent, externalName: .absent, sourceRanges: .absent,
      loadBalancerClass: name.map { .value(UntrustedText($0)) } ?? .absent, hasExternalTrafficPolicy: false,
      addresses: [])
    return try service.balancer()
  }

  private static let beta = "service.beta.kubernetes.io/"

  @Test(
    "an annotation counts as the cloud's own controller reads it",
    arguments: [
      ("\(beta)azure-load-balancer-internal", ["true"], ["True", "TRUE", "1", "yes", " true", "false", ""]),
      ("\(beta)openstack-internal-load-balancer", ["true"], ["True", "1", "false", ""]),
      ("networking.gke.io/load-balancer-type", ["Internal", "internal"], ["INTERNAL", "true", "External", ""]),
      ("cloud.google.com/load-balancer-type", ["Internal", "internal"], ["INTERNAL", "true"]),
      ("\(beta)oci-load-balancer-internal", ["true", "True", "1", "t"], ["yes", "false", ""]),
      ("\(beta)aws-load-balancer-internal", ["true", "0.0.0.0/0", "False"], ["false", ""]),
      ("\(beta)aws-load-balancer-scheme", ["internal"], ["Internal", "internet-facing"]),
      ("\(beta)alibaba-cloud-loadbalancer-address-type", ["intranet"], ["Intranet", "internet"]),
      ("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", ["private"], ["public", ""]),
      ("service.kubernetes.io/qcloud-loadbalancer-internal-subnetid", ["subnet-1"], [""]),
      ("\(beta)do-loadbalancer-network", ["INTERNAL"], ["internal", "EXTERNAL"]),
      ("\(beta)scw-loadbalancer-private", ["true", "1"], ["yes", "false"]),
      ("load-balancer.hetzner.cloud/disable-public-network", ["true", "TRUE"], ["yes", "false"]),
      ("yandex.cloud/load-balancer-type", ["internal"], ["external"]),
    ])
  func spellings(key: String, inner: [String], open: [String]) throws {
    for value in inner { #expect(try balancer([key: value]) == .inner, "\(key): \(value)") }
    for value in open { #expect(try balancer([key: value]) == .open, "\(key): \(value)") }
  }

  @Test("of Google's two annotations the newer one counts")
  func google() throws {
    let newer = "networking.gke.io/load-balancer-type"
    let older = "cloud.google.com/load-balancer-type"
    #expect(try balancer([newer: "External", older: "Internal"]) == .open)
    #expect(try balancer([newer: "Internal", older: "External"]) == .inner)
  }

  @Test("Oracle's network load balancers have an annotation of their own")
  func oracle() throws {
    let type = "oci.oraclecloud.com/load-balancer-type"
    let network = "oci-network-load-balancer.oraclecloud.com/internal"
    let classic = "\(BalancerTests.beta)oci-load-balancer-internal"
    #expect(try balancer([type: "NLB", network: "true"]) == .inner)
    #expect(try balancer([type: "nlb", classic: "true"]) == .open)
    #expect(try balancer([type: "lb", network: "true"]) == .open)
    #expect(try balancer([type: "lb", classic: "true"]) == .inner)
  }

  @Test("AWS' newer controller makes internal ones unless it is told otherwise")
  func amazon() throws {
    let prefix = "\(BalancerTests.beta)aws-load-balancer-"
    let own = "service.k8s.aws/nlb"
    #expect(try balancer([:], class: own) == .inner)
    #expect(try balancer(["\(prefix)type": "external"]) == .inner)
    #expect(try balancer(["\(prefix)type": "nlb"]) == .open)
    #expect(try balancer(["\(prefix)internal": "false"], class: own) == .open)
    #expect(try balancer(["\(prefix)internal": "true"], class: own) == .inner)
    #expect(try balancer(["\(prefix)scheme": "internet-facing"], class: own) == .open)
    #expect(try balancer(["\(prefix)scheme": "internet-facing", "\(prefix)internal": "true"]) == .open)
  }
}
