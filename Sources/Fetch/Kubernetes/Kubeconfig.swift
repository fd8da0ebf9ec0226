import Documents
import Foundation
package import TextSafety

/// A person's kubeconfig, read as kubectl reads it ("Organizing Cluster Access Using kubeconfig Files"): of several files
/// the first that has a name counts for it, and paths are relative to the file that they stand in.
package struct Kubeconfig: Sendable {
  /// By name, in the order of the files. One that cannot be used costs no other.
  package private(set) var contexts: [(name: UntrustedText, context: Result<KubeContext, FetchError>)] = []
  /// The one that kubectl would take; nil where none is named.
  package private(set) var current: UntrustedText?
  /// Files that could not be read.
  package private(set) var errors: [FetchError] = []

  /// Where a pod finds its account.
  package static let accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// - Parameters:
  ///   - explicit: the file of `--kubeconfig`, which must be there and is the only one.
  ///   - account: the folder with the account of the pod that this may run in.
  package static func read(
    explicit: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    account: String = accountFolder
  ) -> Kubeconfig {
    var config = Kubeconfig()
    let isRequired = explicit != nil
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    // `:` names no file, and not that at home either.
    let listed = environment["KUBECONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    let isAtHome = explicit == nil && listed == nil
    let paths =
      explicit.map { [$0] } ?? listed?.split(separator: ":").map(String.init) ?? [home + "/.kube/config"]
    var merged = MergedFiles()
    var isBarred = false
    for (index, path) in paths.enumerated() where !paths[..<index].contains(path) {
      do { merged.add(try KubeconfigFile(path)) } catch {
        // One that is not there is none; one that cannot be looked at may be one.
        if !isRequired, (error.underlying as? POSIXError)?.code == .ENOENT { continue }
        isBarred = isAtHome && error.code == .denied
        config.errors.append(isRequired ? error : error.ofOneOfSeveral(isAtHome))
      }
    }
    config.current = merged.current
    for (name, entry) in merged.contexts {
      config.contexts.append((name, merged.context(name, entry, environment)))
    }
    // A pod may have a home that is another's.
    if config.contexts.isEmpty, config.errors.isEmpty || isBarred, explicit == nil,
      let own = inCluster(environment, account)
    {
      config.contexts = [("in-cluster", .success(own))]
      config.current = "in-cluster"
    }
    return config
  }

  /// The context with a name.
  package func context(_ name: UntrustedText) -> Result<KubeContext, FetchError>? {
    contexts.first { $0.name == name }?.context
  }

  /// The account of the pod that this runs in ("Accessing the API from within a Pod").
  private static func inCluster(_ environment: [String: String], _ folder: String) -> KubeContext? {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty,
      FileManager.default.fileExists(atPath: folder + "/token"),
      let authority = try? SmallFile.bytes(of: folder + "/ca.crt", limit: 1 << 20)
    else { return nil }
    let address = host.contains(":") ? "[\(host)]" : host
    let written = try? SmallFile.bytes(of: folder + "/namespace", limit: 4096)
    let namespace = written.map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return KubeContext(
      name: "in-cluster", namespace: namespace.flatMap { $0.isEmpty ? nil : UntrustedText($0) }, cluster: "in-cluster",
      user: "in-cluster",
      endpoint: Endpoint(
        server: UntrustedText("https://\(address):\(port)"), trust: .authorities(pem: authority),
        credentials: UserCredentials(token: .file(folder + "/token", instead: nil), certificate: nil)))
  }
}

/// One file of a kubeconfig.
struct KubeconfigFile {
  let path: String
  let root: Node

  init(_ path: String) throws(FetchError) {
    self.path = path
    let name = UntrustedText(path)
    let bytes = try SmallFile.bytes(of: path, limit: 8 << 20)
    var root: Node?
    var problem: DocumentProblem?
    do {
      try DocumentReader.read(MemorySource(bytes)) { event in
        switch event {
        case .document(let document): root = root ?? document.root
        case .problem(let found) where found.costsDocument: problem = problem ?? found
        case .problem: break
        }
      }
    } catch {
      throw FetchError(.configuration, what: name, why: "it cannot be read", next: "correct it", underlying: error)
    }
    if let problem {
      throw FetchError(
        .configuration, what: "\(name): line \(problem.line)", why: problem.message, next: "correct it")
    }
    guard let root, root.kind == .map else {
      throw FetchError(
        .configuration, what: name, why: "it is no kubeconfig", next: "name one with --kubeconfig or KUBECONFIG")
    }
    self.root = root
  }

  /// A path as the file means it.
  func resolved(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return URL(fileURLWithPath: self.path).deletingLastPathComponent().appendingPathComponent(path).path
  }
}

/// An entry of a kubeconfig with the file that it stands in.
struct KubeconfigEntry {
  let file: KubeconfigFile
  let node: Node

  func text(_ key: StaticString) -> UntrustedText? { node[key]?.scalar.flatMap { $0.isEmpty ? nil : $0 } }

  /// A path that the entry names, as its file means it.
  func path(_ key: StaticString) -> String? { text(key).flatMap { $0.parsed { $0 } }.map(file.resolved) }

  /// Throws where something is given both as data and as a file.
  func rejectBoth(_ data: StaticString, _ file: StaticString, in what: UntrustedText) throws(FetchError) {
    guard text(data) != nil, text(file) != nil else { return }
    let (data, file) = (UntrustedText(data.description), UntrustedText(file.description))
    throw FetchError(
      .configuration, what: what, why: "it has \(data) beside \(file); kubectl refuses that too",
      next: "leave one of them in \(UntrustedText(self.file.path))")
  }

  /// Base64, as the fields that end with `-data` hold it.
  func data(_ key: StaticString, in what: UntrustedText) throws(FetchError) -> [UInt8]? {
    guard let text = text(key) else { return nil }
    let compact = text.map { $0.filter { !$0.isWhitespace } }
    guard let data = compact.parsed({ Data(base64Encoded: $0) }) else {
      throw FetchError(
        .configuration, what: what, why: "its \(UntrustedText(key.description)) is no base64",
        next: "correct \(UntrustedText(file.path))")
    }
    return [UInt8](data)
  }
}

/// What several files come to.
private struct MergedFiles {
  private(set) var contexts: [(UntrustedText, KubeconfigEntry)] = []
  private var clusters: [UntrustedText: KubeconfigEntry] = [:]
  private var users: [UntrustedText: KubeconfigEntry] = [:]
  private(set) var current: UntrustedText?

  mutating func add(_ file: KubeconfigFile) {
    if current == nil, let named = file.root["current-context"]?.scalar, !named.isEmpty { current = named }
    func each(_ list: StaticString, _ member: StaticString, _ body: (UntrustedText, KubeconfigEntry) -> Void) {
      for item in file.root[list]?.elements.map({ $0 }) ?? [] {
        guard let name = item["name"]?.scalar, let node = item[member] else { continue }
        body(name, KubeconfigEntry(file: file, node: node))
      }
    }
    each("clusters", "cluster") { name, entry in clusters[name] = clusters[name] ?? entry }
    each("users", "user") { name, entry in users[name] = users[name] ?? entry }
    each("contexts", "context") { name, entry in
      if !contexts.contains(where: { $0.0 == name }) { contexts.append((name, entry)) }
    }
  }

  func context(
    _ name: UntrustedText, _ entry: KubeconfigEntry, _ environment: [String: String]
  ) -> Result<KubeContext, FetchError> {
    do throws(FetchError) {
      let cluster = entry.text("cluster") ?? ""
      let user = entry.text("user") ?? ""
      guard let server = clusters[cluster] else {
        throw FetchError(
          .configuration, what: "context \(name)", why: "its cluster \"\(cluster)\" is nowhere in the kubeconfig",
          next: "correct \(UntrustedText(entry.file.path))")
      }
      var context = KubeContext(
        name: name, namespace: entry.text("namespace"), cluster: cluster, user: user,
        endpoint: try endpoint(server, cluster))
      if case .anybody = context.endpoint.trust {
        context.warnings.append("the server's certificate is not verified (insecure-skip-tls-verify)")
      }
      if let person = users[user] {
        context.endpoint.impersonation = try .read(person, of: "user \(user)")
        if context.endpoint.server.hasPrefix("https:") {
          context.endpoint.credentials = try UserCredentials(
            person, named: user, cluster: context.endpoint, clusterEntry: server, environment)
        } else if person.signsIn {
          // Everybody on the way could read them.
          context.warnings.append("without TLS (http) no token, certificate or plugin is used, as with kubectl")
        }
      } else if !user.isEmpty {
        throw FetchError(
          .configuration, what: "context \(name)", why: "its user \"\(user)\" is nowhere in the kubeconfig",
          next: "correct \(UntrustedText(entry.file.path))")
      }
      return .success(context)
    } catch { return .failure(error) }
  }

  private func endpoint(_ entry: KubeconfigEntry, _ name: UntrustedText) throws(FetchError) -> Endpoint {
    let what: UntrustedText = "cluster \(name)"
    func wrong(_ why: UntrustedText) -> FetchError {
      FetchError(.configuration, what: what, why: why, next: "correct \(UntrustedText(entry.file.path))")
    }
    try entry.rejectBoth("certificate-authority-data", "certificate-authority", in: what)
    var pem = try entry.data("certificate-authority-data", in: what)
    if pem == nil, let path = entry.path("certificate-authority") {
      pem = try SmallFile.bytes(of: path, limit: 4 << 20)
    }
    let isInsecure = entry.node["insecure-skip-tls-verify"]?.bool == true
    if isInsecure, pem != nil {
      throw wrong("insecure-skip-tls-verify stands beside a certificate authority; kubectl refuses that too")
    }
    let written = entry.text("server") ?? ""
    guard !written.isEmpty else { throw wrong("it has no server") }
    let hasTLS = isInsecure || pem != nil || entry.text("tls-server-name") != nil
    guard let server = written.parsed({ KubeconfigServer.normal($0, hasTLS: hasTLS) }) else {
      throw wrong("its server is no http or https address")
    }
    var endpoint = Endpoint(server: UntrustedText(server))
    endpoint.trust = isInsecure ? .anybody : pem.map { .authorities(pem: $0) } ?? .system
    endpoint.serverName = entry.text("tls-server-name")
    if let proxy = entry.text("proxy-url") {
      let schemes = ["http", "https", "socks5", "socks5h"]
      guard proxy.matches({ text in schemes.contains { text.lowercased().hasPrefix($0 + "://") } }) else {
        throw wrong("its proxy-url begins with none of http, https, socks5")
      }
      endpoint.proxy = .url(proxy)
    }
    return endpoint
  }
}

private enum KubeconfigServer {
  /// The address with its scheme and without the slash at its end; nil where it is none.
  static func normal(_ text: String, hasTLS: Bool) -> String? {
    var text = text
    if !text.contains("://") { text = (hasTLS ? "https://" : "http://") + text }
    guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty, url.query == nil, url.user == nil,
      !text.contains(where: { $0.isWhitespace || $0.isNewline })
    else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    // Schemes are compared as they are.
    return scheme + text.dropFirst(scheme.count)
  }
}

extension KubeconfigEntry {
  /// Whether a user has anything to sign in with.
  fileprivate var signsIn: Bool {
    ["token", "tokenFile", "client-certificate", "client-certificate-data"].contains { text($0) != nil }
      || node["exec"].map { !$0.isNull } ?? false
  }
}

extension FetchError {
  /// Of a kubeconfig that is passed over, and the others not.
  fileprivate func ofOneOfSeveral(_ isAtHome: Bool) -> FetchError {
    var error = self
    error.next = "\(next), or \(isAtHome ? "name another one with" : "leave it out of") KUBECONFIG"
    return error
  }
}
