package import Hardening
import Session
package import TextSafety

extension Area {
  /// Where the facts of an area come from, in a few words, and whether this version can read them.
  package var feed: (source: SafeText, isRead: Bool) {
    switch self {
    case .application: ("reports of code scanners and what libraries are in images", false)
    case .image: ("pod specs", true)
    case .scanning: ("reports of image scanners", false)
    case .workload, .resources: ("objects of a cluster: manifests, a capture, or a kubeconfig", true)
    case .isolation: ("roles, bindings and network policies of a cluster", true)
    case .layer7: ("objects of a mesh", false)
    case .policy: ("objects of a policy engine, and Azure Policy", false)
    case .runtime: ("feeds of alerts, and their sensors", false)
    case .apiServer: ("Azure Resource Manager", false)
    case .boundary: ("Services, Ingresses and network policies of a cluster", true)
    case .consistency: ("several clusters, compared", false)
    }
  }

  /// Where its facts would come from, in a sentence.
  package var feedSentence: SafeText {
    let feed = feed
    return feed.isRead
      ? "Its facts come from \(feed.source)."
      : "Its facts come from \(feed.source): with a later version."
  }
}

extension Known {
  /// Areas that no cluster has evidence of; empty while none was read.
  package var dark: [Area] {
    let read = (fleet?.clusters ?? []).filter { !$0.isUnread }
    if read.isEmpty { return [] }
    return Area.allCases.filter { area in !read.contains { $0.knows(area) } }
  }
}

extension FleetSnapshot.Cluster {
  /// Whether anything that was read says something of an area.
  func knows(_ area: Area) -> Bool {
    summary.areas.contains { $0.area == area && $0.tally != Tally() }
  }
}
