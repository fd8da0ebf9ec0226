import Checks
import Documents
import Engine
import Hardening
import Session
import TestSupport
import Testing
import TextSafety

@Suite("Settings")
struct SettingsTests {
  private func read(_ text: String) -> SettingsReader {
    SettingsReader(text, file: "config.yaml", themes: ["dark", "light"])
  }

  /// The errors as `line: why (next)`.
  private func errors(_ text: String) -> [UntrustedText] {
    read(text).errors.map { error in
      error.text.map { $0.replacing("config.yaml:", with: "") }
    }
  }

  @Test("nothing, comments and the complete default configuration are the defaults")
  func defaults() {
    for text in [
      "", "# nothing\n", "checks:\n", "checks: {}\nlimits:\ndashboard:\ntriage: {}\n", Settings.defaultConfiguration,
    ] {
      let reader = read(text)
      #expect(reader.errors.isEmpty)
      #expect(reader.settings.checks.isEmpty)
      #expect(reader.settings.limits.documentBytes == 64 << 20 && reader.settings.limits.lineBytes == 16 << 20)
      #expect(reader.settings.limits.depth == 200 && reader.settings.limits.aliasNodes == 1_000_000)
      #expect(reader.settings.theme == "dark" && reader.settings.filter == "")
      #expect(reader.settings.author == "" && reader.settings.expires == 30)
    }
  }

  @Test("keys: a preset and bindings with their lines; what is no list of names is told")
  func keyBindings() {
    let reader = read("keys:\n  preset: vim\n  bind:\n    undo: ctrl-t\n    findings: [3, \"g f\"]\n    sort: []\n")
    #expect(reader.errors.isEmpty)
    #expect(reader.settings.keys.preset == "vim" && reader.settings.keys.presetLine == 2)
    #expect(reader.settings.keys.bindings.map(\.action) == ["undo", "findings", "sort"])
    #expect(reader.settings.keys.bindings.map(\.keys) == [["ctrl-t"], ["3", "g f"], []])
    #expect(reader.settings.keys.bindings.map(\.line) == [4, 5, 6])
    #expect(errors("keys: {bind: {undo: {a: b}}}").count == 1)
    #expect(errors("keys: {bnd: {}}").count == 1)
    #expect(errors("keys: [a]").count == 1)
  }

