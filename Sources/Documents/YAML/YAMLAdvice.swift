/// What to do about libyaml's complaints, by what they begin with.
enum YAMLAdvice {
  static func of(_ problem: String) -> String {
    for (beginning, advice) in table where problem.hasPrefix(beginning) { return advice }
    return "correct the text there"
  }

  private static let table = [
    ("did not find expected key", "fix the indentation"),
    ("did not find expected '-' indicator", "fix the indentation of the list"),
    ("did not find expected ',' or", "close the bracket or brace, or quote the value"),
    ("did not find expected node content", "quote the value, or give it one"),
    ("did not find expected <document start>", "begin each document with ---"),
    ("mapping values are not allowed in this context", "quote a value that holds a colon, or fix the indentation"),
    ("block sequence entries are not allowed in this context", "begin the list on a line of its own"),
    ("could not find expected ':'", "end the key with a colon, or fix the indentation"),
    (
      "found character that cannot start any token", "indent with spaces, not tabs; quote values that begin with @ or `"
    ),
    ("found a tab character", "indent with spaces, not tabs"),
    ("found unexpected end of stream", "close the quotes"),
    ("found unexpected document indicator", "close the quotes before the next ---"),
    ("found unknown escape character", "write \\\\ for a backslash, or use single quotes"),
    ("found undefined tag handle", "quote a value that begins with !"),
    ("control characters are not allowed", "remove them"),
    ("invalid leading UTF-8 octet", "save the file as UTF-8"),
    ("invalid trailing UTF-8 octet", "save the file as UTF-8"),
    ("incomplete UTF-8 octet sequence", "save the file as UTF-8"),
    ("did not find expected alphabetic or numeric character", "quote a value that begins with & or *"),
  ]
}
