import Checks
import Hardening
import Testing

@Suite("Parameters of checks")
struct ParameterTests {
  private func verdicts(
    _ check: CheckID, _ parameters: [String: ParameterValue], _ container: String, pod: String = ""
  ) throws -> [Verdict] {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec:
        \(pod)
        containers: [{name: web, image: "web:1", \(container)}]
      """
    return judge(try Objects(text), only: check, parameters: parameters).map(\.judgement.verdict)
  }

  @Test("limit-above-max judges once a maximum is configured, in any unit")
  func maximum() throws {
    let limits = "resources: {requests: {memory: 1Gi}, limits: {cpu: 1500m, memory: 4Gi}}"
    #expect(try verdicts("limit-above-max", [:], limits) == [.notApplicable])
    #expect(try verdicts("limit-above-max", ["maxCPU": .integer(1)], limits) == [.fail])
    #expect(try verdicts("limit-above-max", ["maxCPU": .text("1500m")], limits) == [.pass])
    #expect(try verdicts("limit-above-max", ["maxMemory": .text("2Gi")], limits) == [.fail])
    #expect(try verdicts("limit-above-max", ["maxRatio": .integer(3)], limits) == [.fail])
    #expect(try verdicts("limit-above-max", ["maxRatio": .number(4)], limits) == [.pass])
  }

  @Test("apparmor fails where nothing is set only when explicit profiles are wanted")
  func explicit() throws {
    #expect(try verdicts("apparmor", [:], "tty: true") == [.pass])
    #expect(try verdicts("apparmor", ["explicit": .bool(true)], "tty: true") == [.fail])
  }

  @Test("host-path-sensitive takes other folders")
  func folders() throws {
    let volumes = "volumes: [{name: a, hostPath: {path: /secret/x}}, {name: b, hostPath: {path: /secretly}}]"
    #expect(try verdicts("host-path-sensitive", [:], "tty: true", pod: volumes) == [.pass, .pass])
    let own = ["paths": ParameterValue.list(["/secret"])]
    #expect(try verdicts("host-path-sensitive", own, "tty: true", pod: volumes) == [.fail, .pass])
  }

  @Test("qos wants Guaranteed in the namespaces named")
  func guaranteed() throws {
    let burstable = "resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 2, memory: 1Gi}}"
    let equal = "resources: {limits: {cpu: 2, memory: 1Gi}}"
    let shop = ["guaranteed": ParameterValue.list(["shop"])]
    #expect(try verdicts("qos", [:], burstable) == [.pass])
    #expect(try verdicts("qos", shop, burstable) == [.fail])
    #expect(try verdicts("qos", shop, equal) == [.pass])
  }

  private func verdicts(
    ofService spec: String, _ check: CheckID, _ parameters: [String: ParameterValue]
  ) throws -> [Verdict] {
    let text = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {\(spec)}\n"
    return judge(try Objects(text), only: check, parameters: parameters).map(\.judgement.verdict)
  }

  @Test("allowed-ports judges once ports are configured, single ones and ranges")
  func ports() throws {
    let ports = "ports: [{name: a, port: 443}, {name: b, port: 8085}]"
    #expect(try verdicts(ofService: ports, "allowed-ports", [:]) == [.notApplicable])
    #expect(try verdicts(ofService: ports, "allowed-ports", ["ports": .list(["443", "8080 - 8089"])]) == [.pass])
    #expect(try verdicts(ofService: ports, "allowed-ports", ["ports": .list(["443", "9-8", "x"])]) == [.fail])
  }

  @Test("external-ips passes addresses of allowed blocks")
  func addresses() throws {
    let own = ["allowed": ParameterValue.list(["203.0.113.0/28"])]
    #expect(try verdicts(ofService: "externalIPs: [203.0.113.9]", "external-ips", own) == [.pass])
    #expect(try verdicts(ofService: "externalIPs: [203.0.113.99]", "external-ips", own) == [.fail])
  }

  @Test("edge-in-front knows an edge by its addresses, and what else comes in once there is one")
  func edges() throws {
    let balancer = "type: LoadBalancer, ports: [{port: 443}], loadBalancerSourceRanges: [203.0.113.16/28]"
    #expect(try verdicts(ofService: balancer, "edge-in-front", [:]) == [.notApplicable])
    #expect(try verdicts(ofService: balancer, "edge-in-front", ["ranges": .list(["203.0.113.0/24"])]) == [.pass])
    #expect(try verdicts(ofService: balancer, "edge-in-front", ["ranges": .list(["198.51.100.0/24"])]) == [.fail])
  }
}
