import Foundation
import TextSafety

/// Files that are shown as one cluster.
package struct FileSource: Sendable, Hashable {
  /// What the cluster is called where the input does not say.
  package var name: String
  /// A person gave the name: it counts although the input says another.
  package var isNamed: Bool
  /// Files and folders.
  package var paths: [String]

  package init(name: String, isNamed: Bool = false, paths: [String]) {
    self.name = name
    self.isNamed = isNamed
    self.paths = paths
  }

  /// One source for each of what was given, each with a name of its own: the one before `=` (`prod=./manifests`), else
  /// that of the Git top level or of the path, with folders above it where two would be called the same. A path that was
  /// given before is left out.
  package static func each(of given: [String]) -> [FileSource] {
    var wanted: [(name: String?, path: String)] = []
    for given in given.map(split) where !wanted.contains(where: { isSame($0, given) }) { wanted.append(given) }
    let short = wanted.map { $0.name ?? ClusterName.of(paths: [$0.path]) }
    var sources: [FileSource] = []
    var taken: Set<String> = []
    for ((given, path), name) in zip(wanted, short) {
      let isUnique = given != nil || short.count { $0 == name } == 1
      let candidates = (isUnique ? [name] : []) + (given == nil ? ClusterName.candidates(forPath: path) : [])
      var name = candidates.first { !taken.contains($0) } ?? name
      // One name for two paths: told apart by number, whatever sense that makes.
      var number = 2
      while taken.contains(name) {
        name = "\(candidates.last ?? name)#\(number)"
        number += 1
      }
      taken.insert(name)
      sources.append(FileSource(name: name, isNamed: given != nil, paths: [path]))
    }
    return sources
  }

  /// `NAME=PATH` in its parts. A file that is really called so is a path.
  package static func split(_ given: String) -> (name: String?, path: String) {
    guard !FileManager.default.fileExists(atPath: given), let sign = given.firstIndex(of: "="), sign > given.startIndex
    else { return (nil, given) }
    return (String(given[..<sign]), String(given[given.index(after: sign)...]))
  }

  private static func isSame(_ one: (name: String?, path: String), _ other: (name: String?, path: String)) -> Bool {
    one.name == other.name
      && URL(fileURLWithPath: one.path).standardizedFileURL.path
        == URL(fileURLWithPath: other.path).standardizedFileURL.path
  }

  /// The paths as a person gave them.
  var shown: UntrustedText { UntrustedText(paths.joined(separator: " ")) }

  /// What tells the source from all others, wherever the program is started: its name and its paths from the root.
  var location: UntrustedText {
    UntrustedText(([name] + absolutePaths).joined(separator: "\n"))
  }

  private var absolutePaths: [String] {
    paths.map { $0 == "-" ? $0 : URL(fileURLWithPath: $0).standardizedFileURL.path }
  }

  /// The paths of a location, as a person is told them.
  static func shown(_ location: UntrustedText) -> UntrustedText {
    location.split("\n").dropFirst().reduce("") { $0.isEmpty ? $1 : "\($0) \($1)" }
  }

  /// Whether a reading of this source may take the place of what is kept of a cluster. A cluster that is known by its own
  /// id is the same wherever its dump lies; one that is known by its name is what lies in its folders, and less than
  /// these, or another folder of its name, says nothing of it. A capture that a person names so is all of it.
  func mayReplace(_ location: UntrustedText, of cluster: UntrustedText, isCapture: Bool = false) -> Bool {
    !cluster.hasPrefix("files:") || covers(location) || (isNamed && isCapture)
  }

  /// Whether the paths of this source hold all that a cluster was read from before: then what is gone is gone.
  func covers(_ location: UntrustedText) -> Bool {
    let own = absolutePaths.map { UntrustedText($0) }
    return location.split("\n").dropFirst().allSatisfy { path in
      own.contains { path == $0 || $0 == "/" || path.hasPrefix("\($0)/" as UntrustedText) }
    }
  }
}
