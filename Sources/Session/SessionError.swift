package import Hardening

/// Why a request was not answered, as a person is told it.
package struct SessionError: Error, Sendable, Hashable, Codable {
  package struct Code: Hashable, Sendable, Codable {
    package var name: String

    /// The query is not in the filter language: correct it as the notice says.
    package static let query = Code(name: "query")
    /// The finding or cluster is gone: go back to the list.
    package static let gone = Code(name: "gone")
    /// The act cannot be done: the notice says what to change (a reason is missing, nothing to undo).
    package static let refused = Code(name: "refused")
    /// Nothing was written: free space, or correct the permissions that the notice names.
    package static let storage = Code(name: "storage")
    /// A file of this name is there: replace it, or name another.
    package static let exists = Code(name: "exists")
    /// Nobody waits for the answer any more: ask again.
    package static let cancelled = Code(name: "cancelled")
    /// The source does not answer: it is tried again.
    package static let source = Code(name: "source")
  }

  package var code: Code
  package var notice: Notice

  package init(_ code: Code, _ notice: Notice) {
    self.code = code
    self.notice = notice
  }
}
