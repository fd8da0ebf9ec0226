import Foundation
import TestSupport
import Testing

@Suite("bulwark scan: exit statuses")
struct ExitStatusTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("api.yaml", Manifests.privileged)
    try folder.write("settings.yaml", Manifests.configMap)
    try folder.write("broken.yaml", "a: [\n")
    try folder.write("empty.yaml", "# nothing\n")
  }

  private func status(_ arguments: String...) throws -> Int32 {
    try Program.run(Program.bulwark, ["scan"] + arguments, in: folder.path).status
  }

  @Test("0 where all was read, with findings or without")
  func done() throws {
    #expect(try status("api.yaml") == 0)
    #expect(try status("settings.yaml") == 0)
    #expect(try status("api.yaml", "--fail-on", "critical", "--check", "cpu-limit") == 0, "filters narrow what counts")
    #expect(try status("settings.yaml", "--fail-on", "info") == 0)
  }

  @Test("1 where findings at or above --fail-on remain")
  func remaining() throws {
    #expect(try status("api.yaml", "--fail-on", "critical") == 1)
    #expect(try status("api.yaml", "--fail-on", "low") == 1)
    #expect(try status("api.yaml", "--fail-on", "high", "--severity", "critical") == 1)
    #expect(try status("api.yaml", "--fail-on", "medium", "--check", "cpu-limit") == 0)
    #expect(try status("api.yaml", "--fail-on", "info", "--check", "cpu-limit") == 1)
  }

  @Test("2 where the command line or the configuration is wrong")
  func usage() throws {
    #expect(try status() == 2)
    #expect(try status("api.yaml", "--fail-on", "terrible") == 2)
    #expect(try status("api.yaml", "--no-such-option") == 2)
    #expect(try status("api.yaml", "-o", "xml") == 2)
    #expect(try status("api.yaml", "--check", "no-such-check") == 2)
    #expect(try status("api.yaml", "--filter", "sev>=") == 2)
    #expect(try status("api.yaml", "--output-file", "no/such/folder/x") == 2)
    let misspelt = try Program.bulwark("scna", "api.yaml")
    #expect(misspelt.status == 2)
    #expect(misspelt.errors == "bulwark: usage: 'scna' is no command (did you mean scan?)\n")
    let path = try Program.bulwark("api.yaml", in: folder.path)
    #expect(path.status == 2 && path.errorLines.count == 1 && path.errors.contains("bulwark scan api.yaml"))
    #expect(try Program.bulwark("checks", "show", "no-such-check").status == 2)
    try folder.write("wrong.yaml", "checks: {privileged: {severity: terrible}}")
    let outcome = try Program.bulwark(
      "scan", "api.yaml", environment: ["BULWARK_CONFIG": "wrong.yaml"], in: folder.path)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
  }

  @Test("3 where something could not be read, unless that is allowed")
  func partial() throws {
    #expect(try status("no-such-file.yaml") == 3)
    #expect(try status("broken.yaml") == 3)
    #expect(try status("api.yaml", "broken.yaml") == 3)
    #expect(try status("api.yaml", "broken.yaml", "--allow-partial") == 0)
    #expect(try status("broken.yaml", "--allow-partial") == 4)
  }

  @Test("a name that selects nothing opens no gate: 4, and the name that was meant")
  func misspelt() throws {
    for arguments in [
      ["-n", "nope", "--fail-on", "high"], ["--filter", "kind:Deploymnt"], ["--filter", "ns:pay !ns:pay"],
      ["--area", "8"],
    ] {
      let outcome = try Program.run(Program.bulwark, ["scan", "api.yaml"] + arguments, in: folder.path)
      #expect(outcome.status == 4, "\(arguments)")
      #expect(outcome.errors.contains("nothing that was judged is selected by it"), "\(outcome.errors)")
    }
    let near = try Program.run(
      Program.bulwark, ["scan", "api.yaml", "-n", "shp", "-n", "shop"], in: folder.path)
    #expect(near.status == 0)
    #expect(near.errors == "bulwark: ns:shp: no namespace of the input is called so (did you mean shop?)\n")
    // What was judged and passed is selected all the same.
    #expect(try status("api.yaml", "--check", "host-network", "--fail-on", "info") == 0)
    #expect(try status("api.yaml", "--filter", "state:acknowledged", "--fail-on", "info") == 0)
  }

  @Test("nothing hides an object: no claimed status, no deep folder, no name that is no UTF-8")
  func hiding() throws {
    let pod = """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "shop"}, "status": {"phase": "Failed"},
       "spec": {"hostPID": true, "containers": [{"name": "c", "image": "i:1", "securityContext": {"privileged": true}}]}}
      """
    try folder.write("claim.json", pod)
    #expect(try status("claim.json", "--fail-on", "critical") == 1)
    try folder.write("deep/" + String(repeating: "d/", count: 70) + "p.json", pod)
    try folder.write("deep/ok.yaml", Manifests.configMap)
    #expect(try status("deep") == 3)
    let odd = try Program.shell(
      "mkdir -p odd/$(printf 'a\\377') && cp claim.json odd/$(printf 'a\\377')/p.json && cp settings.yaml odd && $bulwark scan odd",
      in: folder.path)
    #expect(odd.status == 3, "\(odd.errors)")
  }

  @Test("a table without findings says what it left out and what could not be read")
  func emptyTables() throws {
    let filtered = try Program.run(
      Program.bulwark, ["scan", "api.yaml", "--check", "host-network"], in: folder.path)
    #expect(filtered.text.hasPrefix("No findings to show.\n"))
    #expect(filtered.text.contains(" that the filter leaves out\n"))
    let partial = try Program.run(
      Program.bulwark, ["scan", "settings.yaml", "broken.yaml"], in: folder.path)
    #expect(partial.text.hasPrefix("No findings in what could be read; not all could be.\n"))
  }

  @Test("4 where there is nothing to assess")
  func nothing() throws {
    #expect(try status("empty.yaml") == 4)
    let outcome = try Program.bulwark("scan", "-", input: "")
    #expect(outcome.status == 4 && outcome.output.isEmpty)
    #expect(outcome.errors == "bulwark: -: no Kubernetes object in it (name manifests, a dump or a cluster)\n")
  }

  @Test("of several the first of 2, 1, 3, 4, 0 is said")
  func precedence() throws {
    #expect(try status("broken.yaml", "--fail-on", "terrible") == 2)
    #expect(try status("api.yaml", "broken.yaml", "--fail-on", "high") == 1)
    #expect(try status("api.yaml", "no-such-file", "--fail-on", "critical", "--allow-partial") == 1)
    #expect(try status("settings.yaml", "broken.yaml", "--fail-on", "high") == 3)
    #expect(try status("empty.yaml", "no-such-file") == 3)
    #expect(try status("empty.yaml", "--fail-on", "info") == 4)
  }

  @Test("130 where it was interrupted, and no half report is left")
  func interrupted() throws {
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    // Open on both ends, or whoever opens it first would wait for the other.
    let writer = open(pipe, O_RDWR | O_CLOEXEC)
    let running = try Running(
      Program.bulwark, ["scan", "-", "-o", "json", "--output-file", folder.path + "/report.json"],
      streams: (pipe, folder.path + "/out", folder.path + "/err"), home: folder.path)
    // More than a pipe holds: when it is written, the program is under way and waits for more.
    let bytes = Array(Manifests.many(600).utf8)
    #expect(bytes.count > 1 << 17)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(writer, $0.baseAddress.map { $0 + written }, bytes.count - written) }
      guard count > 0 else { break }
      written += count
    }
    running.signal(SIGINT)
    #expect(running.wait() == 130)
    close(writer)
    #expect(!folder.names.contains { $0.hasPrefix("report") })
    #expect(try folder.text("err").isEmpty && folder.text("out").isEmpty)
  }
}
