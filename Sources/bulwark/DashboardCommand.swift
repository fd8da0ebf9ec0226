import ArgumentParser

struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default).")

  @Option(help: "Files or a folder to show as one cluster; may be repeated, one cluster each.")
  var from: [String] = []

  func run() throws {
  }
}
