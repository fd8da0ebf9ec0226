import Foundation
import TestSupport
import Testing

@Suite("bulwark capture")
struct CaptureCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("api.yaml", Manifests.privileged)
    try folder.write("broken.yaml", "a: [\n")
  }

  private func bulwark(_ arguments: String..., input: String = "") throws -> Outcome {
    try Program.run(Program.bulwark, arguments, input: Array(input.utf8), in: folder.path)
  }

  @Test("what it writes is read by scan and by the dashboard like what it was made of, and is for its owner alone")
  func roundTrip() throws {
    let captured = try bulwark("capture", "-", "--cluster", "prod", "-o", "prod.jsonl.gz", input: Manifests.privileged)
    #expect(captured.status == 0 && captured.output.isEmpty && captured.errors.isEmpty, "\(captured.errors)")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/prod.jsonl.gz")[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let copy = try bulwark("scan", "prod.jsonl.gz", "--fail-on", "critical")
    #expect(copy.status == 1 && copy.text.contains("\nprod: 1 workload\n"))
    try folder.write("keys.txt", "q\n")
    let shown = try bulwark("--from", "prod.jsonl.gz", "--script", "keys.txt")
    #expect(shown.status == 0 && shown.text.contains("prod"), "\(shown.text)")
  }

  @Test("the file stays as it was where nothing can be captured, and its statuses are those of scan")
  func statuses() throws {
    try folder.write("out.gz", "old")
    #expect(try bulwark("capture", "-o", "out.gz").status == 2)
    #expect(try bulwark("capture", "api.yaml").status == 2)
    #expect(try bulwark("capture", "no-such.yaml", "-o", "out.gz").status == 3)
    #expect(try bulwark("capture", "broken.yaml", "-o", "out.gz", "--allow-partial").status == 4)
    #expect(try bulwark("capture", "api.yaml", "-o", "no/such/folder.gz").status == 2)
    #expect(try folder.text("out.gz") == "old")
    let partial = try bulwark("capture", "api.yaml", "broken.yaml", "-o", "part.gz")
    #expect(partial.status == 3 && partial.errors.contains("bulwark: broken.yaml: line 2"), "\(partial.errors)")
    #expect(try bulwark("scan", "part.gz").status == 3)
    #expect(try bulwark("capture", "api.yaml", "broken.yaml", "-o", "part.gz", "--allow-partial").status == 0)
    #expect(try bulwark("capture", "api.yaml", "-o", "/dev/full").status == 3)
  }
}
