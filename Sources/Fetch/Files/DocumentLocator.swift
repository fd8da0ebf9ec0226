package import Documents
import TextSafety

/// Finds the lines of fields in a file that was judged before, by reading it once more: nobody keeps lines of files
/// that nobody looks at.
package enum DocumentLocator {
  /// The line of each field, or of its nearest ancestor that exists; nil when its document is not there any more.
  package static func lines(of targets: [FieldTarget], in input: FileInput, limits: Limits = .standard)
    throws(FetchError) -> [Int?]
  {
    let source = try input.open()
    do {
      return try DocumentReader.lines(of: targets, in: source, limits: limits)
    } catch {
      throw FetchError(
        .unreadable, what: input.displayName, why: (error as? DocumentError)?.why ?? "reading failed",
        next: "scan again", underlying: error)
    }
  }

  /// The line of one field.
  package static func line(
    of path: [FieldStep], document: Int, item: Int? = nil, in input: FileInput, limits: Limits = .standard
  ) throws(FetchError) -> Int {
    let target = FieldTarget(document: document, item: item, path: path)
    guard let line = try lines(of: [target], in: input, limits: limits).first ?? nil else {
      throw FetchError(
        .changed, what: input.displayName, why: "document \(document + 1) is not in it any more", next: "scan again")
    }
    return line
  }
}
