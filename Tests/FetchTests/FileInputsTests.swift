import Documents
import Fetch
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite("Files")
struct FileInputsTests {
  private func names(_ found: FileInputs, below folder: TemporaryFolder) -> [String] {
    found.inputs.map { $0.displayName.parsed { $0.replacing(folder.path + "/", with: "") } ?? "?" }
  }

  private func read(_ input: FileInput) throws -> String {
    var source = try input.open()
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 7)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<count]
    }
  }

  @Test("a folder gives its manifests in the order of their paths, hidden ones and others left out")
  func folder() throws {
    let folder = try TemporaryFolder()
    for name in ["b.yaml", "a.yml", "c/z.json", "c/y.jsonl.gz", "B.YAML", "x.txt", ".git/h.yaml", ".hidden.yaml"] {
      try folder.write(name, "a: 1")
    }
    try folder.link("c/loop", to: folder.path)
    try folder.link("again.yaml", to: folder.path + "/b.yaml")
    let found = FileInputs.enumerate(paths: [folder.path])
    #expect(names(found, below: folder) == ["B.YAML", "a.yml", "again.yaml", "c/y.jsonl.gz", "c/z.json"])
    #expect(found.errors.isEmpty)
    #expect(found.inputs[0].size == 4)
  }

  @Test("a link within the folder is followed, one that leads out of it is told and not read; the folder may be a link")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.yaml", "a: 1")
    try folder.write("tree-2/b.yaml", "a: 1")
    try folder.write("tree/sub/a.yaml", "a: 1")
    try folder.link("tree/c.yaml", to: folder.path + "/tree/sub/a.yaml")
    try folder.link("tree/out.yaml", to: folder.path + "/secret.yaml")
    try folder.link("tree/beside", to: folder.path + "/tree-2")
    try folder.link("root", to: folder.path + "/tree")
    for root in ["tree", "root"] {
      let found = FileInputs.enumerate(paths: [folder.path + "/" + root])
      #expect(names(found, below: folder) == ["\(root)/c.yaml"])
      #expect(found.errors.count == 1 && found.errors.first?.what == UntrustedText(folder.path + "/\(root)/beside"))
    }
  }

  @Test("a file is taken whatever its name, and once")
  func explicit() throws {
    let folder = try TemporaryFolder()
    try folder.write("notes.txt", "kind: Pod")
    let path = folder.path + "/notes.txt"
    let found = FileInputs.enumerate(paths: [path, path])
    #expect(found.inputs.count == 1)
    #expect(try read(found.inputs[0]) == "kind: Pod")
    #expect(try read(found.inputs[0]) == "kind: Pod")
  }

  @Test("what cannot be taken is named with what to do, and costs the others nothing")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("ok.yaml", "a: 1")
    try folder.write("empty/readme.md", "")
    mkfifo(folder.path + "/pipe", 0o600)
    let paths = ["/missing", "/empty", "/pipe", "/ok.yaml"].map { folder.path + $0 } + ["/dev/null"]
    let found = FileInputs.enumerate(paths: paths)
    #expect(found.inputs.count == 1)
    #expect(found.errors.map(\.code) == [.notFound, .noFiles, .notAFile, .notAFile])
    #expect(found.errors.allSatisfy { !$0.what.isEmpty && !$0.why.isEmpty && !$0.next.isEmpty })
  }

  @Test("a file that vanishes or becomes a pipe after it was found is an error, not a wait")
  func changed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", "a: 1")
    let input = try #require(FileInputs.enumerate(paths: [folder.path]).inputs.first)
    unlink(folder.path + "/a.yaml")
    #expect(throws: FetchError.self) { _ = try input.open() }
    mkfifo(folder.path + "/a.yaml", 0o600)
    #expect(throws: FetchError.self) { _ = try input.open() }
  }

  @Test("standard input can be read twice")
  func standardInput() throws {
    let folder = try TemporaryFolder()
    try folder.write("in", String(repeating: "a: 1\n", count: 100_000))
    let descriptor = open(folder.path + "/in", O_RDONLY)
    defer { close(descriptor) }
    let found = FileInputs.enumerate(paths: ["-", "-"], standardInput: descriptor)
    let input = try #require(found.inputs.first)
    #expect(found.inputs.count == 1)
    #expect(input.displayName == "-" && input.size == 500_000)
    let first = try read(input)
    #expect(first.utf8.count == 500_000)
    #expect(try read(input) == first)
  }

  @Test("what comes through a pipe without end is given up at the limit")
  func endless() throws {
    let descriptor = open("/dev/zero", O_RDONLY)
    defer { close(descriptor) }
    var limits = Limits()
    limits.sourceBytes = 1 << 20
    let found = FileInputs.enumerate(paths: ["-"], standardInput: descriptor, limits: limits)
    #expect(found.inputs.isEmpty)
    #expect(found.errors.map(\.code) == [.tooLarge])
    #expect(found.errors.first?.why == "it is larger than 1 MiB")
    #expect(throws: FetchError.self) { try SmallFile.bytes(of: "/dev/zero", limit: 1 << 20) }
  }

  @Test("a chart's templates are a notice that says how to render them")
  func chart() throws {
    let folder = try TemporaryFolder()
    try folder.write("shop/Chart.yaml", "name: shop")
    try folder.write("shop/values.yaml", "a: 1")
    try folder.write("shop/templates/deployment.yaml", "name: {{ .Values.name }}")
    try folder.write("shop/crds/crd.yaml", "kind: CustomResourceDefinition")
    try folder.write("templates/plain.yaml", "a: \"{{ alert }}\"")
    let found = FileInputs.enumerate(paths: [folder.path])
    #expect(names(found, below: folder) == ["shop/crds/crd.yaml", "templates/plain.yaml"])
    #expect(found.errors.map(\.code) == [.template])
    #expect(found.errors.first?.next.contains("helm template") == true)
  }

  @Test("a chart with all that charts have is one notice, its subcharts' templates included")
  func wholeChart() throws {
    let folder = try TemporaryFolder()
    for chart in ["a shop", "a shop/charts/db", "a shop/charts/db/charts/disk"] {
      try folder.write("\(chart)/Chart.yaml", "apiVersion: v2\nname: shop\n")
      try folder.write("\(chart)/values.yaml", "# defaults\nkind: ClusterIP\n---\n---\napiVersion: v1\n")
      try folder.write("\(chart)/values-empty.yaml", "# nothing\n")
      try folder.write("\(chart)/values.schema.json", "{\"type\": \"object\"}")
      try folder.write("\(chart)/templates/a.yaml", String(repeating: "#\n", count: 40_000) + "name: {{ .x }}")
      try folder.write("\(chart)/templates/tests/b.yaml", "name: {{ .x }}")
      try folder.write("\(chart)/templates/_helpers.tpl", "{{ define }}")
    }
    let found = FileInputs.enumerate(paths: [folder.path])
    #expect(found.inputs.isEmpty)
    #expect(found.errors.count == 1)
    #expect(found.errors.first?.why == "a Helm template; so are 5 others")
    #expect(found.errors.first?.next.hasSuffix("/a shop' | bulwark scan -") == true)
  }

  @Test("a Chart.yaml hides nothing that holds objects, nor plain templates, nor what lies elsewhere in its folder")
  func hidingChart() throws {
    let folder = try TemporaryFolder()
    let object = "apiVersion: v1\nkind: Pod\n"
    try folder.write("Chart.yaml", "name: x\n---\n" + object)
    try folder.write("values-evil.yaml", "a: 1\n---\n" + object)
    try folder.write("values.list.json", #"{"apiVersion": "v1", "kind": "PodList", "items": [{"metadata": {}}]}"#)
    try folder.write("values.bare.json", "[{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}]")
    try folder.write("values-broken.yaml", "a: [\n")
    try folder.write("templates/plain.yaml", object)
    try folder.write("templates/Chart.yaml", object)
    try folder.write("templates/deep/values.yaml", object)
    try folder.write("charts/loose.yaml", object)
    try folder.write("deploy/templates/braces.yaml", "a: \"{{ x }}\"")
    let found = FileInputs.enumerate(paths: [folder.path])
    #expect(
      names(found, below: folder) == [
        "Chart.yaml", "charts/loose.yaml", "deploy/templates/braces.yaml", "templates/Chart.yaml",
        "templates/deep/values.yaml", "templates/plain.yaml", "values-broken.yaml", "values-evil.yaml",
        "values.bare.json", "values.list.json",
      ])
    #expect(found.errors.isEmpty)
  }
}
