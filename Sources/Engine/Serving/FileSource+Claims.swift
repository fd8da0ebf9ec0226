import Foundation
import Hardening
import Store
import TextSafety

/// Which cluster files are of, they say themselves: by the uid of `kube-system`, or as a capture. Anybody can write that,
/// so it counts where nothing is remembered of that cluster, where it was read from the same place before, and where a
/// person names it.
extension FileSource {
  /// Whether the files may be taken for the cluster that they say they are of.
  /// - Parameter origin: where that cluster was read from before; nil where it never was.
  func mayClaim(_ origin: ClusterOrigin?) -> Bool {
    guard let origin else { return true }
    return isNamed && UntrustedText(name) == origin.name || isAt(origin.location)
  }

  /// Whether a cluster was read from here before, or from a part of it. What comes through a pipe comes from nowhere.
  func isAt(_ location: UntrustedText) -> Bool {
    !paths.contains(where: FileSource.isPipe) && (location == self.location || covers(location))
  }

  private static func isPipe(_ path: String) -> Bool {
    path == "-" || path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
  }

  /// The id of what says that it is of a cluster, and is not taken for it: another cluster, with the name of the source.
  /// - Parameter origin: where a cluster was read from before, by its id.
  func idApart(from id: UntrustedText, _ origin: (UntrustedText) -> ClusterOrigin?) -> UntrustedText {
    let named: UntrustedText = "\(id) (\(UntrustedText(name)))"
    // Two folders may be called the same.
    return mayClaim(origin(named)) ? named : "\(id) (\(location))"
  }
}

extension Notice {
  /// Files say that they are of a cluster that was read from elsewhere.
  /// - Parameter option: what names a cluster, up to its name; `rest` is what follows.
  static func claim(
    of source: UntrustedText, _ origin: ClusterOrigin, option: UntrustedText, rest: UntrustedText = ""
  ) -> Notice {
    Notice(
      what: source,
      why: "it claims to be cluster \(origin.name), which was read from \(FileSource.shown(origin.location)) before",
      next: "decisions of \(origin.name) do not count here: pass \(option)\(origin.name)\(rest) if it is the same",
      costsCoverage: false)
  }
}
