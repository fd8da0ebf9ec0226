import Documents
import Foundation
import TextSafety

/// How a kubeconfig wants credentials to be got: a program that prints them (KEP-541, client.authentication.k8s.io).
struct ExecPlugin: Sendable {
  var command: String
  var arguments: [String]
  var environment: [String: String]
  /// Where its command is looked for: our own PATH, as kubectl does, and not that of `environment`.
  var searchPath: String
  /// `client.authentication.k8s.io/v1` or `v1beta1`; what it prints has the same.
  var apiVersion: UntrustedText
  var installHint: UntrustedText
  /// The user, in messages.
  var user: UntrustedText

  static let versions: [UntrustedText] = [
    "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1",
  ]

  /// - Parameter isIdle: whether something else counts, so that it is never run.
  init(
    _ entry: KubeconfigEntry, of user: UntrustedText, cluster: Endpoint, clusterEntry: KubeconfigEntry,
    _ environment: [String: String], isIdle: Bool = false
  ) throws(FetchError) {
    func wrong(_ why: UntrustedText, _ next: UntrustedText? = nil) -> FetchError {
      FetchError(.configuration, what: user, why: why, next: next ?? "correct \(UntrustedText(entry.file.path))")
    }
    self.user = user
    apiVersion = entry.text("apiVersion") ?? ""
    guard ExecPlugin.versions.contains(apiVersion) else {
      throw wrong("its plugin speaks \"\(apiVersion)\"", "the plugin has to speak client.authentication.k8s.io/v1")
    }
    guard let command = entry.text("command")?.parsed({ $0 }) else { throw wrong("its plugin has no command") }
    // As a shell: what has a slash is a path, which is relative to the file.
    self.command = command.contains("/") ? entry.file.resolved(command) : command
    let mode = entry.text("interactiveMode")
    guard mode.map({ ["Never", "IfAvailable", "Always"].contains($0) }) ?? true else {
      throw wrong("its interactiveMode \"\(mode ?? "")\" is none of Never, IfAvailable, Always")
    }
    if mode == "Always", !isIdle {
      throw wrong(
        "its plugin wants to ask on the terminal, which the dashboard has",
        "sign in by it beforehand, and set interactiveMode: IfAvailable")
    }
    if mode == nil, apiVersion == ExecPlugin.versions[0] {
      throw wrong("its plugin has no interactiveMode, which v1 requires")
    }
    arguments = entry.node["args"]?.elements.compactMap { $0.scalar?.parsed { $0 } } ?? []
    installHint = entry.text("installHint") ?? ""
    searchPath = environment["PATH"] ?? ""
    var variables = environment
    for variable in entry.node["env"]?.elements.map({ $0 }) ?? [] {
      guard let name = variable["name"]?.scalar?.parsed({ $0 }), !name.isEmpty else {
        throw wrong("its plugin has a variable without a name in env")
      }
      guard !name.contains("=") else { continue }
      variables[name] = variable["value"]?.scalar?.parsed { $0 } ?? ""
    }
    variables["KUBERNETES_EXEC_INFO"] = try ExecPlugin.information(
      apiVersion, entry.node["provideClusterInfo"]?.bool == true ? (cluster, clusterEntry) : nil)
    self.environment = variables
  }

  /// What the plugin is told: that nobody can answer it, and of which cluster it is asked.
  private static func information(
    _ apiVersion: UntrustedText, _ cluster: (endpoint: Endpoint, entry: KubeconfigEntry)?
  ) throws(FetchError) -> String {
    var spec: [String: Any] = ["interactive": false]
    if let cluster {
      var info: [String: Any] = ["server": cluster.endpoint.server.parsed { $0 } ?? ""]
      switch cluster.endpoint.trust {
      case .system: break
      case .authorities(let pem): info["certificate-authority-data"] = Data(pem).base64EncodedString()
      case .anybody: info["insecure-skip-tls-verify"] = true
      }
      if let name = cluster.endpoint.serverName?.parsed({ $0 }) { info["tls-server-name"] = name }
      if case .url(let proxy) = cluster.endpoint.proxy { info["proxy-url"] = proxy.parsed { $0 } }
      // What the cluster wants to say to plugins.
      if let extensions = cluster.entry.node["extensions"] {
        for item in extensions.elements
        where item["name"]?.equals("client.authentication.k8s.io/exec") == true {
          if let value = item["extension"] {
            var writer = NodeWriter()
            writer.write(value, by: .everything)
            info["config"] = try? JSONSerialization.jsonObject(
              with: Data(writer.bytes), options: [.fragmentsAllowed])
          }
        }
      }
      spec["cluster"] = info
    }
    let object: [String: Any] = [
      "apiVersion": apiVersion.parsed { $0 } ?? "", "kind": "ExecCredential", "spec": spec,
    ]
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
