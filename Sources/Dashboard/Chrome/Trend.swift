package import Hardening
package import Session
package import TerminalKit
import TextSafety

/// How an area went over the last days, of one cluster or of several together.
package struct Trend: Sendable, Hashable {
  /// Days that it shows, today among them.
  package static let days = 14

  /// A day each, today the last; nil where nothing was known yet.
  package let scores: [Double?]

  package init(_ clusters: [FleetSnapshot.Cluster], _ area: Area, today: Int64) {
    var tallies = [Tally](repeating: Tally(), count: Trend.days)
    for cluster in clusters {
      let past = cluster.history.filter { $0.area == area }
      for index in tallies.indices.dropLast() {
        // On a day without a reading it was as it had been.
        let day = today - Int64(Trend.days - 1 - index)
        if let known = past.last(where: { $0.day <= day }) { tallies[index] += known.tally }
      }
      if let now = cluster.summary.areas.first(where: { $0.area == area }) { tallies[Trend.days - 1] += now.tally }
    }
    scores = tallies.map(\.score)
  }

  /// Points won or lost since the first day that something was known; nil where that is today.
  package var change: Int? {
    guard let first = scores.firstIndex(where: { $0 != nil }), first < scores.count - 1,
      let before = scores[first], let now = scores.last ?? nil
    else { return nil }
    return Int(now.rounded()) - Int(before.rounded())
  }

  /// `▂▂▂▃▃▅▅▅▅▆▆███  +9`; empty where there is no past.
  package var text: StyledText {
    guard let change else { return StyledText() }
    var text = StyledText()
    var before: Double?
    for score in scores {
      guard let score else {
        text.append(" ")
        continue
      }
      // One scale for all, from 0 to 100: the same height is the same score in every line.
      let block = Trend.blocks[min(7, max(0, Int((score / 100 * 7).rounded())))]
      let isDrop = before.map { score.rounded() < $0.rounded() } ?? false
      text.append(SafeText(own: block), Style(isDrop ? .warning : .dim))
      before = score
    }
    let sign: SafeText = change > 0 ? "+\(change)" : change < 0 ? "−\(-change)" : "="
    text.append(sign.padded(to: 5, .right), Style(change > 0 ? .heat[4] : change < 0 ? .warning : .dim))
    return text
  }

  /// Columns that a text takes.
  package static let width = days + 5
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}

extension FleetSnapshot.Cluster {
  /// `12 fewer open than 9 days ago`; empty where there is no past.
  func changeText(today: Int64) -> SafeText {
    let start = today - Int64(Trend.days - 1)
    guard let day = history.first(where: { $0.day >= start })?.day, day < today else { return "" }
    let before = history.filter { $0.day == day }.reduce(0) { $0 + $1.open }
    let ago: SafeText = day == today - 1 ? "yesterday" : "\(today - day) days ago"
    if before == open.total { return "as many open as \(ago)" }
    let word: SafeText = before > open.total ? "fewer" : "more"
    return "\(CountText.of(abs(open.total - before))) \(word) open than \(ago)"
  }
}
