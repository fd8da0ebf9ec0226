import ArgumentParser
import Engine
import Export
import Foundation
import Hardening
import Session
import TextSafety

struct NamespacesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "namespaces",
    abstract: "List the namespaces of all clusters that were read, with scores and open findings.",
    discussion: """
        bulwark namespaces --filter 'cluster:prod ns:team-*'
        bulwark namespaces --filter 'area:iso sev>=high'       where isolation fails badly
      Scores are those of the whole namespace; the filter says which are listed and which findings are counted.
      """)

  @Option(name: .shortAndLong, help: "table, json, markdown or csv.")
  var output: ListFormat = .table

  @Option(help: "Only what this query selects: 'sev>=high area:iso !ns:kube-*'.")
  var filter: String?

  func run() throws {
    let query = try FilterOptions.parsed(filter).text
    let session = try KeptState.open(for: "namespaces").session
    let (fleet, places) = try KeptState.answer {
      (try await session.fleet(), try await session.namespaces(NamespacesRequest(query: query)))
    }
    let clusters = Dictionary(uniqueKeysWithValues: fleet.clusters.map { ($0.id, $0) })
    PlaceList.print(
      places.namespaces.compactMap { namespace in
        clusters[namespace.id.cluster].map { cluster in
          PlaceList.Place(
            cluster: cluster.summary, environment: cluster.environment, namespace: namespace.name,
            workloads: namespace.workloads, areas: namespace.areas,
            open: namespace.open.all, acknowledged: namespace.acknowledged, suppressed: namespace.suppressed,
            new: namespace.new)
        }
      }, as: output)
  }
}

struct ClustersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clusters",
    abstract: "List the clusters that were read, with scores and open findings.",
    discussion: """
        bulwark clusters --filter 'cluster:prod-*'
        bulwark clusters --filter 'check:privileged' -o json   where something runs privileged
      Scores are those of the whole cluster; the filter says which are listed and which findings are counted.
      """)

  @Option(name: .shortAndLong, help: "table, json, markdown or csv.")
  var output: ListFormat = .table

  @Option(help: "Only what this query selects: 'sev>=high area:iso'.")
  var filter: String?

  func run() throws {
    let query = try FilterOptions.parsed(filter)
    let text = query.text
    let session = try KeptState.open(for: "clusters").session
    let (fleet, places) = try KeptState.answer {
      (try await session.fleet(), try await session.namespaces(NamespacesRequest(query: text)))
    }
    let shown = fleet.clusters.filter { cluster in
      let place = Query.Place(
        cluster: cluster.summary.name, clusterID: cluster.id, groups: cluster.groups, environment: cluster.environment)
      return query.holds(for: place)
        && (!query.asksMore(than: place) || places.namespaces.contains { $0.id.cluster == cluster.id })
    }
    PlaceList.print(
      shown.map { cluster in
        let own = places.namespaces.filter { $0.id.cluster == cluster.id }
        var open = SeverityCounts()
        for severity in Severity.allCases { open[severity] = own.reduce(0) { $0 + $1.open[severity] } }
        return PlaceList.Place(
          cluster: cluster.summary, environment: cluster.environment, groups: cluster.groups,
          workloads: cluster.summary.workloads, areas: cluster.summary.areas,
          open: open.all, acknowledged: own.reduce(0) { $0 + $1.acknowledged },
          suppressed: own.reduce(0) { $0 + $1.suppressed }, new: own.reduce(0) { $0 + $1.new })
      }, as: output)
  }
}

extension SeverityCounts {
  fileprivate var all: [(severity: Severity, count: Int)] {
    Severity.allCases.sorted(by: >).map { ($0, self[$0]) }
  }
}

extension PlaceList {
  fileprivate static func print(_ places: [Place], as format: ListFormat) {
    let list = PlaceList(places, now: Int64(Date().timeIntervalSince1970))
    switch format {
    case .table where places.isEmpty: Console.out("Nothing matches.\n")
    case .table: Console.out(list.listing.table(width: Console.width))
    case .json: Console.out(list.json)
    case .markdown: Console.out(list.listing.markdown)
    case .csv: Console.out(list.listing.csv)
    }
  }
}
