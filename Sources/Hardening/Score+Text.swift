package import TextSafety

extension Tally {
  /// The score as cells show it: `81`, `~81` where the coverage is below 90 %, `—` where nothing was judged.
  package var scoreText: SafeText {
    guard let score else { return "—" }
    // 100 is said of a clean area only.
    let shown = score < 100 ? min(99, Int(score.rounded())) : 100
    return (coverage ?? 1) < 0.9 ? "~\(shown)" : "\(shown)"
  }
}
