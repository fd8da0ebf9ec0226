import Foundation
import TestSupport
import Testing

/// Names that would act on a terminal, walked through every view, form and menu of the built program on a terminal of its
/// own: what it sends is read as a terminal would read it.
@Suite("Hostile names in every view")
struct HostileWalkTests {
  /// A part of the walk: keys, and a text that shows that what they lead to is there: rows, where keys act on rows.
  private typealias Step = (keys: String, text: String)

  private static let enter = "\r"
  /// Not Escape, which with a key right behind it is another key.
  private static let cancel = "\u{3}"
  private static let back = "\u{7F}"
  private static let altered = "\u{1B}[200~\u{1B}]2;owned\u{7}\u{9B}31mowned\u{202E}\u{1B}[201~"

  /// Every view with what opens in it. A page is left before the next is opened.
  private static let walk: [Step] = [
    ("?", "Decide"), ("q", ""), ("2", "AREA"), ("jjz", ""), ("z", ""), ("1", "CLUSTER"), ("4", "NAMESPACE"), ("jz", ""),
    ("z", ""), ("0", "sources"), ("jj\r", ""), ("q", ""),
    ("3", "CRITICAL"), ("\u{C}", "CRITICAL"), ("jjjjjkk", ""), ("z", ""), ("z", ""), ("GG", ""), ("gg", ""),
    // The object's page, its text, what mends it, who says so, menus.
    ("\r", "Findings"), ("\u{6}\u{6}\u{6}", ""), ("G", ""), ("gg\r", "Evidence"), ("G", ""), ("q", ""),
    ("q", "SUBJECT"),
    ("d", "apiVersion"), ("/owned\r", ""), ("nN", ""), ("q", "SUBJECT"), ("p", "kubectl"), ("q", ""),
    ("o", "References"),
    (cancel, ""), ("y", "Copy"), (cancel, ""), ("C", "Columns"), (cancel, ""), ("S", "Sort"), (cancel, ""),
    ("b", "Group by"), ("n", "groups of"), ("a", " now"), ("n", ""), ("l", ""), ("h", ""), ("b", "Group by"),
    ("i", "IMAGE"), ("jl", ""), ("b", "Group by"), ("x", "privileged"),
    // Decisions with hostile words, typed as a paste.
    ("m", "should know"), (altered + "\t" + altered + "\t" + altered, "owned"), (enter, "undo"),
    ("js", "Hides"), (altered, "owned"), (enter, "undo"), ("ja", "acknowledged"), ("VjV", "marked"),
    ("a", "acknowledged"), ("tt", ""),
    ("7", "holds"), ("jkz", ""), ("z", ""), ("Gks", "Suppressed"), (cancel, ""), ("\r", "SUBJECT"), (back, "holds"),
    ("tt", ""), ("G", ""),
    // Prompts and the palette: what is typed, what completes, what matches nothing, what is kept.
    ("3", "SUBJECT"), ("/" + altered, "owned"), (cancel, ""), ("/name:*owned*\r", ""), (":save " + altered, "owned"),
    (cancel, ""),
    (":save kept\r", "kept as"), ("v", "name:"), (cancel, ""),
    ("/\u{15}\r", ""),
    (":" + altered, "owned"),
    (cancel, ""), (":ns ", ""), ("\t", ""), ("\u{3}", ""), (":cluster ", ""), ("\t", ""), ("\u{3}", ""),
    (":workload ", ""),
    ("\t\t", ""), ("\u{3}", ""), ("1", "CLUSTER"),
    ("3", "CRITICAL"), ("x", "Export"), (cancel, ""),
    ("\u{3}", "Quit"), ("n", ""), ("\u{12}", ""), ("\u{C}", "SUBJECT"),
  ]

  @Test("none of their bytes reaches the terminal raw", arguments: [(120, 36), (80, 24), (200, 50)])
  func walk(size: (width: Int, height: Int)) throws {
    let (folder, state) = (try TemporaryFolder(), try TemporaryFolder())
    try folder.write("a\u{1B}]2;owned\u{7}b/x.yaml", Self.objects)
    try folder.write("a\u{1B}]2;owned\u{7}b/broken\u{1B}[31mowned.yaml", "kind: [\u{1B}]2;owned\u{7}\n")
    let terminal = try PseudoTerminal(
      [Program.bulwark, "--from", folder.path + "/a\u{1B}]2;owned\u{7}b"], width: size.width, height: size.height,
      environment: ["BULWARK_STATE": state.path, "SWIFT_BACKTRACE": "enable=no", "EDITOR": "/bin/true"])
    try terminal.wait(for: "no evidence")
    var output: [UInt8] = []
    for step in Self.walk {
      // What was there before is no answer.
      if !step.text.isEmpty { output += terminal.take() }
      terminal.send(step.keys)
      if !step.text.isEmpty { try terminal.wait(for: step.text) }
    }
    terminal.send("Q")
    #expect(try terminal.finish() == .exited(0))
    Self.check(output + terminal.take())
    #expect(try state.text("decisions.jsonl").split(separator: "\n").count >= 4)
  }

