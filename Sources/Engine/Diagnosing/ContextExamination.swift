import Documents
import Fetch
import Foundation
package import Hardening
import TextSafety

/// Asks the clusters of a kubeconfig how they are: whether they answer and how fast, which version they are, as whom they
/// know the person, and what may not be read. It asks for nothing else, and changes nothing.
package enum ContextExamination {
  /// Clusters that are asked at once: each may start a plugin.
  private static let most = 8

  /// - Parameter patience: how long a server may take for one answer.
  /// - Returns: the lines about each context, in the order of the contexts.
  package static func run(_ sources: [ContextSource], patience: Duration = .seconds(10)) async -> [Diagnosis.Line] {
    await withTaskGroup(of: (Int, [Diagnosis.Line]).self) { group in
      var next = 0
      func add() {
        guard next < sources.count else { return }
        let (index, source) = (next, sources[next])
        next += 1
        group.addTask { (index, await examine(source, patience)) }
      }
      for _ in 0..<most { add() }
      var lines = [[Diagnosis.Line]](repeating: [], count: sources.count)
      for await (index, some) in group {
        lines[index] = some
        add()
      }
      return Array(lines.joined())
    }
  }

  private static func examine(_ source: ContextSource, _ patience: Duration) async -> [Diagnosis.Line] {
    do throws(FetchError) {
      let context = try source.context.get()
      var lines = context.warnings.map {
        Diagnosis.Line(.contexts, .look, "\(source.name): \($0)", next: "correct the kubeconfig")
      }
      let client = source.client(of: context, isAskedOnce: true)
      // What the first answer takes is mostly the handshake, and a plugin.
      let first = ContinuousClock.now
      let version = try await client.version()
      let opened = ContinuousClock.now - first
      let again = ContinuousClock.now
      _ = try await client.version()
      let answered = ContinuousClock.now - again
      let identity = try await client.identity(patience)
      let who: UntrustedText = identity.map { "as \($0)" } ?? "as whom it does not say"
      lines.append(
        Diagnosis.Line(
          .contexts, .ok,
          "\(source.name): \(context.endpoint.server), \(version.text), answers in \(milliseconds(answered)) (the first in \(milliseconds(opened))), knows you \(who)"
        ))
      lines.append(try await rights(source.name, client, patience))
      return lines
    } catch {
      return [Diagnosis.Line(.contexts, .bad, "\(source.name): \(error.why)", next: error.next)]
    }
  }

  private static func milliseconds(_ duration: Duration) -> UntrustedText {
    "\(Int(duration / .milliseconds(1))) ms"
  }

  /// What of that which the server has may not be listed and watched.
  private static func rights(
    _ name: UntrustedText, _ client: KubeClient, _ patience: Duration
  ) async throws(FetchError) -> Diagnosis.Line {
    let discovery = try await Discovery.of(client, kinds: WatchedKind.names)
    let served = WatchedKind.all.filter { $0.served(by: discovery).kind != nil }
    var denied: Set<WatchedKind> = []
    var failure: FetchError?
    await withTaskGroup(of: (WatchedKind, Result<Bool, FetchError>).self) { group in
      for kind in served {
        for verb in ["list", "watch"] {
          group.addTask {
            do throws(FetchError) { return (kind, .success(try await client.may(verb, kind, patience))) } catch {
              return (kind, .failure(error))
            }
          }
        }
      }
      for await (kind, answer) in group {
        switch answer {
        case .success(true): break
        case .success(false): denied.insert(kind)
        case .failure(let error): failure = error
        }
      }
    }
    if let failure { throw failure }
    if denied.isEmpty {
      return Diagnosis.Line(.contexts, .ok, "\(name): all \(served.count) kinds that are read may be read")
    }
    let names = WatchedKind.all.filter(denied.contains).map(\.name)
    return Diagnosis.Line(
      .contexts, .look,
      "\(name): \(denied.count) of \(served.count) kinds may not be listed and watched, and what needs them is unknown: \(Relations.joined(names))",
      next: "have granted what bulwark rbac prints")
  }
}

extension KubeClient {
  /// As whom the server knows the person (SelfSubjectReview, Kubernetes 1.28 on); nil where it cannot say.
  fileprivate func identity(_ patience: Duration) async throws(FetchError) -> UntrustedText? {
    do throws(FetchError) {
      let answer = try await ask(
        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
        Review(apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview"), patience)
      let user = answer["status"]?["userInfo"]
      guard let name = user?["username"]?.text, !name.isEmpty else { return nil }
      let groups = user?["groups"]?.elements.compactMap(\.text) ?? []
      return groups.isEmpty ? name : "\(name) (\(Relations.joined(groups)))"
    } catch {
      // Older servers do not know the question; some do not take it from everybody.
      if [.notServed, .forbidden, .protocolViolation].contains(error.code) { return nil }
      throw error
    }
  }

  /// Whether the person may do something with all objects of a kind (SelfSubjectAccessReview).
  fileprivate func may(_ verb: String, _ kind: WatchedKind, _ patience: Duration) async throws(FetchError) -> Bool {
    let attributes = Review.Attributes(
      group: kind.group.parsed { $0 } ?? "", resource: kind.resource.parsed { $0 } ?? "", verb: verb)
    let answer = try await ask(
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      Review(
        apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview",
        spec: Review.Spec(resourceAttributes: attributes)), patience)
    return answer["status"]?["allowed"]?.bool == true
  }

  private func ask(_ path: UntrustedText, _ review: Review, _ patience: Duration) async throws(FetchError) -> Node {
    let body = (try? JSONEncoder().encode(review)) ?? Data()
    return try await json(
      HTTPRequest(.post, path, body: Array(body), most: 1 << 20, patience: patience, silence: patience, retries: 1))
  }
}

/// What a person may ask about themselves; nothing of it is kept by the server.
private struct Review: Encodable {
  struct Attributes: Encodable {
    var group: String
    var resource: String
    var verb: String
  }

  struct Spec: Encodable {
    var resourceAttributes: Attributes
  }

  var apiVersion: String
  var kind: String
  var spec: Spec?
}
