import Foundation

/// Writes the files that follow from others: the registry of checks and their documentation from the folders of the
/// areas, and the embedded configuration, themes and demo. `--check` writes nothing and fails where a file is stale.
@main
enum Generate {
  static func main() {
    let isCheck = CommandLine.arguments.dropFirst().contains("--check")
    do {
      let checks = try CheckSource.all(in: URL(fileURLWithPath: "Sources/Checks"))
      let configuration = try String(contentsOf: URL(fileURLWithPath: "Config/bulwark.yaml"), encoding: .utf8)
      let themes = try EmbeddedText.themes(in: URL(fileURLWithPath: "Themes"))
      let demo = try EmbeddedText.demo(in: URL(fileURLWithPath: "Demo"))
      let files = [
        ("Sources/Checks/Registry+Generated.swift", RegistryText.registry(checks)),
        ("Sources/Checks/Documentation+Generated.swift", RegistryText.documentation(checks)),
        ("Sources/Engine/Settings/DefaultConfiguration+Generated.swift", EmbeddedText.configuration(configuration)),
        ("Sources/Engine/Settings/BuiltInThemes+Generated.swift", EmbeddedText.themes(themes)),
        ("Sources/bulwark/DemoFleet+Generated.swift", demo),
      ]
      var stale: [String] = []
      for (path, text) in files {
        let old = try? String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
        guard old != text else { continue }
        stale.append(path)
        if !isCheck { try text.write(to: URL(fileURLWithPath: path), atomically: true, encoding: .utf8) }
      }
      guard isCheck, !stale.isEmpty else { return }
      report("\(stale.joined(separator: ", ")): stale (run make generate)")
    } catch let error as SourceError {
      report(error.description)
    } catch {
      report("\(error.localizedDescription) (run it at the top of the repository)")
    }
  }

  private static func report(_ line: String) -> Never {
    FileHandle.standardError.write(Data("bulwark-generate: \(line)\n".utf8))
    exit(1)
  }
}

/// A check's file does not look as the generator expects: the message says what to change.
struct SourceError: Error, CustomStringConvertible {
  let description: String
}
