package import TextSafety

/// Which of our checks the ids of other tools stand for, so that their exceptions can be honoured.
package struct ExceptionIndex: Sendable {
  /// By tool and id in lower case: the tools have changed the case of some over time.
  private var byID: [AnnotationException.Tool: [UntrustedText: Set<CheckID>]] = [:]
  /// The ids that stand for a check.
  private var byCheck: [CheckID: [Name]] = [:]

  private struct Name {
    var tool: AnnotationException.Tool
    /// In lower case.
    var id: UntrustedText
  }

  /// - Parameter infos: the checks that exceptions may concern; none honours no exception.
  package init(_ infos: [CheckInfo]) {
    for info in infos {
      for equivalent in info.equivalents {
        guard let tool = AnnotationException.Tool.allCases.first(where: { equivalent.hasPrefix($0.prefix) }) else {
          continue
        }
        let id = UntrustedText(String(equivalent.dropFirst(tool.prefix.count))).lowercasedASCII
        byID[tool, default: [:]][id, default: []].insert(info.id)
        byCheck[info.id, default: []].append(Name(tool: tool, id: id))
      }
    }
  }

  package var isEmpty: Bool { byID.isEmpty }

  /// The exception that an object's annotations make from a check; nil where they make none that is in force.
  ///
  /// - Parameters:
  ///   - heads: the checks that the verdict folds beneath on its subject, nearest first: what excepts a head covers it.
  ///   - now: seconds since 1970.
  package func exception(
    from check: CheckID, heads: [CheckID] = [], among exceptions: AnnotationExceptions, now: Int64
  ) -> AnnotationException? {
    for check in [check] + heads {
      let found = (byCheck[check] ?? []).flatMap { name in
        [
          exceptions.first(of: name.tool, id: nil, now: now), exceptions.first(of: name.tool, id: name.id, now: now),
        ].compactMap { $0 }
      }
      if let first = found.min() { return exceptions.list[first] }
    }
    return nil
  }

  /// The ids of an exception that no check of ours is equivalent to.
  package func unknown(in exception: AnnotationException) -> [UntrustedText] {
    guard case .checks(let ids) = exception.scope else { return [] }
    return ids.filter { byID[exception.tool]?[$0.lowercasedASCII] == nil }
  }
}
