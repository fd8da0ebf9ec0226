import Hardening
import Inventory
import TextSafety

/// The programs that a container's command and arguments start, as far as they can be read off the text.
enum Commands {
  /// A program with what follows it, and the field that starts it.
  struct Start {
    /// The program without its folder and without `.exe`, in lower case: `sudo`.
    var program: UntrustedText
    /// The words behind it, up to the end of the command.
    var arguments: [UntrustedText]
    /// An element of `command` or `args`.
    var path: FieldPath
  }

  /// Programs that run what stands behind them.
  private static let wrappers: Set<String> = [
    "busybox", "chroot", "command", "dumb-init", "env", "exec", "ionice", "nice", "nohup", "setsid", "stdbuf",
    "su-exec", "tini", "time", "timeout", "xargs",
  ]

  /// Words of shell grammar that a command may follow.
  private static let keywords: Set<String> = ["!", "do", "elif", "else", "if", "then", "until", "while", "{"]

  /// Every start that the lists of a container show: their first words, what wrappers run, and each command of a script.
  static func starts(_ container: Container) throws(Missing) -> [Start] {
    let command = try container.command.get() ?? []
    let arguments = try container.arguments.get() ?? []
    var found: [Start] = []
    // Whether an entry is where a program's name stands, and whether options of a wrapper may come before it.
    var follows = true
    var isWrapped = false
    for (index, entry) in (command + arguments).enumerated() {
      let isArgument = index >= command.count
      let path = container.path.appending(isArgument ? "args" : "command").appending(
        element: "", index: isArgument ? index - command.count : index)
      let isScript = entry.matches { text in text.contains { $0.isWhitespace } }
      if isWrapped, entry.matches(isOption) { continue }
      guard follows || isScript else {
        follows = entry == "--" || entry == "-c"
        continue
      }
      let commands = entry.parsed(Commands.split) ?? []
      for words in commands {
        guard let program = words.first else { continue }
        let rest = words.count == 1 && !isScript ? (command + arguments)[(index + 1)...] : words.dropFirst()
        found.append(Start(program: program, arguments: Array(rest), path: path))
      }
      let last = commands.last ?? []
      isWrapped = !isScript && last.count == 1 && last[0].matches(wrappers.contains)
      follows = isWrapped || (!isScript && last.isEmpty)
    }
    return found
  }

  /// What may stand between a wrapper and its program: options and numbers.
  private static func isOption(_ word: String) -> Bool { word.hasPrefix("-") || word.allSatisfy(\.isNumber) }

  /// The simple commands of a script: words without what stands before the program.
  private static func split(_ script: String) -> [[UntrustedText]]? {
    let ends = Set(";&|\n()`")
    return script.split(whereSeparator: ends.contains).compactMap { command in
      var words = command.split(whereSeparator: { $0.isWhitespace })[...]
      while let word = words.first, keywords.contains(String(word)) || isAssignment(word) { words = words.dropFirst() }
      while words.count > 1, let word = words.first, wrappers.contains(name(word)) {
        words = words.dropFirst().drop { isOption(String($0)) || isAssignment($0) }
      }
      guard let program = words.first else { return nil }
      return [UntrustedText(name(program))] + words.dropFirst().map { UntrustedText(String($0)) }
    }
  }

  private static func isAssignment(_ word: Substring) -> Bool {
    guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
    return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private static func name(_ word: Substring) -> String {
    let bare = word.trimming { $0 == "\"" || $0 == "'" || $0 == "$" }.lowercased()
    let last = bare.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? bare
    return last.hasSuffix(".exe") ? String(last.dropLast(4)) : last
  }
}

extension Substring {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    var text = self
    while let first = text.first, isTrimmed(first) { text.removeFirst() }
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
