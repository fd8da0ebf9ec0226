import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Edits of manifests, read again")
struct RescanTests {
  private let fleet: Fleet

  /// A finding as it must be again where an edit does not concern it.
  private struct Known: Hashable {
    var state: FindingState
    var firstSeen: Int64
    var check: CheckID
  }

  init() throws {
    fleet = try Fleet()
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let cluster = tests.deletingLastPathComponent().appendingPathComponent("Clusters/stg-weu")
    for name in ["ci.yaml", "shop.yaml", "network.yaml"] {
      try fleet.write("prod/\(name)", String(contentsOf: cluster.appendingPathComponent(name), encoding: .utf8))
    }
    try edit("ci.yaml") {
      $0.replacing(
        "      containers:\n      - name: runner\n", with: "      containers:\n\(helper)      - name: runner\n")
    }
  }

  private let helper = "      - {name: helper, image: 'registry.example/ci/helper:2'}\n"

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(fleet.path)/prod/\(name)", encoding: .utf8)
  }

  /// Changes a file; it must be another one afterwards.
  private func edit(_ name: String, _ change: (String) -> String) throws {
    let before = try text(name)
    let after = change(before)
    #expect(after != before, "\(name): the edit found nothing to change")
    try fleet.write("prod/\(name)", after)
  }

  private func documents(_ name: String) throws -> [String] { try text(name).components(separatedBy: "\n---\n") }

  private func known(_ session: LocalSession) async throws -> [FindingKey: Known] {
    var known: [FindingKey: Known] = [:]
    for query: UntrustedText in ["sev>=info", "sev>=info is:folded", "sev>=info managed:platform"] {
      for row in try await session.page(query, states: Set(FindingState.allCases)).rows {
        known[row.id] = Known(state: row.state, firstSeen: row.firstSeen, check: row.check)
      }
    }
    return known
  }

  /// Reads again, a while later.
  private func reread(_ session: LocalSession) async throws -> [FindingKey: Known] {
    fleet.now += 1000
    try await session.refresh()
    try await session.settle()
    return try await known(session)
  }

  private func acknowledge(_ query: UntrustedText, _ session: LocalSession) async throws -> FindingKey {
    let row = try await session.one(query)
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id], reason: "seen"))
    return row.id
  }

  @Test("keep ids, ages and decisions, and reopen just what has other evidence")
  func edits() async throws {
    let session = try await fleet.open("prod")
    let privileged = try await acknowledge("check:privileged name:runner", session)
    let digest = try await acknowledge("check:image-digest name:runner container:runner", session)
    let start = try await known(session)
    #expect(start.count > 60 && start[privileged]?.state == .acknowledged && start[digest]?.state == .acknowledged)

    // 1. A file gets another name.
    try fleet.write("prod/deep/er/zz.yml", text("ci.yaml"))
    try fleet.remove("prod/ci.yaml")
    #expect(try await reread(session) == start, "a renamed file")

    // 2. A document moves to another file, and others up.
    let moved = try documents("shop.yaml")[1]
    try edit("shop.yaml") { $0.replacing(moved + "\n---\n", with: "") }
    try fleet.write("prod/aa.yaml", "# moved\n---\n" + moved + "\n")
    #expect(try await reread(session) == start, "a moved document")

    // 3. Containers change places.
    try edit("deep/er/zz.yml") { text in
      text.replacing(helper, with: "").replacing("        readinessProbe:\n", with: "        readinessProbe:\n")
        .replacing(
          "      containers:\n      - name: runner\n", with: "      containers:\n\(helper)      - name: runner\n"
        )
        .replacing("      - name: runner\n", with: "      - name: runner\n        stdin: false\n")
    }
    #expect(try await reread(session) == start, "a field that is its default, containers in their places")
    try edit("deep/er/zz.yml") { text in
      let lines = text.replacing(helper, with: "").components(separatedBy: "\n")
      guard let first = lines.firstIndex(of: "      - name: runner"),
        let end = lines[(first + 1)...].firstIndex(where: { !$0.hasPrefix("       ") })
      else { return text }
      return (lines[..<end] + [String(helper.dropLast())] + lines[end...]).joined(separator: "\n")
    }
    #expect(try await reread(session) == start, "reordered containers")

    // 4. An object comes, and is new.
    try fleet.write("prod/new.yaml", Manifests.privileged("new", namespace: "lab"))
    let added = try await reread(session)
    #expect(added.filter { start[$0.key] != nil } == start, "what was there is what it was")
    let fresh = added.filter { start[$0.key] == nil }
    #expect(!fresh.isEmpty && fresh.values.allSatisfy { $0.firstSeen == fleet.now && $0.state == .open })

    // 5. A tag changes: what is about the image resurfaces, and nothing else.
    try edit("deep/er/zz.yml") { $0.replacing("ci/runner:1.4.2", with: "ci/runner:1.5.0") }
    let tagged = try await reread(session)
    #expect(
      tagged[digest] == Known(state: .resurfaced, firstSeen: start[digest]?.firstSeen ?? 0, check: "image-digest"))
    #expect(tagged.filter { $0.key != digest } == added.filter { $0.key != digest })

    // 6. A finding is mended, and remembered with the time when it was last there.
    let before = fleet.now
    try edit("deep/er/zz.yml") { $0.replacing("privileged: true", with: "privileged: false") }
    let mended = try await reread(session)
    #expect(
      mended[privileged] == Known(state: .resolved, firstSeen: start[privileged]?.firstSeen ?? 0, check: "privileged"))
    #expect(try await session.finding(privileged).finding.lastSeen == before)
    #expect(Set(mended.keys).isSuperset(of: tagged.keys), "nothing is forgotten")

    // 7. It comes back: a new occurrence of what was acknowledged with this very evidence.
    try edit("deep/er/zz.yml") { $0.replacing("privileged: false", with: "privileged: true") }
    let back = try await reread(session)
    #expect(back[privileged] == Known(state: .acknowledged, firstSeen: fleet.now, check: "privileged"))

    // 8. A file is split.
    for (index, document) in try documents("shop.yaml").enumerated() {
      try fleet.write("prod/shop/\(9 - index).yaml", document + "\n")
    }
    try fleet.remove("prod/shop.yaml")
    #expect(try await reread(session) == back, "a split file")

    // 9. An object in another namespace is another object.
    try edit("new.yaml") { $0.replacing("namespace: lab", with: "namespace: field") }
    let elsewhere = try await reread(session)
    #expect(fresh.keys.allSatisfy { elsewhere[$0]?.state == .resolved })
    let there = elsewhere.filter { back[$0.key] == nil }
    #expect(there.count == fresh.count && there.values.allSatisfy { $0.firstSeen == fleet.now && $0.state == .open })

    // 10. An object goes.
    try fleet.remove("prod/new.yaml")
    let gone = try await reread(session)
    #expect(there.keys.allSatisfy { gone[$0]?.state == .resolved })
    #expect(gone.filter { there[$0.key] == nil } == elsewhere.filter { there[$0.key] == nil })

    // The next session knows the same.
    await session.close()
    let next = try await fleet.open("prod")
    #expect(try await known(next) == gone)
    await next.close()
  }

  @Test("of nothing write nothing")
  func unchanged() async throws {
    let session = try await fleet.open("prod")
    await session.keepAll()
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: fleet.state.path).sorted().map { name in
        let path = fleet.state.path + "/" + name
        // SQLite's index of its journal is memory that happens to be a file.
        if name.hasSuffix("-shm") { return name }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        return "\(name) \(attributes[.modificationDate] ?? "") \(bytes.hashValue)"
      }
    }
    let before = try files()
    for _ in 0..<3 {
      _ = try await reread(session)
      await session.keepAll()
    }
    #expect(try files() == before)
    await session.close()
  }
}
