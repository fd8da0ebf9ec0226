import Checks
import Documents
import Fetch
package import Foundation
import Hardening
import Inventory
import TextSafety

/// Reads and judges a live cluster once.
package enum LiveScan {
  /// Never throws: a server that says nothing is a notice, and nothing is judged.
  package static func run(
    _ source: ContextSource, options: ScanOptions, now: Date = Date(),
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async -> ScanResult {
    let judge = Judge(Registry.all, options.plan)
    let name = options.cluster.map { UntrustedText($0) } ?? source.name
    let time = Int64(now.timeIntervalSince1970)
    do throws(FetchError) {
      let context = try source.context.get()
      let client = source.client(of: context, isAskedOnce: true)
      let cluster = LiveCluster(
        client, by: judge, pacing: source.pacing, tell: progress, show: { _ in })
      var snapshot = try await cluster.read()
      snapshot.notices += context.told
      return ScanResult(snapshot, name: name, limits: options.limits, at: time)
    } catch {
      let nothing = LiveSnapshot(
        assessment: Assessment(Inventory(Completeness(.live)), by: judge), changed: [], version: "", objects: 0,
        notices: [Notice(error)], kinds: [], isSettled: false)
      return ScanResult(nothing, name: name, limits: options.limits, at: time)
    }
  }
}

extension KubeContext {
  /// What is to be told for as long as the context is used.
  var told: [Notice] {
    warnings.map { Notice(what: name, why: $0, next: "correct the kubeconfig", costsCoverage: false) }
  }
}