  @Test("every key is read")
  func keys() {
    let reader = read(
      """
      checks:
        cpu-limit: {enabled: false}
        liveness: {severity: medium}
        apparmor:
          parameters: {explicit: yes}
        limit-above-max:
          parameters: {maxCPU: 2, maxMemory: 4Gi, maxRatio: 1.5}
        host-path-sensitive:
          parameters: {paths: [/a, /b, 3]}
      limits: {documentMegabytes: 1, lineMegabytes: 2, depth: 30, aliasNodes: 0}
      dashboard: {theme: light, filter: sev>=high}
      triage: {author: sam, expires: 0}
      """)
    #expect(reader.errors.isEmpty, "\(reader.errors.map { $0.text.safe })")
    let settings = reader.settings
    #expect(settings.checks["cpu-limit"]?.isEnabled == false)
    #expect(settings.checks["liveness"]?.severity == .medium && settings.checks["liveness"]?.isEnabled == true)
    #expect(settings.checks["apparmor"]?.parameters == ["explicit": .bool(true)])
    #expect(
      settings.checks["limit-above-max"]?.parameters == [
        "maxCPU": .integer(2), "maxMemory": .text("4Gi"), "maxRatio": .number(1.5),
      ])
    #expect(settings.checks["host-path-sensitive"]?.parameters == ["paths": .list(["/a", "/b", "3"])])
    #expect(settings.limits.documentBytes == 1 << 20 && settings.limits.lineBytes == 2 << 20)
    #expect(settings.limits.depth == 30 && settings.limits.aliasNodes == 0)
    #expect(settings.theme == "light" && settings.filter == "sev>=high")
    #expect(settings.author == "sam" && settings.expires == 0)
  }

  @Test("a check's settings make the plan that judges")
  func plan() throws {
    let plan = read(
      """
      checks:
        cpu-limit: {enabled: false}
        liveness: {severity: critical}
        qos: {parameters: {guaranteed: [shop]}}
      """
    ).settings.plan()
    #expect(plan.disabled == ["cpu-limit"])
    let liveness = try #require(plan.infos.first { $0.id == "liveness" })
    #expect(liveness.severity == .critical)
    #expect(plan.overrides["qos"] == ["guaranteed": .list(["shop"])])
    let other = try #require(plan.infos.first { $0.id == "readiness" })
    #expect(other.severity == Registry.all.infos.first { $0.id == "readiness" }?.severity)
  }

  @Test(
    "what is wrong is named with its line and what to do",
    arguments: [
      ("a: [", "2: yaml: did not find"),
      ("limits:\n  depth: many\n", "2: depth is no number that can be used (1 to 1000)"),
      ("limits: {depth: 0}", "1: depth is no number"), ("limits: {depth: 1001}", "1: depth is no number"),
      ("limits: {documentMegabytes: 0}", "1: documentMegabytes is no number that can be used (1 to 4096)"),
      ("limits: {lineMegabytes: 4097}", "1: lineMegabytes"), ("limits: {aliasNodes: -1}", "1: aliasNodes"),
      ("limits: {depth: 2.5}", "1: depth"), ("limits: [1]", "1: it is not a map (indent its keys below it)"),
      ("- checks", "1: not a map (see bulwark config show)"), ("just text", "1: not a map"),
      ("limit:\n  depth: 3\n", "2: limit is no key here (did you mean limits?)"),
      ("limits:\n  dept: 3\n", "2: dept is no key here (did you mean depth?)"),
      (
        "limits:\n  zzzzzz: 3\n",
        "2: zzzzzz is no key here (one of aliasNodes, depth, documentMegabytes, lineMegabytes)"
      ),
      ("dashboard: {theme: [dark]}", "1: theme is no text (put it in quotes)"),
      ("dashboard: {filter: 3}", "1: filter is no text"),
      ("triage: {author: true}", "1: author is no text"), ("triage: {expires: soon}", "1: expires is no number"),
      ("triage: {expires: -1}", "1: expires is no number that can be used (0 to 36500)"),
      ("checks: {priviledged: {}}", "1: no check is called priviledged (did you mean privileged"),
      ("checks: {zzzzzzzzzzzz: {}}", "1: no check is called zzzzzzzzzzzz (see bulwark checks list)"),
      ("checks: {privileged: false}", "1: checks.privileged is not a map"),
      ("checks: [privileged]", "1: checks is not a map"),
      ("checks:\n  liveness:\n    enabled: maybe\n", "3: enabled is neither true nor false (write one of them)"),
      ("checks:\n  liveness:\n    severity: bad\n", "3: severity is none (critical, high, medium, low or info)"),
      ("checks:\n  liveness: {severity: 3}\n", "2: severity is none"),
      ("checks: {liveness: {severity: High}}", "1: severity is none"),
      ("checks: {liveness: {level: high}}", "1: level is no key here"),
      ("checks: {liveness: {enable: true}}", "1: enable is no key here (did you mean enabled?)"),
      ("checks: {liveness: {parameters: {x: 1}}}", "1: liveness has no parameter x (it has none)"),
      (
        "checks: {apparmor: {parameters: {explict: true}}}",
        "1: apparmor has no parameter explict (did you mean explicit?)"
      ),
      (
        "checks: {apparmor: {parameters: {explicit: 3}}}",
        "1: explicit has a value of the wrong kind (see bulwark checks show apparmor)"
      ),
      ("checks: {apparmor: {parameters: [explicit]}}", "1: parameters is not a map"),
      ("checks: {qos: {parameters: {guaranteed: shop}}}", "1: guaranteed has a value of the wrong kind"),
      ("checks: {qos: {parameters: {guaranteed: [[shop]]}}}", "1: guaranteed has a value of the wrong kind"),
      ("checks: {replicas: {parameters: {minimum: two}}}", "1: minimum has a value of the wrong kind"),
      ("limits: {depth: 3}\n---\nlimits: {depth: 4}\n", "3: a second document (keep one, without `---`)"),
      ("limits: {depth: 3}\nlimits: {depth: 4}\n", "2: "),
    ])
  func wrong(text: String, expected: String) throws {
    let errors = errors(text)
    #expect(errors.count == 1, "\(errors.map(\.safe))")
    let first = try #require(errors.first)
    #expect(first.hasPrefix(expected), "\(first.safe)")
    #expect(first.hasSuffix(")"))
  }

  @Test("all that is wrong is told, in order, and the rest is read")
  func several() {
    let reader = read("limits:\n  depth: many\n  lineMegabytes: 3\ndashboard:\n  thema: light\ntriage: 3\n")
    #expect(reader.errors.map(\.what) == ["config.yaml:2", "config.yaml:5", "config.yaml:6"])
    #expect(reader.settings.limits.lineBytes == 3 << 20)
  }

  @Test("the file is where the XDG specification says, unless BULWARK_CONFIG names another")
  func places() throws {
    #expect(SettingsFile.find(in: ["HOME": "/home/sam"]).path == "/home/sam/.config/bulwark/config.yaml")
    #expect(SettingsFile.find(in: ["HOME": "/h", "XDG_CONFIG_HOME": "/x"]).path == "/x/bulwark/config.yaml")
    #expect(SettingsFile.find(in: ["HOME": "/h", "XDG_CONFIG_HOME": "x"]).path == "/h/.config/bulwark/config.yaml")
    #expect(SettingsFile.find(in: ["HOME": "/h", "XDG_CONFIG_HOME": ""]).path == "/h/.config/bulwark/config.yaml")
    let named = SettingsFile.find(in: ["HOME": "/h", "BULWARK_CONFIG": "mine.yaml"])
    #expect(named.path == "mine.yaml" && named.isRequired)
    #expect(!SettingsFile.find(in: ["HOME": "/h", "BULWARK_CONFIG": ""]).isRequired)
  }

  @Test("a file that is not there is no error unless it was named; a folder in its place is one")
  func missing() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/config.yaml"
    #expect(SettingsFile(path: path, isRequired: false).read().errors.isEmpty)
    let required = SettingsFile(path: path, isRequired: true).read().errors
    #expect(required.map(\.code) == [.unreadable] && required.first?.why == "no such file")
    let wrong = SettingsFile(path: folder.path, isRequired: false).read().errors
    #expect(wrong.map(\.code) == [.unreadable])
    try folder.write("config.yaml", "triage: {author: sam}")
    #expect(SettingsFile(path: path, isRequired: true).read().settings.author == "sam")
  }

  @Test("groups and environments of clusters are read; what is none is named with its line")
  func clusters() {
    let reader = read(
      """
      clusters:
        groups:
          production: [prod-weu, prod-neu]
          azure: ["prod-*", stg-weu]
        environments:
          production: [prod-*]
          rest: ["*"]
      """)
    #expect(reader.errors.isEmpty)
    let grouping = reader.settings.grouping
    #expect(grouping.groups(of: "prod-weu", id: "x") == ["production", "azure"])
    #expect(grouping.groups(of: "x", id: "stg-weu") == ["azure"])
    #expect(grouping.environment(of: "prod-neu", id: "") == "production")
    #expect(grouping.environment(of: "edge", id: "") == "rest")
    #expect(
      errors("clusters:\n  groups:\n    all: [a]\n    x: a\n    z: [a, []]\n  group: {}\n  environments: []\n") == [
        "3: no group can be called 'all' (give it another name)",
        "4: x is no list of clusters (write [name, name]; * is any text)",
        "5: a cluster of z is no name (put it in quotes)", "6: group is no key here (did you mean groups?)",
        "7: environments is not a map (indent its keys below it)",
      ])
  }
}
