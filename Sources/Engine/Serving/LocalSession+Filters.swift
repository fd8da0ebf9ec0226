package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package nonisolated func savedFilters() async throws(SessionError) -> [SavedFilter] {
    do { return try FilterFile(in: configuration.state).read().filters } catch {
      throw SessionError(.storage, error.notice)
    }
  }

  package nonisolated func save(_ filter: SavedFilter) async throws(SessionError) -> [SavedFilter] {
    guard SavedFilter.isName(filter.name) else {
      throw .refused(
        "'\(filter.name)'", "no filter can be called so",
        "take letters, digits, - _ and ., \(SavedFilter.longestName) at most")
    }
    do throws(QueryError) { _ = try Query(parsing: filter.filter) } catch { throw SessionError(.query, error.notice) }
    do { try FilterFile(in: configuration.state).keep(filter, in: configuration.state) } catch {
      throw SessionError(.storage, error.notice)
    }
    return try await savedFilters()
  }
}
