import Engine
import Session
import TextSafety

/// The demo fleet, made of Demo/: the clusters of a company that roasts coffee and sells it, as they are and as they were.
enum DemoFleet {
  struct File {
    var cluster: String
    var name: String
    var text: String
  }

  /// What of the manifests was another so many days ago.
  struct Earlier {
    var days: Int
    var files: [File]
  }

  /// The clusters as sources of a session.
  /// - Parameter folder: where their folders are.
  static func sources(in folder: String) -> [FileSource] {
    Set(files.map(\.cluster)).sorted().map {
      FileSource(name: $0, isNamed: true, paths: ["\(folder)/\($0)"])
    }
  }

  /// The files as they were so many days ago: of each the youngest that is as old or older, else the one of today.
  static func files(daysAgo days: Int) -> [File] {
    let known = past.filter { $0.days <= days }.sorted { $0.days > $1.days }
    return files.map { file in
      known.lazy.flatMap(\.files).first { $0.cluster == file.cluster && $0.name == file.name } ?? file
    }
  }

  /// The settings of the demo, which are nobody's but for the screen and the keys.
  /// - Parameter own: the person's.
  static func settings(of own: Settings) -> Settings {
    var settings = SettingsReader(configuration, file: "Demo/bulwark.yaml", themes: []).settings
    (settings.theme, settings.keys) = (own.theme, own.keys)
    (settings.author, settings.expires) = (own.author, own.expires)
    return settings
  }
}
