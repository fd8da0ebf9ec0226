import Foundation
import Hardening
import Inventory
import TextSafety

/// Paths of the node that volumes mount.
enum HostPaths {
  /// The paths of the node that a volume opens, each with what names it: its own, and those that mounts narrow it to
  /// by `subPath`. As the kubelet resolves them: no `.`, `..`, double or trailing slashes. None where the volume is no
  /// hostPath.
  static func opened(
    by volume: Volume, in template: PodTemplate
  ) throws(Missing) -> [(path: UntrustedText, evidence: Evidence)] {
    guard volume.type == "hostPath" else { return [] }
    let own = clean(try volume.hostPath.get() ?? "")
    var opened = evidence(volume).map { (path: own, evidence: $0) }
    for use in template.mounts(of: volume.name) where !use.mount.subPath.isEmpty {
      let path = use.container.path.appending("volumeMounts").appending(element: volume.name, index: use.index)
      opened.append(
        (clean("\(own)/\(use.mount.subPath)"), Evidence(path.appending("subPath"), .string(use.mount.subPath))))
    }
    return opened
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

  /// Whether a cleaned path is the root of the node, or of a drive of a Windows node.
  static func isRoot(_ path: UntrustedText) -> Bool {
    path.matches { text in
      let parts = text.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      return parts.isEmpty || (parts.count == 1 && parts[0].count == 2 && parts[0].last == UInt8(ascii: ":"))
    }
  }

  /// Whether a cleaned path is one of these or lies below it. `/` stands for itself alone, `*` for any one name.
  static func isWithin(_ path: UntrustedText, _ folders: [String]) -> Bool {
    path.matches { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "/"))
      return folders.contains { folder in
        let wanted = folder.utf8.split(separator: UInt8(ascii: "/"))
        if wanted.isEmpty { return parts.isEmpty }
        return parts.count >= wanted.count
          && zip(wanted, parts).allSatisfy { wanted, part in
            wanted.elementsEqual("*".utf8) || wanted.elementsEqual(part)
          }
      }
    }
  }

  /// Whether one of these lies below a cleaned path.
  static func isAbove(_ path: UntrustedText, _ folders: [String]) -> Bool {
    path.matches { text in
      folders.contains { $0.utf8.count > text.utf8.count + 1 && $0.utf8.starts(with: (text + "/").utf8) }
    }
  }

  static func evidence(_ volume: Volume) -> [Evidence] {
    [Evidence(volume.path.appending("hostPath.path"), volume.hostPath.known.map { .string($0) } ?? .absent)]
  }

  /// The mounts of a volume that may be written to.
  static func writableMounts(of volume: Volume, in template: PodTemplate) throws(Missing) -> [FieldPath] {
    if let path = template.unreadableMounts { throw Missing(.field(path), .malformed) }
    var found: [FieldPath] = []
    for use in template.mounts(of: volume.name) {
      if try use.mount.readOnly.isTrue() { continue }
      let path = use.container.path.appending("volumeMounts").appending(element: volume.name, index: use.index)
      found.append(path.appending("readOnly"))
    }
    return found
  }
}
