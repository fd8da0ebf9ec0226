import Documents
import Fetch
import TestSupport
import Testing
import TextSafety

@Suite("Lines of fields")
struct DocumentLocatorTests {
  private static let yaml = """
    kind: ConfigMap
    ---
    kind: Deployment
    spec:
      containers:
      - name: web
        securityContext:
          privileged: true
        ports:
        - hostPort: 80
      - name: side
        capabilities: {add: [A,
          SYS_ADMIN]}
    ---
    kind: List
    items:
    - a: 1
    - a: 2
      b: 3
    """

  @Test(
    "YAML: the field's own line, or its nearest ancestor's",
    arguments: [
      (1, nil, "spec.containers[web].securityContext.privileged", 8),
      (1, nil, "spec.containers[web].securityContext", 7),
      (1, nil, "spec.containers[web].securityContext.runAsNonRoot", 7),
      (1, nil, "spec.containers[side].securityContext.privileged", 11),
      (1, nil, "spec.containers[0].ports[80].hostPort", 9),
      (1, nil, "spec.containers[0].ports[0].hostPort", 10),
      (1, nil, "spec.containers[side].capabilities.add[SYS_ADMIN]", 13),
      (1, nil, "spec.hostNetwork", 4), (0, nil, "", 1), (2, 1, "b", 19),
    ] as [(Int, Int?, String, Int)])
  func yaml(document: Int, item: Int?, path: String, line: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Self.yaml)
    let input = try #require(FileInputs.enumerate(paths: [folder.path]).inputs.first)
    let steps = FieldStep.steps(of: UntrustedText(path))
    #expect(try DocumentLocator.line(of: steps, document: document, item: item, in: input) == line)
  }

  @Test("JSON: exact lines, in values and in items of lists")
  func json() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.json",
      "{\"kind\":\n\"Pod\",\n\t\"spec\": {\n\t\t\"x\": 1}}\n{\"kind\":\"PodList\",\"items\":[{},\n{\"a\":1,\n\"b\":2}]}\n"
    )
    let input = try #require(FileInputs.enumerate(paths: [folder.path]).inputs.first)
    let targets = [
      FieldTarget(document: 1, item: 1, path: [.member("b")]),
      FieldTarget(document: 0, item: nil, path: [.member("spec"), .member("x")]),
      FieldTarget(document: 5, item: nil, path: []),
    ]
    #expect(try DocumentLocator.lines(of: targets, in: input) == [7, 4, nil])
    #expect(throws: FetchError.self) { try DocumentLocator.line(of: [], document: 9, in: input) }
  }

  @Test("dots in brackets separate nothing")
  func steps() {
    #expect(
      FieldStep.steps(of: "metadata.labels[a.b/c].x[0]")
        == [.member("metadata"), .member("labels"), .named("a.b/c"), .member("x"), .named("0")])
  }
}
