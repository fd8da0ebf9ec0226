import Foundation
import Hardening
import Inventory
import TextSafety

/// Paths of the node that volumes mount.
enum HostPaths {
  /// The path as the kubelet resolves it: no `.`, `..`, double or trailing slashes. nil where the volume is no hostPath.
  static func cleaned(_ volume: Volume) throws(Missing) -> UntrustedText? {
    guard volume.type == "hostPath" else { return nil }
    return clean(try volume.hostPath.get() ?? "")
  }

  static func clean(_ path: UntrustedText) -> UntrustedText {
    path.map { text in
      // By scalars: a slash with a mark after it is a slash.
      var parts: [String] = []
      for part in text.unicodeScalars.split(separator: "/").map(String.init) where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
      }
      return "/" + parts.joined(separator: "/")
    }
  }

  /// Whether a cleaned path is one of these or lies below it. `/` stands for itself alone.
  static func isWithin(_ path: UntrustedText, _ folders: [String]) -> Bool {
    path.matches { text in
      folders.contains { folder in
        let folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return text == folder || (folder != "/" && text.utf8.starts(with: (folder + "/").utf8))
      }
    }
  }

  static func evidence(_ volume: Volume) -> [Evidence] {
    [Evidence(volume.path.appending("hostPath.path"), volume.hostPath.known.map { .string($0) } ?? .absent)]
  }

  /// The mounts of a volume that may be written to.
  static func writableMounts(of volume: Volume, in template: PodTemplate) throws(Missing) -> [FieldPath] {
    var found: [FieldPath] = []
    for container in template.containers {
      for (index, mount) in (try container.mounts.get() ?? []).enumerated() where mount.name == volume.name {
        if try mount.readOnly.isTrue() { continue }
        found.append(
          container.path.appending("volumeMounts").appending(element: mount.name, index: index).appending("readOnly"))
      }
    }
    return found
  }
}
