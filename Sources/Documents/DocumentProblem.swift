package import TextSafety

/// Something wrong in a source that the rest of it survives.
package struct DocumentProblem: Sendable {
  package enum What: String, Sendable, Equatable {
    /// Correct the text at the line named; the file's other documents were read.
    case syntax
    /// The file ends inside of a value: write or download it again.
    case truncated
    /// The later of two equal keys was taken, as kubectl does: delete one.
    case duplicateKey
    /// The document is larger, deeper or longer than the limits allow: split it, or raise the limit.
    case limit
    /// The file holds no text: name another one, or leave it out.
    case notText
    /// Bytes that are no UTF-8 were replaced: save the file as UTF-8.
    case encoding
    /// Further problems were not told one by one: correct those that were.
    case more
  }

  package var what: What
  /// 1-based; 0 when the problem is the whole source's.
  package var line: Int
  /// 1-based; 0 when unknown.
  package var column: Int
  /// The document's index, if it has one.
  package var document: Int?
  /// One sentence with what to do in parentheses. It may quote the file.
  package var message: UntrustedText
  /// False for a notice: the document was read all the same.
  package var costsDocument: Bool
}
