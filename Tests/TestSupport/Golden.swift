import Foundation

/// Texts that a test holds what it gets against: files in the folder `Golden` beside the test.
package enum Golden {
  /// The first difference to the golden file, for a person; nil where there is none. With `BULWARK_GOLDEN=write` in the
  /// environment the file becomes what was got, to be looked at before it is committed.
  package static func difference(_ text: String, _ name: String, test: String = #filePath) -> String? {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
    if ProcessInfo.processInfo.environment["BULWARK_GOLDEN"] == "write" {
      try? FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? Data(text.utf8).write(to: file)
      return nil
    }
    guard let expected = try? Data(contentsOf: file) else { return "there is no \(file.path)" }
    if expected == Data(text.utf8) { return nil }
    let wanted = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let got = text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(wanted.count, got.count) {
      let left = index < wanted.count ? String(wanted[index]) : "nothing"
      let right = index < got.count ? String(got[index]) : "nothing"
      if Array(left.utf8) != Array(right.utf8) {
        return "\(name):\(index + 1)\n  is     \(right.debugDescription)\n  not as \(left.debugDescription)"
      }
    }
    return "\(name): other bytes"
  }
}
