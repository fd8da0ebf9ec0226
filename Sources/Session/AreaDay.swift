package import Hardening

/// What an area of a cluster came to on one day, as it was when the day's last reading was kept.
package struct AreaDay: Sendable, Hashable, Codable {
  /// Days since 1970 where the person is.
  package var day: Int64
  package var area: Area
  /// Findings that a person saw, open or resurfaced.
  package var open: Int
  package var tally: Tally

  package init(day: Int64, area: Area, open: Int, tally: Tally) {
    self.day = day
    self.area = area
    self.open = open
    self.tally = tally
  }
}
