import Checks
import Hardening
import Testing
import TextSafety

@Suite("Remedies of one object, one after the other")
struct RemedySequenceTests {
  private static let pods = [
    "  spec:\n    containers: [{name: web, image: \"registry.example/web:1\"}]\n",
    """
      spec:
        containers:
        - name: web
          image: registry.example/web:1
          ports: [{containerPort: 80}]
          securityContext: {}
        - name: agent
          image: registry.example/agent:1
          securityContext: {privileged: true, runAsUser: 0, capabilities: {add: [SYS_ADMIN, NET_RAW]}}
        initContainers:
        - name: setup
          image: registry.example/setup:1
          securityContext: {capabilities: {drop: [MKNOD]}, seccompProfile: {type: Unconfined}}
        hostNetwork: true
        hostPID: true

    """,
  ]

  private static func object(_ kind: String, _ version: String, _ pod: String) -> String {
    let indented = pod.split(separator: "\n").map { "    \($0)\n" }.joined()
    let spec =
      kind == "CronJob"
      ? "  schedule: \"0 3 * * *\"\n  jobTemplate:\n    spec:\n      template:\n"
        + indented.split(separator: "\n").map { "    \($0)\n" }.joined()
      : "  replicas: 1\n  template:\n" + indented
    return "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: web, namespace: shop}\nspec:\n" + spec
  }

  private static let objects = [
    ("Deployment", "apps/v1"), ("CronJob", "batch/v1"), ("Rollout", "argoproj.io/v1alpha1"),
    ("DeploymentConfig", "apps.openshift.io/v1"),
  ].flatMap { kind, version in pods.map { object(kind, version, $0) } }

  /// What a finding is told from others by.
  private func key(_ judged: Judged) -> String {
    let container = judged.subject.container.flatMap { $0.parsed { $0 } } ?? ""
    return "\(judged.check.name) \(container)"
  }

  @Test("each made on the object as the one before left it, none takes back what another did", arguments: objects)
  func held(manifest: String) throws {
    var tree = try #require(try Objects(manifest).trees.first?.tree)
    var mended: [String] = []
    while mended.count < 100 {
      let objects = try Objects(tree.json)
      let failing = judge(objects).filter { $0.judgement.verdict == .fail }
      let again = failing.map(key).filter(mended.contains)
      #expect(again.isEmpty, "\(again) after \(mended.last ?? "")")
      if !again.isEmpty { return }
      let own = objects.trees.first?.reference
      guard
        let next = failing.first(where: { $0.patch?.object == own && $0.patch?.operations.isEmpty == false }),
        let operations = next.patch?.operations
      else { break }
      let hollow = operations.filter { $0.op == .add && ($0.value == .map([]) || $0.value == .list([])) }
      #expect(hollow.isEmpty, "\(key(next)) adds an empty map")
      for operation in operations { tree = try tree.applying(operation) }
      mended.append(key(next))
    }
    #expect(mended.count > 6 && mended.count < 100)
  }
}
