package import TextSafety

/// An amount as Kubernetes writes it (`resource.Quantity`): `100m`, `1.5Gi`, `2e3`.
package struct Quantity: Hashable, Sendable {
  /// As written; compare `value` to compare amounts.
  package let text: UntrustedText
  /// In units: cores, bytes. Exact up to 2^53 thousandths.
  package let value: Double

  /// Reads a quantity; nil where the text is none.
  package init?(_ text: UntrustedText) {
    guard let value = text.parsed(Quantity.parse) else { return nil }
    self.text = text
    self.value = value
  }

  private static let suffixes: [(String, Double)] = [
    ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776), ("Pi", 1_125_899_906_842_624),
    ("Ei", 1_152_921_504_606_846_976), ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("M", 1e6), ("G", 1e9),
    ("T", 1e12), ("P", 1e15), ("E", 1e18),
  ]

  private static func parse(_ text: String) -> Double? {
    var digits = Substring(text)
    var factor = 1.0
    if let suffix = suffixes.first(where: { text.hasSuffix($0.0) }) {
      digits = text.dropLast(suffix.0.count)
      factor = suffix.1
    }
    guard let first = digits.utf8.first, first == 43 || first == 45 || first == 46 || (first >= 48 && first <= 57),
      digits.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 43 || $0 == 45 || $0 == 46 || $0 == 69 || $0 == 101 }),
      let number = Double(digits.hasSuffix(".") ? digits.dropLast() : digits), number.isFinite
    else { return nil }
    return number * factor
  }
}
