package import Fetch
import Foundation
import Hardening
import Store
package import TextSafety

/// A context of a kubeconfig that is shown as one cluster.
package struct ContextSource: Sendable {
  /// The context's name.
  package var name: UntrustedText
  /// The context, or why it cannot be used.
  package var context: Result<KubeContext, FetchError>
  package var http: any HTTPClient
  package var pacing: TransportTime

  package init(
    name: UntrustedText, context: Result<KubeContext, FetchError>, http: any HTTPClient, pacing: TransportTime = .system
  ) {
    self.name = name
    self.context = context
    self.http = http
    self.pacing = pacing
  }

  /// Who asks its server.
  func client(of context: KubeContext, isAskedOnce: Bool = false) -> KubeClient {
    var client = KubeClient(http, context.endpoint, name: name)
    client.isAskedOnce = isAskedOnce
    return client
  }

  /// The server's address; empty where the context cannot be used.
  var server: UntrustedText {
    switch context {
    case .success(let context): context.endpoint.server
    case .failure: ""
    }
  }
}

/// Where a cluster of the session is read from.
enum ReadOrigin: Sendable {
  case files(FileSource)
  case context(ContextSource)

  /// What the cluster is called where what is read does not say.
  var name: UntrustedText {
    switch self {
    case .files(let source): UntrustedText(source.name)
    case .context(let source): source.name
    }
  }

  var kind: ClusterSummary.Source {
    switch self {
    case .files: .file
    case .context: .context
    }
  }

  /// As a person is told it.
  var shown: UntrustedText {
    switch self {
    case .files(let source): source.shown
    case .context(let source): source.server.isEmpty ? "context \(source.name)" : source.server
    }
  }

  /// What tells it from all others: see `FileSource.location`.
  var location: UntrustedText {
    switch self {
    case .files(let source): source.location
    case .context(let source): "\(source.name)\n\(source.server)"
    }
  }

  /// The files, where it is those.
  var paths: [String] {
    switch self {
    case .files(let source): source.paths
    case .context: []
    }
  }

  /// A server is asked by an address that the person trusts, and says whose it is; files may claim anything.
  func mayClaim(_ origin: ClusterOrigin?) -> Bool {
    switch self {
    case .files(let source): source.mayClaim(origin)
    case .context: true
    }
  }

  func isAt(_ location: UntrustedText) -> Bool {
    switch self {
    case .files(let source): source.isAt(location)
    case .context: location == self.location
    }
  }

  func mayReplace(_ location: UntrustedText, of cluster: UntrustedText, isCapture: Bool = false) -> Bool {
    switch self {
    case .files(let source): source.mayReplace(location, of: cluster, isCapture: isCapture)
    // Without a uid a cluster is known by its name alone: another server may be called the same.
    case .context: !cluster.hasPrefix("files:") || location == self.location
    }
  }

  func idApart(from id: UntrustedText, _ origin: (UntrustedText) -> ClusterOrigin?) -> UntrustedText {
    switch self {
    case .files(let source): source.idApart(from: id, origin)
    case .context(let source): "\(id) (\(source.name))"
    }
  }
}
