import Hardening
import Inventory
import Testing

@Suite("What depends on the server's version")
struct ServerVersionTests {
  private func verdicts(_ sysctl: String, _ version: ServerVersion?) throws -> [Verdict] {
    var objects = try Objects(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec:
        securityContext: {sysctls: [{name: \(sysctl), value: "1"}]}
        containers: [{name: web, image: "web:1"}]
      """)
    objects.inventory.serverVersion = version
    return judge(objects, only: "unsafe-sysctl").map(\.judgement.verdict)
  }

  @Test("a sysctl is safe from the version on that calls it so, and where no version is known")
  func sysctls() throws {
    let name = "net.ipv4.tcp_keepalive_time"
    #expect(try verdicts(name, ServerVersion(major: 1, minor: 28)) == [.fail])
    #expect(try verdicts(name, ServerVersion(major: 1, minor: 29)) == [.pass])
    #expect(try verdicts(name, nil) == [.pass])
    #expect(try verdicts("net/ipv4/tcp_syncookies", ServerVersion(major: 1, minor: 20)) == [.pass])
    #expect(try verdicts("kernel.msgmax", nil) == [.fail])
  }
}
