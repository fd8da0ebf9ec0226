import Engine
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("What an owner stands for")
struct OwnerTests {
  private static let hard =
    "allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: {drop: [ALL]}"
  private static let weak = "privileged: true"

  /// What a server keeps beside a name. `uid` empty: a file by hand.
  private func metadata(_ name: String, uid: String, owner: String, labels: String, more: String = "") -> String {
    var text = "metadata:\n  name: \(name)\n  namespace: shop\n  labels: {\(labels)}\n"
    if !uid.isEmpty { text += "  uid: \(uid)\n  resourceVersion: \"1\"\n  creationTimestamp: 2026-01-01T00:00:00Z\n" }
    if !owner.isEmpty { text += "  ownerReferences: [{\(owner)}]\n" }
    return text + more
  }

  private func spec(_ context: String, indent: String, more: String = "") -> String {
    "\(indent)containers: [{name: web, image: \"registry.example/web:1\", securityContext: {\(context)}}]\n"
      + (more.isEmpty ? "" : indent + more + "\n")
  }

  private func pod(
    _ name: String, uid: String, owner: String = "", _ context: String, labels: String = "app: web", more: String = ""
  ) -> String {
    "---\napiVersion: v1\nkind: Pod\n" + metadata(name, uid: uid, owner: owner, labels: labels) + "spec:\n"
      + spec(context, indent: "  ", more: more)
  }

  private func controller(
    _ kind: String, _ name: String, uid: String, owner: String = "", _ context: String, replicas: Int = 2,
    labels: String = "app: web", status: String = ""
  ) -> String {
    "---\napiVersion: \(kind == "Job" ? "batch/v1" : "apps/v1")\nkind: \(kind)\n"
      + metadata(name, uid: uid, owner: owner, labels: labels)
      + "spec:\n  replicas: \(replicas)\n  selector: {matchLabels: {\(labels)}}\n  template:\n    metadata: {labels: {\(labels)}}\n    spec:\n"
      + spec(context, indent: "      ") + status
  }

  private func owner(_ kind: String, _ name: String, _ uid: String, isController: Bool = true) -> String {
    "apiVersion: \(kind == "Pod" ? "v1" : kind == "CronJob" ? "batch/v1" : "apps/v1"), kind: \(kind), name: \(name), uid: \(uid)\(isController ? ", controller: true" : "")"
  }

  private func scan(_ text: String) throws -> ScanResult {
    let folder = try TemporaryFolder()
    try folder.write("objects.yaml", text)
    return Scan.run(paths: [folder.path + "/objects.yaml"])
  }

  /// Whom a check fails, as kind and name, and all that fails, without what is said of namespaces.
  private func failing(_ text: String, _ check: CheckID = "privileged") throws -> [String] {
    let result = try scan(text)
    return result.entries().map { result.finding($0) }.filter { $0.check == check }
      .map { SafeText("\($0.subject.object.kind) \($0.subject.object.name)").description }.sorted()
  }

  private func failures(_ text: String) throws -> Set<String> {
    let result = try scan(text)
    return Set(
      result.entries().map { result.finding($0) }
        .map { SafeText("\(own: $0.check.name) \($0.subject.object.kind) \($0.subject.object.name)").description })
  }

  @Test("in files by hand it is a claim: what is written there is judged itself")
  func claimed() throws {
    let text =
      controller("Deployment", "web", uid: "", Self.hard)
      + pod("a", uid: "", owner: owner("ReplicaSet", "gone", "u1"), Self.weak)
      + pod("b", uid: "", owner: owner("Deployment", "web", "u1"), Self.weak)
      + pod("c", uid: "", owner: owner("Fleet", "x", "u1"), Self.weak)
      + pod("d", uid: "", owner: owner("Fleet", "x", "u1"), Self.hard)
      + controller("ReplicaSet", "old", uid: "", owner: owner("Deployment", "web", "u1"), Self.weak)
    #expect(try failing(text) == ["Pod a", "Pod b", "Pod c", "ReplicaSet old"])
    #expect(try failing(text, "naked-pod") == ["Pod a", "Pod b", "Pod c", "Pod d"])
  }

  @Test("is who controls it, by uid, and of a kind that makes such objects")
  func proven() throws {
    let web = controller("Deployment", "web", uid: "u1", Self.hard)
    let set = controller("ReplicaSet", "web-5d9c", uid: "u2", owner: owner("Deployment", "web", "u1"), Self.hard)
    for (name, claim) in [
      ("another uid", owner("ReplicaSet", "web-5d9c", "other")),
      ("no controller", owner("ReplicaSet", "web-5d9c", "u2", isController: false)),
      ("of no pods", owner("Deployment", "web", "u1")), ("a node", owner("Node", "n1", "u9")),
    ] {
      let text = web + set + pod("web-5d9c-a", uid: "u3", owner: claim, Self.hard)
      #expect(try failing(text, "naked-pod") == ["Pod web-5d9c-a"], "\(name)")
    }
    let honest = web + set + pod("web-5d9c-a", uid: "u3", owner: owner("ReplicaSet", "web-5d9c", "u2"), Self.hard)
    #expect(try failing(honest, "naked-pod").isEmpty)
  }

