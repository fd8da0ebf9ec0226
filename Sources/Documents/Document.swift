package import TextSafety

/// One document of a source, or one item of a `List` in it.
package struct Document: Sendable {
  package enum Format: Sendable, Equatable {
    case yaml, json
  }

  package var root: Node
  /// 0-based, counted in the file; empty documents are not counted. All items of a list have the list's index.
  package var index: Int
  /// The 1-based line at which the document or the item begins.
  package var line: Int
  /// Set for items: what the list says of itself.
  package var list: ListContext?
  package var format: Format

  /// An object that a server sent, which is in no file.
  package init(object root: Node, list: ListContext? = nil) {
    self.init(root: root, index: 0, line: 0, list: list, format: .json)
  }

  init(root: Node, index: Int, line: Int, list: ListContext?, format: Format) {
    (self.root, self.index, self.line, self.list, self.format) = (root, index, line, list, format)
  }
}

/// The list that a document was an item of.
package struct ListContext: Sendable, Equatable {
  /// `List`, `PodList` …; nil when the list does not say.
  package var kind: UntrustedText?
  package var apiVersion: UntrustedText?
  /// 0-based, counted through nested lists.
  package var item: Int

  package init(kind: UntrustedText?, apiVersion: UntrustedText?, item: Int) {
    self.kind = kind
    self.apiVersion = apiVersion
    self.item = item
  }
}

package enum DocumentEvent: Sendable {
  case document(Document)
  case problem(DocumentProblem)
}
