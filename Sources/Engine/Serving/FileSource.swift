import Foundation
import TextSafety

/// Files that are shown as one cluster.
package struct FileSource: Sendable, Hashable {
  /// What the cluster is called where the input does not say.
  package var name: String
  /// Files and folders.
  package var paths: [String]

  package init(name: String, paths: [String]) {
    self.name = name
    self.paths = paths
  }

  /// One source for each path, each with a name of its own: that of the Git top level or of the path, with folders
  /// above it where two would be called the same.
  package static func each(of paths: [String]) -> [FileSource] {
    let short = paths.map { ClusterName.of(paths: [$0]) }
    var sources: [FileSource] = []
    var taken: Set<String> = []
    for (path, name) in zip(paths, short) {
      let isUnique = short.count { $0 == name } == 1
      let candidates = (isUnique ? [name] : []) + ClusterName.candidates(forPath: path)
      var name = candidates.first { !taken.contains($0) } ?? name
      // The same path twice: told apart by number, whatever sense that makes.
      var number = 2
      while taken.contains(name) {
        name = "\(candidates.last ?? name)#\(number)"
        number += 1
      }
      taken.insert(name)
      sources.append(FileSource(name: name, paths: [path]))
    }
    return sources
  }

  /// The paths as a person gave them.
  var shown: UntrustedText { UntrustedText(paths.joined(separator: " ")) }

  /// What tells the source from all others, wherever the program is started: its name and its paths from the root.
  var location: UntrustedText {
    let paths = paths.map { $0 == "-" ? $0 : URL(fileURLWithPath: $0).standardizedFileURL.path }
    return UntrustedText(([name] + paths).joined(separator: "\n"))
  }

  /// The paths of a location, as a person is told them.
  static func shown(_ location: UntrustedText) -> UntrustedText {
    location.split("\n").dropFirst().reduce("") { $0.isEmpty ? $1 : "\($0) \($1)" }
  }

  /// Whether the paths of this source hold all that a cluster was read from before: then what is gone is gone.
  func covers(_ location: UntrustedText) -> Bool {
    let own = self.location.split("\n").dropFirst()
    return location.split("\n").dropFirst().allSatisfy { path in
      own.contains { path == $0 || $0 == "/" || path.hasPrefix("\($0)/" as UntrustedText) }
    }
  }
}
