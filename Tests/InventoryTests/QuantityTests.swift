import Testing
import TextSafety

@testable import Inventory

@Suite("Quantities")
struct QuantityTests {
  @Test(
    "an amount is read with its suffix",
    arguments: [
      ("250m", 0.25), ("1", 1), ("1Ki", 1024), ("1.5Gi", 1_610_612_736), ("2e3", 2000), ("5.", 5), ("1E", 1e18),
    ])
  func reads(text: String, value: Double) throws {
    #expect(try #require(Quantity(.init(text))).value == value)
  }

  @Test(
    "what is no amount is none", arguments: ["", "Ki", "abc", "1 Gi", "0x10", "nan", "inf", "1e400", "--1", "\u{1b}1"])
  func refuses(text: String) {
    #expect(Quantity(.init(text)) == nil)
  }
}
