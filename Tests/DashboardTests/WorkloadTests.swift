import Foundation
import Hardening
import Session
import TerminalKit
import Testing
import TextSafety

@testable import Dashboard

@Suite("One object, everything")
struct WorkloadTests {
  private func line(_ drive: Drive, _ text: String) -> Int? { drive.lines.firstIndex { $0.contains(text) } }

  @Test("Enter on a finding shows its object at that finding: on top how it is reached and what it may do")
  func page() throws {
    var drive = Drive(size: Size(width: 120, height: 60))
    drive.press("into enter")
    #expect(drive.lines[0].contains("prod-weu › payments › deploy/api"))
    #expect(drive.cursorLine.contains("privileged"))
    for text in [
      "Deployment api", "reach    reached from the Internet through svc/api",
      "rights   sa/api can read all secrets in payments",
      "network  incoming traffic held by policies, outgoing open", "pods     3 replicas", "Findings  6",
      "registry.example/web:1", "runtime-socket",
      "RoleBinding api-reads → Role reader", "Could not be judged  2", "not read: prod/chart/templates/job.yaml",
      "limitrange", "host-pid ×2",
      "grace suppressed privileged until 2026-12-23: node agent, see SEC-1432", "the first of its findings was seen",
    ] {
      #expect(drive.text.contains(text), "\(text)")
    }
    #expect(!drive.text.contains("deploy/worker"), "of no other object")
    let order = [
      "Findings", " Reach", " Rights", " Network policies", " Containers", " Could not", " Passes", " History",
    ]
    let places = order.compactMap { line(drive, $0) }
    #expect(places.count == order.count && places == places.sorted())
    drive.press("q")
    #expect(drive.cursorLine.contains("privileged"), "back where one was")
  }

  @Test("the second finding of a list is the one under the cursor of its page")
  func cursor() {
    var drive = Drive()
    drive.press("into j j j enter")
    let (row, cursor) = (drive.dashboard.place.view as? WorkloadView, drive.cursorLine)
    #expect(row != nil && cursor.contains("runtime-socket"), "\(cursor)")
  }

  @Test("one row for each container and volume, the counts beneath one another")
  func parts() throws {
    var drive = Drive(size: Size(width: 100, height: 70))
    drive.press("into enter")
    let rows = drive.lines.filter { $0.contains("registry.example/") }
    #expect(rows.count == 2)
    #expect(drive.lines.count { $0.contains("volume data") } == 1)
    func column(_ line: String, _ text: String) -> Int? {
      line.range(of: text).map { line.distance(from: line.startIndex, to: $0.upperBound) }
    }
    #expect(column(rows[0], "◆ 12") == column(rows[1], "◆ 1"))
  }

  @Test("the cursor goes over rows and never stands on a title; on top and at the end all is seen")
  func moving() {
    var drive = Drive(size: Size(width: 80, height: 24))
    drive.press("into enter")
    var seen: [String] = []
    for _ in 0..<40 {
      seen.append(drive.cursorLine)
      drive.press("j")
    }
    #expect(!seen.contains(""), "always somewhere")
    #expect(!seen.contains { $0.hasPrefix("▸Findings") || $0.hasPrefix("▸Reach") })
    #expect(seen.last?.contains("the first of its findings was seen") == true)
    drive.press("g g")
    #expect(drive.text.contains("Findings  6"), "the title above the first row")
    drive.press("G")
    #expect(drive.cursorLine.contains("the first of its findings"))
  }

  @Test(
    "Enter goes on: to a finding's text and its document, to the list, a container's findings, what it has to do with")
  func on() throws {
    var drive = Drive(size: Size(width: 120, height: 60))
    drive.press("into enter enter")
    let text = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(text.isReading && drive.text.contains("Evidence") && drive.lines[0].contains("privileged"))
    drive.press("enter")
    #expect(drive.dashboard.place.view is ObjectView)
    drive.press("q q")
    #expect(drive.dashboard.place.view is WorkloadView && drive.cursorLine.contains("privileged"))
    func enter(at words: String) {
      drive.press("g g")
      for _ in 0..<40 where !drive.cursorLine.contains(words) { drive.press("j") }
      drive.press("enter")
    }
    enter(at: "as a list")
    var list = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(list.drill.text == "cluster:prod-weu ns:payments kind:Deployment name:api")
    drive.press("q")
    enter(at: "registry.example/web")
    list = try #require(drive.dashboard.place.view as? FindingsView)
    #expect(list.drill.text == "cluster:prod-weu ns:payments kind:Deployment name:api container:web")
    drive.press("q")
    enter(at: "RoleBinding api-reads")
    let other = try #require(drive.dashboard.place.view as? WorkloadView)
    guard case .object(let named) = other.subject else { throw Unexpected() }
    #expect(named.key.object.name == "api-reads" && drive.text.contains("it is gone"), "nothing is judged of it here")
    drive.press("q")
    #expect(drive.cursorLine.contains("RoleBinding api-reads"), "back on the same row")
    enter(at: "node agent")
    #expect(drive.lines[0].contains("triage"))
  }