  /// Reads output as a terminal does, and holds each control to what the dashboard has a use for.
  private static func check(_ output: [UInt8]) {
    let text = String(decoding: output, as: UTF8.self)
    for scalar in text.unicodeScalars where [.control, .format].contains(scalar.properties.generalCategory) {
      #expect("\u{1B}\r\n\u{8}\t\u{7}".unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16))")
    }
    for part in text.split(separator: "\u{1B}", omittingEmptySubsequences: false).dropFirst() {
      // Moves, renditions and modes; the title and the clipboard, whose ends are `ESC \` or a bell.
      let known = part.prefixMatch(
        of: /\[[?>]?[0-9;]*[A-Za-z@`]|\]2;Bulwark[^\a]*\a?|\]52;c;[A-Za-z0-9+\/=]*\a?|\\|[=>78M]|\([B0]/)
      #expect(known != nil, "ESC \(part.prefix(20).debugDescription)")
      #expect(!part.hasPrefix("[31mowned"), "ESC \(part.prefix(20).debugDescription)")
      let rest = known.map { part[$0.range.upperBound...] } ?? part
      #expect(!rest.contains("\u{7}"), "a bell after \(part.prefix(40).debugDescription)")
    }
  }

  /// A name as JSON spells it: what it would do is done once it is read.
  private static func name(_ base: String) -> String {
    base + #"\u001b]2;owned\u0007\u001b[31mowned\u202e\u200b\u009b31m\u001bP\u001b_\u0085\u2066\u001bc\n"#
  }

  private static let objects: String = {
    let (label, web) = ("{\"\(name("k"))\": \"\(name("v"))\"}", name("web"))
    let metadata = { (base: String, namespace: String) in
      """
      "metadata": {"name": "\(name(base))", "namespace": "\(name(namespace))", "labels": \(label),
       "annotations": {"ignore-check.kube-linter.io/run-as-non-root": "\(name("why"))"}}
      """
    }
    let pod = """
      {"metadata": {"labels": \(label)}, "spec": {"hostPID": true, "serviceAccountName": "\(name("robot"))",
       "containers": [{"name": "\(web)", "image": "x\(name("y")):1", "command": ["\(name("sh"))"],
        "ports": [{"name": "\(name("p"))", "containerPort": 80}], "env": [{"name": "\(name("PASSWORD"))", "value": "x"}],
        "securityContext": {"privileged": true, "seccompProfile": {"type": "\(name("odd"))"}},
        "volumeMounts": [{"name": "\(name("v"))", "mountPath": "/\(name("m"))"}]}],
       "volumes": [{"name": "\(name("v"))", "hostPath": {"path": "/\(name("etc"))"}}]}}
      """
    let subjects = ["User", "Group", "ServiceAccount"].map { kind in
      #"{"kind": "\#(kind)", "name": "\#(name("robot"))", "namespace": "\#(name("shop"))"}"#
    }
    return [
      #""apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\#(name("shop"))", "labels": \#(label)}"#,
      """
      "apiVersion": "apps/v1", "kind": "Deployment", \(metadata("api", "shop")),
      "spec": {"selector": {"matchLabels": \(label)}, "template": \(pod)}
      """,
      #""apiVersion": "v1", "kind": "ServiceAccount", \#(metadata("robot", "shop"))"#,
      """
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", \(metadata("role", "shop")),
      "rules": [{"apiGroups": ["\(name("g"))", "*"], "resources": ["\(name("r"))", "*"], "verbs": ["\(name("do"))", "*"]}]
      """,
      """
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", \(metadata("binding", "shop")),
      "roleRef": {"kind": "ClusterRole", "name": "\(name("role"))"}, "subjects": [\(subjects.joined(separator: ","))]
      """,
      """
      "apiVersion": "v1", "kind": "Service", \(metadata("web", "shop")),
      "spec": {"type": "LoadBalancer", "selector": \(label), "ports": [{"name": "\(name("p"))", "port": 80}]}
      """,
      """
      "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", \(metadata("door", "shop")),
      "spec": {"rules": [{"host": "\(name("h"))", "http": {"paths": [{"path": "/\(name("p"))", "pathType": "Prefix",
       "backend": {"service": {"name": "\(name("web"))", "port": {"number": 80}}}}]}}]}
      """,
      """
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", \(metadata("wall", "shop")),
      "spec": {"podSelector": {"matchLabels": \(label)}, "policyTypes": ["Ingress"], "ingress": [{}]}
      """,
      """
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", \(metadata("budget", "shop")),
      "spec": {"maxUnavailable": 0, "selector": {"matchLabels": \(label)}}
      """,
    ].map { "{\($0)}" }.joined(separator: "\n---\n")
  }()
}
