import Hardening
import Session
import TextSafety

/// The clusters of the fleet by environment, as the configuration has them; where it has none there is one section, which
/// needs no title.
struct FleetSections {
  enum Line: Equatable {
    case title(SafeText)
    /// The cluster at an index of the list.
    case cluster(Int)
  }

  /// Titles by the index of the first cluster beneath.
  private(set) var titles: [Int: SafeText] = [:]

  /// - Parameter clusters: as `sorted` leaves them.
  init(_ clusters: [FleetSnapshot.Cluster]) {
    guard clusters.contains(where: { !$0.environment.isEmpty }) else { return }
    for (index, cluster) in clusters.enumerated()
    where index == 0 || cluster.environment != clusters[index - 1].environment {
      titles[index] = cluster.environment.isEmpty ? "no environment" : cluster.environment.safe
    }
  }

  /// Environments in the order of the configuration, clusters without one at the end; within each as the order says.
  static func sorted(
    _ clusters: [FleetSnapshot.Cluster], _ order: ClusterOrder, _ context: Context
  ) -> [FleetSnapshot.Cluster] {
    let environments = context.known.fleet?.environments ?? []
    let ranks = Dictionary(environments.enumerated().map { ($1, $0) }) { first, _ in first }
    let sorted = order.sorted(clusters)
    let keys = sorted.map { ranks[$0.environment] ?? .max }
    return sorted.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { sorted[$0] }
  }

  /// What is drawn where so many clusters are shown: of the first its title too, wherever its section begins.
  func lines(_ shown: Range<Int>) -> [Line] {
    var lines: [Line] = []
    for index in shown {
      let own = titles[index]
      let title =
        index == shown.lowerBound ? own ?? titles.filter { $0.key <= index }.max { $0.key < $1.key }?.value : own
      if let title { lines.append(.title(title)) }
      lines.append(.cluster(index))
    }
    return lines
  }

  /// The index of the cluster that is drawn in a line; nil where that is a title, or nothing.
  func index(at line: Int, _ shown: Range<Int>) -> Int? {
    let lines = lines(shown)
    guard lines.indices.contains(line), case .cluster(let index) = lines[line] else { return nil }
    return index
  }
}
