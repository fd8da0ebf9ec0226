import Documents
import Foundation
import Synchronization
import TextSafety

/// A user of a kubeconfig: a token or its file, a certificate or its files, or a plugin that gives either.
package final class UserCredentials: CredentialSource {
  enum Token: Sendable {
    case given(Secret)
    /// Read for every request: what projects it rotates it. The other counts until it can be read.
    case file(String, instead: Secret?)
  }

  struct Certificate: Sendable {
    var certificate: Part
    var key: Part

    enum Part: Sendable {
      case data([UInt8])
      case file(String)
    }
  }

  private let token: Token?
  private let certificate: Certificate?
  private let plugin: ExecCredential?
  /// What the file had when it could last be read.
  private let last = Mutex<Secret?>(nil)

  init(token: Token?, certificate: Certificate?, plugin: ExecCredential? = nil) {
    self.token = token
    self.certificate = certificate
    self.plugin = plugin
  }

  /// - Parameters:
  ///   - cluster: whose user it is, for plugins that want to know.
  convenience init(
    _ entry: KubeconfigEntry, named name: UntrustedText, cluster: Endpoint, clusterEntry: KubeconfigEntry,
    _ environment: [String: String]
  ) throws(FetchError) {
    let what: UntrustedText = "user \(name)"
    func wrong(_ why: UntrustedText, _ next: UntrustedText? = nil) -> FetchError {
      FetchError(.configuration, what: what, why: why, next: next ?? "correct \(UntrustedText(entry.file.path))")
    }
    if entry.text("username") != nil || entry.text("password") != nil {
      throw wrong(
        "it signs in by name and password, which Kubernetes gave up with 1.19",
        "use a token, a certificate or a plugin")
    }
    if let provider = entry.node["auth-provider"], !provider.isNull {
      let name = provider["name"]?.scalar ?? ""
      throw wrong(
        "its auth-provider \"\(name)\" is gone since Kubernetes 1.26",
        name == "azure" ? "run kubelogin convert-kubeconfig" : "use the plugin of your provider (exec)")
    }
    let given = entry.text("token").map { Secret($0) }
    let token: Token? = entry.path("tokenFile").map { .file($0, instead: given) } ?? given.map { .given($0) }
    func part(_ data: StaticString, _ file: StaticString) throws(FetchError) -> Certificate.Part? {
      try entry.rejectBoth(data, file, in: what)
      if let bytes = try entry.data(data, in: what) { return .data(bytes) }
      return entry.path(file).map { .file($0) }
    }
    let own = try part("client-certificate-data", "client-certificate")
    let key = try part("client-key-data", "client-key")
    let exec = entry.node["exec"].flatMap { $0.isNull ? nil : $0 }
    var certificate: Certificate?
    switch (own, key) {
    case (let own?, let key?): certificate = Certificate(certificate: own, key: key)
    case (_?, nil): throw wrong("it has a client certificate and no key")
    case (nil, _?) where token == nil && exec == nil: throw wrong("it has a client key and no certificate")
    // Beside a token or a plugin the key alone is nothing.
    case (nil, _): break
    }
    var plugin: ExecCredential?
    if let exec {
      // What is given counts, and the plugin is not run; it must be one all the same.
      let isIdle = token != nil || certificate != nil
      let found = try ExecPlugin(
        KubeconfigEntry(file: entry.file, node: exec), of: what, cluster: cluster, clusterEntry: clusterEntry,
        environment, isIdle: isIdle)
      if !isIdle { plugin = ExecCredential(found) }
    }
    self.init(token: token, certificate: certificate, plugin: plugin)
  }

  package func credential() async throws(FetchError) -> Credential {
    if let plugin { return try await plugin.credential() }
    var credential = Credential()
    switch token {
    case nil: break
    case .given(let secret): credential.token = secret
    case .file(let path, let instead): credential.token = try read(path, instead)
    }
    if let certificate {
      credential.certificate = Credential.Certificate(
        certificate: try bytes(certificate.certificate),
        key: Secret(String(decoding: try bytes(certificate.key), as: UTF8.self)))
    }
    return credential
  }

  package func refused(_ credential: Credential) async -> Bool {
    if let plugin { return await plugin.refused(credential) }
    guard case .file(let path, let instead) = token else { return false }
    last.withLock { $0 = nil }
    // Rotated since the request was sent, or not.
    return (try? read(path, instead)).map { $0 != credential.token } ?? false
  }

  private func read(_ path: String, _ instead: Secret?) throws(FetchError) -> Secret {
    do throws(FetchError) {
      let text = String(decoding: try SmallFile.bytes(of: path, limit: 1 << 20), as: UTF8.self)
      let secret = Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
      guard !secret.isEmpty else {
        throw FetchError(
          .configuration, what: UntrustedText(path), why: "the file of the token is empty", next: "sign in again")
      }
      last.withLock { $0 = secret }
      return secret
    } catch {
      // While it is written anew, the one before holds.
      if let secret = last.withLock({ $0 }) ?? instead { return secret }
      throw error
    }
  }

  private func bytes(_ part: Certificate.Part) throws(FetchError) -> [UInt8] {
    switch part {
    case .data(let bytes): bytes
    case .file(let path): try SmallFile.bytes(of: path, limit: 1 << 20)
    }
  }
}
