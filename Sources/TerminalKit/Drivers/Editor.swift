import Foundation

/// The person's editor as a command: `$VISUAL`, else `$EDITOR`, else vi. It is started without a shell.
struct Editor: Equatable {
  /// The program and its arguments.
  var words: [String]

  /// Editors that go to a line by `+12`.
  private static let withLine: Set<String> = [
    "vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "jed", "mg", "ne", "mcedit", "vis",
    "ed",
  ]

  init(_ path: String, line: Int, environment: [String: String]) {
    let wish = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { text in
      text.contains { !$0.isWhitespace }
    }
    words = (wish ?? "vi").split(whereSeparator: \.isWhitespace).map(String.init)
    let name = words.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? ""
    if line > 0, Editor.withLine.contains(name) { words.append("+\(line)") }
    words.append(path)
  }
}
