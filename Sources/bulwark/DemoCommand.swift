import ArgumentParser
import Engine
import Foundation
import Store
import TextSafety

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the dashboard over a made-up fleet of three clusters.",
    discussion: """
      The manifests and what you decide about them are kept in a folder of their own, beside that of your clusters, so \
      that you may edit them and see the findings go. The fleet has a past of three weeks, with decisions of the \
      company's people, which the first start makes. --reset begins anew.
      """)

  @Flag(help: "Forget what was decided and edited before.")
  var reset = false

  @OptionGroup
  var options: DashboardOptions

  func run() throws {
    try options.run {
      let settings = DemoFleet.settings(of: DemoCommand.own())
      var temporary: String?
      var folder = DemoFolder(StateFolder(path: StateFolder.find().path + "-demo"))
      do { try folder.prepare(reset: reset, settings) } catch {
        DemoFolder.tell(error, next: "this time the demo is kept in a folder that is gone afterwards")
        folder = DemoFolder(StateFolder(path: NSTemporaryDirectory() + "/bulwark-demo-\(UUID().uuidString)"))
        temporary = folder.state.path
        try prepareAnyway(folder, settings)
      }
      return DashboardContent(
        sources: DemoFleet.sources(in: folder.fleet), settings: settings, state: folder.state,
        temporary: temporary)
    }
  }

  /// The person's own settings. The demo does not depend on them: what is wrong with them is said, and left out.
  private static func own() -> Settings {
    let file = SettingsFile.find()
    let (settings, errors) = file.read()
    let all = errors + Configured.keyErrors(settings, in: file)
    for error in all { Console.error(what: error.what, why: error.why, next: error.next) }
    return all.isEmpty ? settings : Settings()
  }

  private func prepareAnyway(_ folder: DemoFolder, _ settings: Settings) throws {
    do { try folder.prepare(reset: false, settings) } catch {
      DemoFolder.tell(error, next: "name a folder that can be written to with BULWARK_STATE")
      throw ExitStatus.usage
    }
  }
}
