import Foundation
import TestSupport
import Testing

@Suite("bulwark checks, config, completions, help")
struct CatalogueTests {
  @Test("checks list names every check in three formats, and checks show each of them")
  func list() throws {
    let json = try Program.bulwark("checks", "list", "-o", "json")
    let checks = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [NSDictionary])
    #expect(checks.count > 60)
    let table = try Program.bulwark("checks", "list").text
    let markdown = try Program.bulwark("checks", "list", "-o", "markdown").text
    for check in checks {
      let name = try #require(check["check"] as? String)
      #expect(table.contains(" \(name) ") && markdown.contains("### \(name)\n"))
      for key in ["area", "severity", "title", "description", "equivalents", "references", "needs", "parameters"] {
        #expect(check[key] != nil, "\(name) has no \(key)")
      }
      #expect((check["description"] as? String)?.isEmpty == false)
    }
    let area = try Program.bulwark("checks", "list", "--area", "res", "-o", "json")
    let some = try JSONSerialization.jsonObject(with: Data(area.output)) as? [NSDictionary] ?? []
    #expect(!some.isEmpty && some.allSatisfy { $0["area"] as? Int == 5 })
  }

  @Test("checks show explains one check, by its name or another tool's")
  func show() throws {
    let own = try Program.bulwark("checks", "show", "privileged")
    let peers = try Program.bulwark("checks", "show", "tv:KSV-0017")
    #expect(own.status == 0 && own.text.hasPrefix("privileged: ") && own.text == peers.text)
    for name in ["KSV-0017", "ksv-0017", "CKV_K8S_16", "Privileged"] {
      #expect(try Program.bulwark("checks", "show", name).text.contains("privileged: "), "\(name)")
    }
    for heading in ["Severity   critical", "Remedy", "References", "What other tools call it"] {
      #expect(own.text.contains(heading))
    }
    #expect(own.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let json = try Program.bulwark("checks", "show", "privileged", "-o", "json")
    let check = try JSONSerialization.jsonObject(with: Data(json.output)) as? NSDictionary
    #expect(check?["check"] as? String == "privileged")
    #expect(try Program.bulwark("checks", "show", "apparmor").text.contains("explicit: false"))
  }

  @Test("config show prints a configuration that config validate accepts, and what the person's file changes")
  func configuration() throws {
    let folder = try TemporaryFolder()
    let shown = try Program.bulwark("config", "show", environment: ["XDG_CONFIG_HOME": folder.path])
    #expect(shown.status == 0 && shown.text.contains("not there, so the defaults above are in force"))
    try folder.write("all.yaml", shown.text)
    let valid = try Program.bulwark("config", "validate", "all.yaml", in: folder.path)
    #expect(valid.status == 0 && valid.text == "all.yaml: correct\n" && valid.errors.isEmpty)
    try folder.write("bulwark/config.yaml", "checks:\n  host-users: {enabled: true, severity: critical}\n")
    let environment = ["XDG_CONFIG_HOME": folder.path]
    let path = try Program.bulwark("config", "path", environment: environment)
    #expect(path.text == "\(folder.path)/bulwark/config.yaml\n")
    let changed = try Program.bulwark("config", "show", environment: environment).text
    #expect(changed.contains("config.yaml changes:") && changed.contains("#     host-users: {enabled: true"))
    #expect(try Program.bulwark("config", "validate", environment: environment).text.hasSuffix("correct\n"))
    try folder.write("api.yaml", Manifests.privileged)
    let table = try Program.bulwark("scan", folder.path + "/api.yaml", environment: environment).text
    #expect(table.contains("▲ CRIT   host-users"), "the configuration is in force")
    let off = ["BULWARK_CONFIG": folder.path + "/off.yaml"]
    try folder.write("off.yaml", "checks: {privileged: {enabled: false}}\n")
    let without = try Program.bulwark("scan", folder.path + "/api.yaml", "-o", "json", environment: off).text
    #expect(!without.contains("\"check\":\"privileged\""))
    let none = try Program.bulwark("config", "validate", environment: ["XDG_CONFIG_HOME": folder.path + "/none"])
    #expect(none.status == 0 && none.text.hasSuffix("not there, so the defaults are in force\n"))
  }

  @Test("completions are scripts that their shells can read", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try Program.bulwark("completions", shell)
    #expect(script.status == 0 && script.text.contains("bulwark") && script.text.contains("fail-on"))
    guard let program = Program.find(shell) else { return }
    let folder = try TemporaryFolder()
    try folder.write("script", bytes: script.output)
    let outcome = try Program.run(program, ["-n", folder.path + "/script"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test("bash completes subcommands and options")
  func completing() throws {
    let bash = try #require(Program.find("bash"))
    let outcome = try Program.shell(
      """
      eval "$($bulwark completions bash)"
      COMP_WORDS=(bulwark sc) COMP_CWORD=1 COMP_LINE='bulwark sc' COMP_POINT=10
      _bulwark bulwark sc bulwark 2>/dev/null
      echo "${COMPREPLY[@]}"
      """, with: bash)
    #expect(outcome.text.contains("scan"), "\(outcome.errors)")
  }

  @Test("the version is one line, and every command has help")
  func help() throws {
    let version = try Program.bulwark("--version")
    #expect(version.status == 0 && version.text.wholeMatch(of: /bulwark \d+\.\d+\.\d+\n/) != nil)
    for words in [
      [], ["scan"], ["checks"], ["checks", "list"], ["checks", "show"], ["config"], ["config", "show"],
      ["config", "path"], ["config", "validate"], ["completions"],
    ] {
      let help = try Program.run(Program.bulwark, words + ["--help"])
      #expect(help.status == 0 && help.text.contains("USAGE: bulwark") && help.errors.isEmpty, "\(words)")
    }
  }
}
