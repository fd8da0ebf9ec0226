import Checks
import Documents
import Fetch
package import Foundation
import Hardening
import Inventory
import TextSafety

/// Reads and judges files.
package enum Scan {
  /// Reads the paths (files, folders, `-`) as one cluster and judges it. Never throws: what cannot be read is a notice.
  package static func run(
    paths: [String], options: ScanOptions = ScanOptions(), now: Date = Date(),
    progress: ((ScanProgress) -> Void)? = nil
  ) -> ScanResult {
    let found = FileInputs.enumerate(paths: paths, limits: options.limits)
    var reader = InputReader()
    reader.read(found.inputs, limits: options.limits, progress: progress)
    let capture = CaptureHeader.of(reader.captures, inputs: found.inputs.count)
    let inventory = reader.finish(
      isComplete: options.isComplete || capture?.isComplete == true, kinds: capture?.kinds ?? [:])
    let assessment = Assessment(inventory, by: Judge(Registry.all, options.plan))
    let notices =
      found.errors.map { Notice($0) } + reader.notices + assessment.exceptionNotices
    let captured = capture?.cluster.parsed { $0.isEmpty ? nil : $0 }
    return ScanResult(
      assessment, files: found.inputs,
      cluster: options.cluster ?? captured ?? options.fallbackName ?? ClusterName.of(paths: paths),
      objects: reader.objects, notices: notices, limits: options.limits,
      observedAt: min(capture?.observedAt ?? .max, Int64(now.timeIntervalSince1970)),
      judgedAt: Int64(now.timeIntervalSince1970), isCapture: capture != nil,
      isNamedByCapture: options.cluster == nil && captured != nil)
  }
}

/// What a cluster is called that is only known from files.
package enum ClusterName {
  /// The name of the Git top level that the first path is in, else of the path itself.
  package static func of(paths: [String]) -> String {
    guard let first = paths.first, first != "-" else { return "stdin" }
    let start = URL(fileURLWithPath: first).standardizedFileURL
    var folder = start
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) {
        return folder.lastPathComponent
      }
      folder.deleteLastPathComponent()
    }
    return ofPath(first)
  }

  /// The last component of a path, without the extension of a file.
  package static func ofPath(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).standardizedFileURL.deletingPathExtension().lastPathComponent
    return name.isEmpty || name == "/" ? "files" : name
  }

  /// Ever longer names of a path: `manifests`, `shop/manifests`, `team/shop/manifests` …
  static func candidates(forPath path: String) -> [String] {
    var folder = URL(fileURLWithPath: path).standardizedFileURL
    var name = ofPath(path)
    var candidates = [name]
    while folder.path != "/", candidates.count < 64 {
      folder.deleteLastPathComponent()
      if folder.path == "/" { break }
      name = folder.lastPathComponent + "/" + name
      candidates.append(name)
    }
    return candidates
  }
}
