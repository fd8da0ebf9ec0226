import ArgumentParser
import Engine
import Foundation
import TextSafety

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show, find and check the configuration.",
    subcommands: [Show.self, Path.self, Validate.self, Theme.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the default configuration, commented, and what your file changes.")

    func run() throws {
      let file = SettingsFile.find()
      let path = SafeText(own: file.path).description
      Console.out(Settings.defaultConfiguration)
      let text: String?
      do throws(SettingsError) { text = try file.text() } catch {
        Console.error(what: error.what, why: error.why, next: error.next)
        throw ExitStatus.usage
      }
      guard let text else {
        Console.out("\n# \(path): not there, so the defaults above are in force.\n")
        return
      }
      Console.out("\n# \(path) changes:\n")
      for line in SafeText.lines(of: UntrustedText(text)) { Console.out("#   \(line.description)\n") }
    }
  }

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print where the configuration is looked for.")

    func run() { Console.out(SafeText(own: SettingsFile.find().path).description + "\n") }
  }

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the configuration, naming every line that is wrong.")

    @Argument(help: "A file to check instead of yours.")
    var file: String?

    func run() throws {
      let file = file.map { SettingsFile(path: $0, isRequired: true) } ?? SettingsFile.find()
      let (settings, inFile) = file.read()
      // Of themes, the one in force, and all that are the person's.
      let names = Set(file.themes.own).union([settings.theme]).sorted()
      var told: Set<SettingsError> = []
      let errors = (inFile + Configured.keyErrors(settings, in: file) + names.flatMap { file.themes.read($0).errors })
        .filter { told.insert($0).inserted }
      for error in errors { Console.error(what: error.what, why: error.why, next: error.next) }
      if !errors.isEmpty { throw ExitStatus.usage }
      let isThere = FileManager.default.fileExists(atPath: file.path)
      let verdict = isThere ? "correct" : "not there, so the defaults are in force"
      Console.out(SafeText(own: "\(file.path): \(verdict)").description + "\n")
    }
  }
  struct Theme: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a theme's file, to begin one of your own with; without a name, list the themes.")

    @Argument(help: "The theme's name.")
    var name: String?

    func run() throws {
      let themes = ThemeFiles.find()
      guard let name else {
        let own = Set(themes.own)
        for name in themes.names {
          let file = own.contains(name) ? SafeText(own: "  \(themes.folder)/\(name).yaml") : ""
          Console.out(SafeText(own: name).description + file.description + "\n")
        }
        return
      }
      do throws(SettingsError) {
        for line in SafeText.lines(of: UntrustedText(try themes.file(of: name).text)) {
          Console.out(line.description + "\n")
        }
      } catch {
        Console.error(what: error.what, why: error.why, next: error.next)
        throw ExitStatus.usage
      }
    }
  }
}