  @Test("is judged once with all its pods, whatever servers fill in and admission makes stricter")
  func honest() throws {
    let template = "allowPrivilegeEscalation: false"
    let web = controller("Deployment", "web", uid: "u1", template)
    let set = controller("ReplicaSet", "web-5d9c", uid: "u2", owner: owner("Deployment", "web", "u1"), template)
    let old = controller(
      "ReplicaSet", "web-4c8b", uid: "u4", owner: owner("Deployment", "web", "u1"), Self.weak, replicas: 0)
    let filled =
      "serviceAccountName: default\n  nodeName: n1\n  securityContext: {runAsNonRoot: true, fsGroup: 1337}\n"
      + "  tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}]\n"
      + "  volumes: [{name: kube-api-access-x, projected: {}}, {name: envoy, emptyDir: {}}]"
    let pods = ["a", "b"].map {
      pod(
        "web-5d9c-\($0)", uid: "p\($0)", owner: owner("ReplicaSet", "web-5d9c", "u2"), template + ", runAsUser: 20001",
        labels: "app: web, pod-template-hash: 5d9c", more: filled)
    }
    let alone = try failures(web)
    #expect(try failures(web + set + old + pods.joined()) == alone)
  }

  @Test("hides no pod that runs with less than its template has")
  func weaker() throws {
    let web = controller("Deployment", "web", uid: "u1", Self.hard)
    let set = controller("ReplicaSet", "web-5d9c", uid: "u2", owner: owner("Deployment", "web", "u1"), Self.hard)
    func member(_ name: String, _ context: String, more: String = "", labels: String = "app: web") -> String {
      pod(name, uid: "u-\(name)", owner: owner("ReplicaSet", "web-5d9c", "u2"), context, labels: labels, more: more)
    }
    let text = web + set + member("a", Self.hard) + member("b", Self.weak) + member("c", Self.weak)
    #expect(try failing(text) == ["Pod b"], "one for all pods of a shape")
    let more = try failures(text).subtracting(try failures(web + set + member("a", Self.hard)))
    #expect(more.allSatisfy { $0.hasSuffix("Pod b") } && !more.contains("mem-limit Pod b"), "\(more)")
    #expect(try failing(web + set + member("h", Self.hard, more: "hostPID: true"), "host-pid") == ["Pod h"])
    #expect(
      try failing(
        web + set + member("v", Self.hard, more: "volumes: [{name: root, hostPath: {path: /}}]"), "host-path-sensitive")
        == ["Pod v"])
    #expect(
      try failing(web + set + member("n", Self.hard, more: "serviceAccountName: root"), "default-sa-used")
        == ["Deployment web"])
    let extra = "{name: proxy, image: \"registry.example/proxy:1\", securityContext: {"
    let injected = ["\(Self.hard)", "\(Self.weak)"].enumerated().map { index, context in
      member("i\(index)", Self.hard).replacing(
        "spec:\n  containers: [", with: "spec:\n  containers: [\(extra)\(context)}}, ")
    }
    #expect(try failing(web + set + injected.joined()) == ["Pod i1"], "one container of a name hides no other")
  }

  @Test("hides no other revision that runs, and none that only its pods name")
  func revisions() throws {
    let web = controller("Deployment", "web", uid: "u1", Self.hard)
    let old = controller("ReplicaSet", "web-4c8b", uid: "u4", owner: owner("Deployment", "web", "u1"), Self.weak)
    let its = pod("web-4c8b-a", uid: "u5", owner: owner("ReplicaSet", "web-4c8b", "u4"), Self.weak)
    #expect(try failing(web + old + its) == ["ReplicaSet web-4c8b"])
    // A set that runs nothing vouches for no pod.
    let empty = controller(
      "ReplicaSet", "web-4c8b", uid: "u4", owner: owner("Deployment", "web", "u1"), Self.weak, replicas: 0)
    #expect(try failing(web + empty + its) == ["Pod web-4c8b-a"])
    let claim = owner("ReplicaSet", "web-4c8b", "u4")
    let labels = "app: web, pod-template-hash: 4c8b"
    #expect(
      try failing(web + pod("web-4c8b-a", uid: "u5", owner: claim, Self.weak, labels: labels)) == ["Pod web-4c8b-a"])
  }

  @Test("may be an operator's resource for pods, never for what people write, and pods own no circles")
  func others() throws {
    let fleet = "apiVersion: example.com/v1, kind: Fleet, name: x, uid: f, controller: true"
    let text =
      controller("Deployment", "a", uid: "u1", owner: fleet, Self.hard)
      + controller("Deployment", "b", uid: "u2", owner: fleet, Self.weak)
    #expect(try failing(text) == ["Deployment b"])
    let circle =
      pod("a", uid: "u1", owner: owner("Pod", "b", "u2"), Self.weak)
      + pod("b", uid: "u2", owner: owner("Pod", "a", "u1"), Self.weak)
    #expect(try failing(circle) == ["Pod a", "Pod b"])
  }

  @Test("scaled to zero is judged like one that runs; a job that ended is history")
  func zero() throws {
    #expect(
      try failing(controller("ReplicaSet", "web", uid: "", Self.weak, replicas: 0)) == ["ReplicaSet web"])
    #expect(
      try failing(
        controller("ReplicaSet", "web-5d9c", uid: "u2", owner: owner("Deployment", "web", "u1"), Self.weak, replicas: 0)
      )
        == ["Deployment web"])
    let cron =
      "---\napiVersion: batch/v1\nkind: CronJob\n" + metadata("night", uid: "u1", owner: "", labels: "a: b")
      + "spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n" + spec(Self.hard, indent: "          ")
    let claim = owner("CronJob", "night", "u1")
    let ended = "status: {conditions: [{type: Complete, status: \"True\"}]}\n"
    #expect(
      try failing(cron + controller("Job", "night-1", uid: "u2", owner: claim, Self.weak, status: ended)).isEmpty)
    #expect(try failing(cron + controller("Job", "night-2", uid: "u3", owner: claim, Self.weak)) == ["Job night-2"])
  }
}
