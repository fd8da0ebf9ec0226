package import Session
package import TextSafety

/// A file that a person asks for, for its owner's eyes alone.
package struct WriteRequest: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case lines([SafeText])
    /// The findings of a list, in its order.
    case report(ExportFormat, FindingsRequest)
  }

  /// As it was typed: `~/` is the person's home, a relative path counts from where the program was started.
  package var path: UntrustedText
  package var content: Content
  /// A file that is there is replaced; else it stays, and the answer is an error of the code `exists`.
  package var replaces: Bool

  package init(path: UntrustedText, _ content: Content, replaces: Bool = false) {
    (self.path, self.content, self.replaces) = (path, content, replaces)
  }
}

/// What was written.
package struct WriteReceipt: Sendable, Hashable {
  package var path: UntrustedText
  package var bytes: Int

  package init(path: UntrustedText, bytes: Int) { (self.path, self.bytes) = (path, bytes) }
}

/// What writes files for the dashboard, which does nothing of the kind itself.
package protocol FileWriter: Sendable {
  func write(_ request: WriteRequest) async throws(SessionError) -> WriteReceipt
}

/// The formats of `bulwark export`.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  case json, sarif, csv, markdown, html, junit, table

  package var key: Unicode.Scalar {
    switch self {
    case .json: "j"
    case .sarif: "s"
    case .csv: "c"
    case .markdown: "m"
    case .html: "h"
    case .junit: "u"
    case .table: "t"
    }
  }

  package var ending: String {
    switch self {
    case .json: "json"
    case .sarif: "sarif"
    case .csv: "csv"
    case .markdown: "md"
    case .html: "html"
    case .junit: "xml"
    case .table: "txt"
    }
  }

  package var help: SafeText {
    switch self {
    case .json: "everything, for programs"
    case .sarif: "for code hosts"
    case .csv: "for spreadsheets"
    case .markdown: "for tickets and wikis"
    case .html: "for people, in a browser"
    case .junit: "for CI"
    case .table: "as text"
    }
  }
}
