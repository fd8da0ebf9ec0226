import Engine
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// Measures a session over a folder of manifests: `bulwark-bench FOLDER`. Prints one line a figure: name, value, unit.
@main
struct Bench {
  static func main() async throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      FileHandle.standardError.write(Data("bulwark-bench: name a folder of manifests\n".utf8))
      exit(2)
    }
    let state = StateFolder(path: NSTemporaryDirectory() + "/bulwark-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: state.path) }
    let configuration = LocalSession.Configuration(
      sources: FileSource.each(of: [folder]), settings: Settings(), state: state)
    try await first(configuration)
    try await restarted(configuration)
  }

  /// Without a cache: everything is read.
  private static func first(_ configuration: LocalSession.Configuration) async throws {
    let start = ContinuousClock.now
    let session = try await LocalSession.open(configuration)
    try await session.settle()
    figure("read and judge", ContinuousClock.now - start)
    figure("findings", try await session.total(), "")
    figure("resident after reading", residentMegabytes, "MB")
    let saving = ContinuousClock.now
    await session.close(patience: .seconds(600))
    figure("write the cache", ContinuousClock.now - saving)
    figure("cache", megabytes(configuration.state.cache) + megabytes(configuration.state.cache + "-wal"), "MB")
  }

  /// With the cache of the first run.
  private static func restarted(_ configuration: LocalSession.Configuration) async throws {
    var start = ContinuousClock.now
    let session = try await LocalSession.open(configuration)
    figure("open from the cache", ContinuousClock.now - start)
    _ = try await session.fleet()
    figure("… and the fleet", ContinuousClock.now - start)
    let asked = ContinuousClock.now
    var page = try await session.findings(request())
    figure("first page", ContinuousClock.now - asked)
    figure("… and the first page", ContinuousClock.now - start)
    let before = modified(configuration.state.cache)
    try await session.settle()
    figure("rescan", ContinuousClock.now - start)
    await session.keepAll()
    let after = modified(configuration.state.cache)
    figure("bytes that the rescan wrote", before == after ? 0 : 1, "changes")
    try await Task.sleep(for: .seconds(2))
    figure("resident at rest", residentMegabytes, "MB")
    for query in queries {
      start = ContinuousClock.now
      page = try await session.findings(request(query))
      figure("filter \(SafeText(query).description) (\(page.total))", ContinuousClock.now - start)
    }
    for grouping in OutlineRequest.Grouping.allCases {
      start = ContinuousClock.now
      let outline = try await session.outline(OutlineRequest(request(), by: grouping))
      figure("group by \(grouping.rawValue) (\(outline.groups))", ContinuousClock.now - start)
      let first = outline.lines.first?.group.map { Set([$0.id]) } ?? []
      start = ContinuousClock.now
      _ = try await session.outline(OutlineRequest(request(), by: grouping, unfolded: first))
      figure("… and unfold the first", ContinuousClock.now - start)
    }
    for column in FindingsRequest.Column.allCases {
      start = ContinuousClock.now
      _ = try await session.findings(request(order: FindingsRequest.Order(column, ascending: true)))
      figure("sort by \(column.rawValue)", ContinuousClock.now - start)
    }
    page = try await session.findings(request())
    var worst = Duration.zero
    for step in 0..<500 {
      let window = FindingsRequest.Window(
        anchor: page.rows.last?.id, index: step * page.total / 500, before: 40, after: 80)
      start = ContinuousClock.now
      _ = try await session.findings(FindingsRequest(window: window))
      worst = max(worst, ContinuousClock.now - start)
    }
    figure("window, worst of 500", worst)
    try await pages(session, page)
    try await decide(session, page)
    figure("resident at the end", residentMegabytes, "MB")
    await session.close(patience: .seconds(600))
  }

  /// The pages of some objects, and what they have to do with others.
  private static func pages(_ session: LocalSession, _ page: FindingsPage) async throws {
    var (worst, object) = (Duration.zero, ObjectKey?.none)
    for row in page.rows.prefix(20) {
      let start = ContinuousClock.now
      let found = try await session.workload(of: row.id)
      worst = max(worst, ContinuousClock.now - start)
      object = ObjectKey(cluster: row.id.cluster, object: found.object)
    }
    figure("object, worst of 20", worst)
    guard let object else { return }
    var start = ContinuousClock.now
    _ = try await session.objects(named: object.object.name, limit: 50)
    figure("objects by name", ContinuousClock.now - start)
    start = ContinuousClock.now
    _ = try await session.relations(of: object)
    figure("relations, the source read again", ContinuousClock.now - start)
    figure("resident after relations", residentMegabytes, "MB")
  }

  private static func decide(_ session: LocalSession, _ page: FindingsPage) async throws {
    for (name, request) in [
      ("acknowledge one", DecisionRequest(act: .acknowledge, targets: [page.rows[0].id])),
      ("acknowledge a page", DecisionRequest(act: .acknowledge, targets: page.rows.map(\.id))),
      ("suppress in a namespace", suppression(page, .namespace)), ("suppress a check", suppression(page, .check)),
    ] {
      var start = ContinuousClock.now
      _ = try await session.preview(request)
      figure("preview: \(name)", ContinuousClock.now - start)
      start = ContinuousClock.now
      let receipt = try await session.decide(request)
      figure("\(name) (\(receipt.findings))", ContinuousClock.now - start)
      start = ContinuousClock.now
      _ = try await session.findings(self.request())
      figure("… and the page", ContinuousClock.now - start)
    }
    let start = ContinuousClock.now
    _ = try await session.undo()
    figure("undo", ContinuousClock.now - start)
    let opened = ContinuousClock.now
    _ = try await session.finding(page.rows[0].id)
    figure("detail", ContinuousClock.now - opened)
  }

  private static func suppression(_ page: FindingsPage, _ scope: SuppressionRule.Scope) -> DecisionRequest {
    DecisionRequest(act: .suppress, targets: [page.rows[0].id], scope: scope, reason: "measured")
  }

  private static let queries: [UntrustedText] = [
    "", "a", "ap", "api", "sev>=high", "ns:team-1*", "!ns:team-1* check:mem-limit", "image:*nginx*", "api worker",
    "re:\"^deploy/(api|web)-.*[0-9]7\"", "is:new", "id:0a", "area:res sev:low", "nothing-like-it",
    "kind:deploy is:fixable",
    "since:7d", "state:suppressed", "state:open", "ns:team-1*", "name:*api*", "container:web", "cluster:*", "group:x",
    "env:\"\"", "managed:you", "verdict:fail", "by:ada", "assignee:bob", "expires:7d",
  ]

  private static func request(_ query: UntrustedText = "", order: FindingsRequest.Order = .standard) -> FindingsRequest
  {
    FindingsRequest(query: query, order: order, window: FindingsRequest.Window(before: 0, after: 100))
  }

  private static func figure(_ name: String, _ duration: Duration) {
    let milliseconds = Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
    print("\(name)\t\(String(format: "%.1f", milliseconds))\tms")
  }

  private static func figure(_ name: String, _ value: Int, _ unit: String) { print("\(name)\t\(value)\t\(unit)") }

  private static var residentMegabytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
  }

  private static func megabytes(_ path: String) -> Int {
    (((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0) >> 20
  }

  /// What a file and its journal are like: another one after anything was written.
  private static func modified(_ path: String) -> [String] {
    ["", "-wal"].map { suffix in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
      return "\(attributes?[.size] ?? 0) \(attributes?[.modificationDate] ?? 0)"
    }
  }
}

extension LocalSession {
  /// Waits until nothing is being read.
  fileprivate func settle() async throws {
    var changes = changes().makeAsyncIterator()
    while try fleet().clusters.contains(where: { if case .reading = $0.state { true } else { false } }) {
      _ = await changes.next()
    }
  }

  fileprivate func total() async throws -> Int {
    let request = FindingsRequest(
      query: "is:folded managed:you managed:platform sev>=info", states: Set(FindingState.allCases),
      window: FindingsRequest.Window(before: 0, after: 0))
    let folded = try await findings(request)
    let heads = try await findings(
      FindingsRequest(query: "managed:you managed:platform sev>=info", window: request.window))
    return folded.total + heads.total
  }
}