  private struct Unexpected: Error {}

  @Test("acts are about the finding under the cursor, and elsewhere there is none")
  func acts() throws {
    var drive = Drive(size: Size(width: 120, height: 60))
    drive.press("into enter j a")
    #expect(drive.fleet.rows.filter { $0.row.state == .acknowledged }.map(\.row.check) == ["runtime-socket"])
    #expect(drive.cursorLine.contains("runtime-socket") && drive.cursorLine.contains("ack"))
    drive.press("u")
    #expect(drive.fleet.rows.allSatisfy { $0.row.state == .open })
    drive.press("s")
    #expect(drive.text.contains("Suppress") && drive.text.contains("runtime-socket"))
    drive.press("esc y i")
    #expect(drive.terminal.contains { if case .copy = $0 { true } else { false } })
    drive.press("p")
    #expect(drive.dashboard.dialog is PatchPage)
    drive.press("esc d")
    #expect(drive.dashboard.place.view is ObjectView)
    drive.press("q e")
    #expect(drive.terminal.contains { if case .edit = $0 { true } else { false } })
    for _ in 0..<40 where !drive.cursorLine.contains("replicas") { drive.press("j") }
    drive.press("a")
    #expect(drive.status.contains("no finding under the cursor"))
    drive.press("enter")
    #expect(drive.status.contains("leads nowhere"))
    drive.press("y o")
    #expect(drive.terminal.last == .copy("deploy/api"))
    drive.press("x c enter")
    #expect(
      drive.fleet.asked.contains {
        if case .write(let request) = $0, case .report(.csv, let findings) = request.content {
          return findings.within == "cluster:prod-weu ns:payments kind:Deployment name:api"
        }
        return false
      })
  }

  @Test("a click puts the cursor on a row and never on a title, the wheel moves it, a double click goes on")
  func mouse() throws {
    var drive = Drive(size: Size(width: 120, height: 60))
    drive.press("into enter")
    func point(_ act: Mouse.Act, at words: String) throws {
      let y = try #require(drive.lines.firstIndex { $0.contains(words) })
      drive.send(.terminal(.mouse(Mouse(act, x: 10, y: y))))
    }
    try point(.click, at: "runtime-socket")
    #expect(drive.cursorLine.contains("runtime-socket"))
    try point(.click, at: " Rights")
    #expect(drive.cursorLine.contains("its token is mounted"))
    try point(.wheelUp, at: "Findings")
    #expect(drive.cursorLine.contains("svc/api"))
    try point(.doubleClick, at: "seccomp")
    #expect(drive.dashboard.place.view is FindingsView && drive.lines[0].contains("seccomp"))
  }

  @Test("/ leaves the lines that have the words, Esc gives all back")
  func narrowing() {
    var drive = Drive()
    drive.press("into enter /")
    drive.type("secrets payments")
    drive.press("enter")
    #expect(drive.cursorLine.contains("can read all secrets"))
    #expect(!drive.text.contains("runtime-socket") && drive.text.contains("Rights"))
    drive.press("esc")
    #expect(drive.cursorLine.contains("can read all secrets"), "where it was")
    drive.press("g g")
    #expect(drive.text.contains("runtime-socket"))
    drive.press("/")
    drive.type("nosuchword")
    #expect(drive.text.contains("No line has these words"))
  }

  @Test("the page opens with what is known; relations come later, with numbers, and what cannot be had is unknown")
  func later() throws {
    var drive = Drive()
    drive.press("into")
    drive.holds = true
    drive.press("enter")
    let page = try #require(drive.held.first { if case .workload = $0.0 { true } else { false } })
    drive.answer(page.0, page.1)
    #expect(drive.text.contains("runtime-socket") && drive.text.contains("reading the source for who reaches it"))
    let asked = try #require(drive.held.last { if case .relations = $0.0 { true } else { false } })
    guard case .relations(let key) = asked.0 else { throw Unexpected() }
    let progress = SourceProgress(cluster: "prod-weu", unit: "objects", done: 12_345, all: nil)
    drive.send(.change(.relating(key, progress)))
    #expect(drive.text.contains("12,345 objects"))
    drive.press("j")
    let before = drive.cursorLine
    drive.answer(asked.0, asked.1)
    #expect(drive.text.contains("reached from the Internet") && drive.cursorLine == before)
    drive.holds = false
    drive.fleet.unrelated = SessionError(
      .source,
      Notice(
        what: "prod-weu", why: "it is known from an earlier reading alone", next: "start bulwark with its files",
        costsCoverage: false))
    drive.press("q enter")
    #expect(drive.text.contains("unknown: reach, rights, network, pods"))
    #expect(drive.text.contains("it is known from an earlier reading alone"))
    #expect(!drive.text.contains("none"), "unknown is not none")
  }

  @Test("a page that was left while it waited asks again when one comes back to it")
  func back() throws {
    var drive = Drive()
    drive.press("into enter")
    drive.holds = true
    drive.press("q enter")
    let page = try #require(drive.held.first { if case .workload = $0.0 { true } else { false } })
    drive.answer(page.0, page.1)
    #expect(drive.text.contains("reading the source"))
    drive.press("d")
    drive.release()
    drive.press("[")
    #expect(drive.dashboard.place.view is WorkloadView)
    #expect(drive.text.contains("reached from the Internet") && !drive.text.contains("reading the source"))
  }

  @Test("what was decided is told; a finding that is gone leaves the page readable, and says so")
  func changes() {
    var drive = Drive()
    drive.press("into enter")
    drive.fleet.set(.acknowledged) { $0.check == "privileged" }
    drive.dataChanged()
    #expect(drive.cursorLine.contains("privileged") && drive.cursorLine.contains("ack"))
    drive.fleet.rows = []
    drive.dataChanged()
    #expect(drive.text.contains("runtime-socket"))
    #expect(drive.status.contains("is gone by now"))
    drive.fleet.failure = SessionError(
      .storage, Notice(what: "cache", why: "locked", next: "", costsCoverage: false))
    drive.press("ctrl-r")
    #expect(!drive.dashboard.isFinished)
  }

  @Test("a line that is too long goes on below, and the cursor shows all of it; one without end is cut")
  func wrapping() throws {
    var drive = Drive(size: Size(width: 60, height: 24))
    let reason = UntrustedText(Array(repeating: "because", count: 200).joined(separator: " "))
    drive.fleet.reason = reason
    drive.press("into enter G k k")
    #expect(drive.cursorLine.contains("grace suppressed privileged"))
    let cursor = try #require(drive.lines.firstIndex { $0.hasPrefix("▸") })
    let rest = drive.lines[(cursor + 1)...].prefix { $0.contains("because") }
    #expect(rest.count == 4 && rest.last?.contains("…") == true, "\(drive.text)")
    drive.press("k")
    #expect(drive.cursorLine.contains("netpol-missing-pod"), "a step is a line of its own")
  }

  @Test("names of objects are text: nothing of them reaches the terminal as it is")
  func hostile() {
    var drive = Drive(size: Size(width: 120, height: 60))
    drive.press("into enter")
    #expect(drive.text.contains("evil") && !drive.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("d and e on a line about another object are about that one, and say so where nothing leads to its document")
  func documents() throws {
    var fleet = FakeFleet()
    let worker = ObjectReference(group: "apps", kind: "Deployment", namespace: "payments", name: "worker")
    fleet.related = worker
    var drive = Drive(fleet, size: Size(width: 120, height: 60))
    let own = fleet.rows.filter { $0.reference.object == worker && $0.row.cluster == "prod-weu" }.map(\.row.id)
    drive.press("into enter /")
    drive.type("through it too")
    drive.press("enter")
    #expect(drive.cursorLine.contains("related"))
    drive.press("d")
    #expect(drive.lines[0].contains("deploy/api › deploy/worker"))
    let asked = drive.fleet.asked.compactMap { if case .source(let key) = $0 { key } else { nil } }
    #expect(asked.count == 1 && own.contains { $0 == asked.first })
    drive.press("q e")
    #expect(drive.terminal == [.edit(path: "/manifests/prod/payments.yaml", line: 17)])
    drive.press("/ ctrl-u")
    drive.type("LoadBalancer")
    drive.press("enter d")
    #expect(drive.status.contains("its document is found by its findings, and it has none"))
    #expect(drive.lines[0].contains("deploy/api") && !drive.lines[0].contains("yaml"))
  }

  @Test(":workload has names to choose from, asks which of two clusters, and says when nobody is called so")
  func palette() throws {
    var drive = Drive()
    drive.press(":")
    drive.type("workl")
    drive.press("enter")
    drive.type("work")
    #expect(drive.text.contains("workload payments/worker") && drive.text.contains("Deployment in prod-weu"))
    drive.press("enter")
    #expect(drive.lines[0].contains("prod-weu › payments › deploy/worker"))
    drive.press(":")
    drive.type("workload payments/api")
    drive.press("enter")
    #expect(drive.text.contains("Which payments/api?"))
    drive.press("3")
    #expect(drive.lines[0].contains("stg-weu › payments › deploy/api"))
    drive.press(":")
    drive.type("workload nobody")
    #expect(drive.text.contains("no object is called so in any cluster"))
    drive.press("enter")
    #expect(drive.status.contains("no object is called so"))
  }

  @Test("the head counts what is listed, remarks too; no cursor stands on what only says that there is nothing")
  func remarks() throws {
    var fleet = FakeFleet()
    for index in fleet.rows.indices where fleet.rows[index].row.check == "seccomp" {
      fleet.rows[index].row.severity = .info
    }
    var drive = Drive(fleet, size: Size(width: 120, height: 36))
    drive.press("into enter")
    #expect(drive.lines[2].contains("open  +1 info"), "\(drive.lines[2])")
    #expect(!WorkloadLine(id: .remark(.findings), text: StyledText("none")).isPlace)
  }
}
