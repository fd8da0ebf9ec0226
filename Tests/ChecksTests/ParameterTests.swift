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
}
