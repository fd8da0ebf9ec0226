import Hardening
import Session
import TextSafety

extension EmptyState {
  /// Nothing was read yet: how far it is, or why it stays so.
  package static func nothingRead(_ context: Context) -> EmptyState {
    if let failure = context.known.failure {
      return EmptyState("Nothing could be read", [failure.text.safe, "\(context.keys[.refresh]) tries again."])
    }
    let progress = context.known.progressText
    if context.known.isReading {
      return EmptyState("Reading", [progress.isEmpty ? "The first clusters will be here in a moment." : progress])
    }
    let away = (context.known.fleet?.clusters ?? []).compactMap { cluster -> SafeText? in
      if case .away(let notice) = cluster.state { notice.text.safe } else { nil }
    }
    return EmptyState(
      "Nothing was read",
      Array(away.prefix(3)) + [
        "\(context.keys[.sources]) shows the sources and what they said. \(context.keys[.refresh]) reads them again."
      ])
  }
}
