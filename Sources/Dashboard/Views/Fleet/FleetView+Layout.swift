import Hardening
import Session
import TerminalKit
import TextSafety

/// Where the parts of the fleet's map stand. Pure, so that reducing and drawing agree.
struct FleetLayout {
  private static let gutter = 2
  /// A column of numbers; without a severity, all that is open.
  struct Count {
    var title: SafeText
    var severity: Severity?
    var width: Int
    /// What was not there at the last visit.
    var isNew = false
    /// Its first column.
    var x = 0
  }

  private static let brief = [
    Count(title: "CRIT", severity: .critical, width: 6), Count(title: "HIGH", severity: .high, width: 6),
    Count(title: "OPEN", severity: nil, width: 7),
  ]
  private static let whole: [Count] =
    Array(brief.prefix(2)) + [
      Count(title: "MED", severity: .medium, width: 6), Count(title: "LOW", severity: .low, width: 6),
    ] + brief.suffix(1)

  var nameWidth = 0
  var versionX: Int?
  var workloadsX: Int?
  var areas: [Area] = []
  /// Columns of an area: a blank and `~81`, or `~100` where one says so and there is room.
  var areaWidth = 4
  var areasX = 0
  private(set) var counts = FleetLayout.brief
  private(set) var countsX = 0
  /// Areas that no cluster has evidence of and that there is no room for.
  var left: [Area] = []

  /// - Parameter hasNew: there was a visit before, and something came since: where there is no room for words behind the
  ///   counts, a column says it, for which an area without evidence goes.
  init(width: Int, clusters: [FleetSnapshot.Cluster], area: Area?, hasNew: Bool) {
    // The last numbers do not touch the edge.
    let width = width - 1
    let judged = Set(clusters.flatMap { $0.summary.areas.filter { $0.tally != Tally() }.map(\.area) })
    var countsWidth = FleetLayout.brief.reduce(0) { $0 + $1.width }
    let wantedName = clusters.reduce(8) { max($0, $1.summary.name.safe.width) }
    let leastName = min(wantedName, 14)
    let all = Area.allCases
    let news = Count(title: "NEW", severity: nil, width: 5, isNew: true)
    let isTight = width - FleetLayout.gutter - leastName - 1 - countsWidth - all.count * areaWidth < 10
    if hasNew, isTight, judged.count < all.count {
      counts.append(news)
      countsWidth += news.width
    }
    let room = width - FleetLayout.gutter - leastName - 1 - countsWidth
    let widest = clusters.flatMap(\.summary.areas).reduce(0) { max($0, $1.tally.scoreText.width) }
    if widest >= areaWidth, room / (widest + 1) >= judged.count { areaWidth = widest + 1 }
    let places = max(1, room / areaWidth)
    if places >= all.count {
      areas = all
    } else {
      areas = FleetLayout.choose(places, judged: judged, around: area)
      left = all.filter { !areas.contains($0) }
    }
    var spare = max(0, width - FleetLayout.gutter - leastName - 1 - countsWidth - areas.count * areaWidth)
    let more = min(spare, min(wantedName, 40) - leastName)
    nameWidth = leastName + more
    spare -= more
    let severities = FleetLayout.whole.reduce(0) { $0 + $1.width } - countsWidth
    if spare >= severities, !(counts.last?.isNew ?? false) {
      counts = FleetLayout.whole
      spare -= severities
    }
    var x = FleetLayout.gutter + nameWidth + 1
    if spare >= 11, clusters.contains(where: { !$0.summary.version.isEmpty }) {
      versionX = x + 1
      x += 11
      spare -= 11
    }
    if spare >= 10 {
      workloadsX = x
      x += 10
      spare -= 10
    }
    // What is left over keeps the map and the counts apart, but not far: the eye goes along the row.
    areasX = x + min(2, spare / 2)
    countsX = areasX + areas.count * areaWidth + min(4, max(0, spare - min(2, spare / 2)))
    x = countsX
    for index in counts.indices {
      counts[index].x = x
      x += counts[index].width
    }
  }

  /// The areas that there is room for: those with evidence first, and the chosen one always.
  private static func choose(_ places: Int, judged: Set<Area>, around area: Area?) -> [Area] {
    var chosen = Set(Area.allCases.filter(judged.contains).prefix(places))
    for area in Area.allCases where chosen.count < places { chosen.insert(area) }
    if let area, !chosen.contains(area) {
      // The nearest ones stay.
      if let far = chosen.max(by: { abs($0.rawValue - area.rawValue) < abs($1.rawValue - area.rawValue) }) {
        chosen.remove(far)
      }
      chosen.insert(area)
    }
    return Area.allCases.filter(chosen.contains)
  }

  /// The area whose column is at x.
  func area(at x: Int) -> Area? {
    guard x >= areasX, x < areasX + areas.count * areaWidth else { return nil }
    return areas[(x - areasX) / areaWidth]
  }

  /// The order that the title at x stands for.
  func order(at x: Int) -> ClusterOrder? {
    if x < FleetLayout.gutter + nameWidth { return .name }
    return x >= countsX && x < end ? .worst : nil
  }

  /// The column behind the counts.
  var end: Int { counts.last.map { $0.x + $0.width } ?? countsX }
}

extension FleetView {
  /// Lines of the map without its title and those of its sections.
  func rows(_ context: Context) -> Int {
    max(1, context.size.height - 1 - (panelHeight(context).map { $0 + 1 } ?? 0) - sections(context).titles.count)
  }

  /// On a low screen lines are for clusters.
  func sections(_ context: Context) -> FleetSections {
    FleetSections(context.size.height < 8 ? [] : list.rows)
  }

  /// Where the panel's edge stands beside the map; nil where the panel is below.
  static func panelStart(_ size: Size) -> Int? { size.width >= 190 ? 126 : nil }

  /// Lines beneath the map that say why; nil where there is no room for any.
  func panelHeight(_ context: Context) -> Int? {
    let height = context.size.height
    guard height >= 6, FleetView.panelStart(context.size) == nil else { return nil }
    let clusters = (context.known.fleet?.clusters.count ?? 0) + sections(context).titles.count
    let least = height < 12 ? 2 : 4
    return max(least, min(height - clusters - 3, 28))
  }
}
