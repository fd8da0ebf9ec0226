import Foundation
import TestSupport
import Testing

@Suite("bulwark scan: output")
struct OutputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("api.yaml", Manifests.privileged)
  }

  @Test("a file holds the whole report or stays as it was")
  func file() throws {
    try folder.write("report.json", "old")
    try folder.write("many.yaml", Manifests.many(30))
    let failed = try Program.bulwark("scan", "empty", "--output-file", "report.json", in: folder.path)
    #expect(failed.status == 3)
    #expect(try folder.text("report.json") == "old")
    let done = try Program.bulwark("scan", "many.yaml", "-o", "json", "--output-file", "report.json", in: folder.path)
    #expect(done.status == 0 && done.output.isEmpty && done.errors.isEmpty)
    let report = try JSONSerialization.jsonObject(with: Data(folder.text("report.json").utf8)) as? NSDictionary
    #expect((report?["findings"] as? [Any])?.count ?? 0 > 300)
    #expect(folder.names == ["api.yaml", "many.yaml", "report.json"], "nothing is left over")
  }

  @Test("volumes of one workload that fail alike share a line, and are told apart in JSON")
  func volumes() throws {
    let mounts = (0..<7).map { "{name: v\($0), hostPath: {path: /etc/x\($0)}}" }.joined(separator: ", ")
    try folder.write(
      "pod.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec: {containers: [{name: a, image: b}], "
        + "volumes: [\(mounts)]}\n")
    let table = try Program.bulwark("scan", "pod.yaml", in: folder.path).text
    #expect(table.components(separatedBy: "host-path-sensitive").count == 2)
    #expect(table.contains("pod/p vol/v0 and 6 more"))
    let json = try Program.bulwark("scan", "pod.yaml", "-o", "json", in: folder.path).text
    #expect(json.components(separatedBy: "\"check\":\"host-path-sensitive\"").count == 8)
  }

  @Test("what a link points at is replaced, and devices are written to")
  func links() throws {
    try folder.write("real.csv", "old")
    try folder.link("link.csv", to: "real.csv")
    let done = try Program.bulwark("scan", "api.yaml", "-o", "csv", "--output-file", "link.csv", in: folder.path)
    #expect(done.status == 0)
    #expect(try folder.text("real.csv").hasPrefix("id,severity"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link.csv") == "real.csv")
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let piped = try Program.shell(
      "cat pipe > copy.csv & $bulwark scan api.yaml -o csv --output-file pipe; status=$?; wait; exit $status",
      in: folder.path)
    #expect(piped.status == 0)
    #expect(try folder.text("copy.csv") == folder.text("real.csv"))
    #expect(folder.names.contains("pipe"))
  }

  @Test("a reader that leaves ends it quietly", arguments: ["table", "json", "markdown", "csv"])
  func brokenPipe(format: String) throws {
    try folder.write("many.yaml", Manifests.many(2000))
    let bash = try #require(Program.find("bash"))
    let outcome = try Program.shell(
      "$bulwark scan many.yaml -o \(format) | head -1 >first; echo ${PIPESTATUS[0]}", with: bash, in: folder.path)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.text == "141\n", "ended by SIGPIPE like every filter")
    #expect(try !folder.text("first").isEmpty)
    let help = try Program.shell("$bulwark checks list -o json | head -c 1", with: bash, in: folder.path)
    #expect(help.text == "[" && help.errors.isEmpty)
  }

  @Test("an output that cannot be written is an error, whatever was written to it")
  func full() throws {
    for line in [
      "scan api.yaml", "scan api.yaml -o json", "checks list", "checks show privileged", "config show", "config path",
      "completions bash", "--version", "--help", "scan --help",
    ] {
      let outcome = try Program.shell("$bulwark \(line) > /dev/full", in: folder.path)
      #expect(outcome.status == 3, "\(line)")
      #expect(
        outcome.errors == "bulwark: stdout: No space left on device (free space, or name another file)\n", "\(line)")
    }
    let device = try Program.bulwark("scan", "api.yaml", "--output-file", "/dev/full", in: folder.path)
    #expect(device.status == 3 && device.errorLines.count == 1)
    var status = stat()
    #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR, "it is still a device")
  }

  @Test("no colour and no cut lines where the output is no terminal, nor progress")
  func plain() throws {
    let outcome = try Program.bulwark(
      "scan", "api.yaml", environment: ["TERM": "xterm-256color", "COLUMNS": "20"], in: folder.path)
    #expect(!outcome.text.contains("\u{1B}") && outcome.errors.isEmpty)
    #expect(outcome.text.contains("api.yaml:") && !outcome.text.contains("…"))
  }

  @Test("the order is stable, however the input is ordered, and reports say the same twice")
  func order() throws {
    func report(_ name: String) throws -> [String] {
      let outcome = try Program.bulwark("scan", name, "-o", "json", "--include-passed", in: folder.path)
      let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? NSDictionary
      return (report?["findings"] as? [NSDictionary] ?? []).compactMap { $0["id"] as? String }
    }
    let documents = (0..<12).map { index in
      Manifests.privileged.replacing("name: api", with: "name: api-\(index)", maxReplacements: 1)
        .replacing("namespace: shop", with: "namespace: shop-\(index % 3)")
    }
    try folder.write("up.yaml", documents.joined(separator: "---\n"))
    try folder.write("down.yaml", documents.reversed().joined(separator: "---\n"))
    let up = try report("up.yaml")
    #expect(up.count > 500)
    #expect(try report("down.yaml") == up && report("up.yaml") == up)
    let outcome = try Program.bulwark("scan", "up.yaml", "-o", "json", in: folder.path)
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? NSDictionary
    let keys = try (json?["findings"] as? [NSDictionary] ?? []).map { finding in
      let ranks = ["critical", "high", "medium", "low", "info"]
      return try [
        "\(#require(ranks.firstIndex(of: finding["severity"] as? String ?? "")))",
        String(format: "%02d", finding["area"] as? Int ?? 0), finding["check"] as? String ?? "",
        finding["namespace"] as? String ?? "", (finding["subject"] as? NSDictionary)?["name"] as? String ?? "",
      ].joined(separator: "\t")
    }
    #expect(
      keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, "severity, area, check, namespace, subject")
  }

  @Test("a table says what it leaves out, and the filter that it names shows it")
  func hidden() throws {
    let table = try Program.bulwark("scan", "api.yaml", in: folder.path).text
    #expect(table.contains("folded under the findings above") && table.contains("--filter 'sev>=info'"))
    #expect(!table.contains("host-users"))
    #expect(
      try Program.bulwark("scan", "api.yaml", "--filter", "sev>=info", in: folder.path).text.contains("host-users"))
    try folder.write(
      "system.yaml",
      Manifests.privileged.replacing("namespace: shop", with: "namespace: kube-system").replacing(
        "name: api", with: "name: coredns"))
    let system = try Program.bulwark("scan", "system.yaml", in: folder.path).text
    #expect(system.contains("--filter managed:platform") && !system.contains("CRIT"))
    let shown = try Program.bulwark("scan", "system.yaml", "--filter", "managed:platform", in: folder.path).text
    #expect(shown.contains("CRIT"))
  }

  @Test("a file that is replaced stays closed to whom it was closed to, and decisions are their owner's alone")
  func modes() throws {
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.posixPermissions] as? Int
    }
    for (name, before, after) in [("closed", 0o600, 0o600), ("group", 0o640, 0o640), ("open", 0o666, 0o644)] {
      try folder.write(name, "old")
      chmod(folder.path + "/" + name, mode_t(before))
      #expect(try Program.bulwark("scan", "api.yaml", "--output-file", name, in: folder.path).status == 0)
      #expect(try mode(name) == after && folder.text(name).contains("privileged"), "\(name)")
    }
    #expect(try Program.bulwark("triage", "export", "--output-file", "log", in: folder.path).status == 0)
    #expect(try mode("log") == 0o600)
  }
}
