package import TextSafety

extension NetworkAddress {
  /// Those of the sources of a load balancer that let practically everybody in: service tags of Azure that do, and
  /// ranges as `wide` finds them.
  ///
  /// `Internet` and `*` are all addresses; `AzureCloud`, and `AzureCloud.<region>`, are those of all customers' machines,
  /// which anybody rents (learn.microsoft.com/azure/virtual-network/service-tags-overview).
  ///
  /// - Returns: indexes; empty where only some may come in.
  package static func open(_ sources: [UntrustedText]) -> [Int] {
    let tags = sources.indices.filter { index in
      let tag = sources[index].lowercasedASCII
      return tag == "internet" || tag == "*" || tag == "azurecloud" || tag.hasPrefix("azurecloud.")
    }
    return (tags + wide(sources)).sorted()
  }

  /// The ranges in CIDR notation that hold everything by themselves or together, the widest of them: half of all
  /// IPv4 addresses or more, or half of the global unicast ones of IPv6 (2000::/3). `0.0.0.0/1` and `128.0.0.0/1` are
  /// `0.0.0.0/0` written in two lines.
  ///
  /// - Returns: indexes; empty where the ranges hold less.
  package static func wide(_ ranges: [UntrustedText]) -> [Int] {
    let blocks = ranges.enumerated().compactMap { index, range in
      range.parsed(AddressBlock.init).map { (index: index, block: $0) }
    }
    return [false, true].flatMap { isIPv6 -> [Int] in
      let family = blocks.filter { $0.block.isIPv6 == isIPv6 }.sorted {
        ($0.block.length, $0.index) < ($1.block.length, $1.index)
      }
      let whole = family.prefix { $0.block.length == 0 }.map(\.index)
      if !whole.isEmpty { return whole }
      var taken: [AddressBlock] = []
      var indexes: [Int] = []
      var share = 0.0
      // The longer ones come last: one that a taken one holds adds nothing. Those as long as the last that is needed
      // are as wide as it.
      for (index, block) in family where !taken.contains(where: { $0.holds(block) }) {
        if share >= 0.5, block.length > taken.last?.length ?? 0 { break }
        taken.append(block)
        indexes.append(index)
        share += block.share
      }
      return share >= 0.5 ? indexes : []
    }.sorted()
  }
}

/// A block of addresses by its first 64 bits, which is what a share of all addresses takes.
private struct AddressBlock {
  var isIPv6: Bool
  /// From the left: an IPv4 address stands in the upper half.
  var bits: UInt64
  var length: Int

  /// `10.0.0.0/8`, `2001:db8::/32`; nil for what is no block.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Int(parts[1]), length >= 0 else { return nil }
    if parts[0].contains(":") {
      guard length <= 128, let bits = AddressBlock.upperBits(parts[0]) else { return nil }
      self.init(isIPv6: true, bits: bits, length: length)
    } else {
      let bytes = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
      guard bytes.count == 4, length <= 32 else { return nil }
      self.init(isIPv6: false, bits: bytes.reduce(0) { $0 << 8 | UInt64($1) } << 32, length: length)
    }
  }

  private init(isIPv6: Bool, bits: UInt64, length: Int) {
    self.isIPv6 = isIPv6
    self.length = length
    self.bits = bits & AddressBlock.mask(length)
  }

  private static func mask(_ length: Int) -> UInt64 {
    length == 0 ? 0 : length >= 64 ? .max : ~(.max >> UInt64(length))
  }

  /// The first four groups of an IPv6 address, `::` filled in.
  private static func upperBits(_ text: Substring) -> UInt64? {
    if text.ranges(of: "::").count > 1 { return nil }
    var groups = text.split(separator: ":", omittingEmptySubsequences: false)
    if let gap = groups.indices.dropFirst().dropLast().first(where: { groups[$0].isEmpty })
      ?? (groups.first == "" ? 0 : nil)
    {
      // The ends of `::1` and `1::` are empty too.
      let before = groups[..<gap].filter { !$0.isEmpty }
      let after = groups[(gap + 1)...].filter { !$0.isEmpty }
      guard before.count + after.count <= 7 else { return nil }
      groups = before + Array(repeating: "0", count: 8 - before.count - after.count) + after
    }
    guard groups.count == 8 else { return nil }
    var bits: UInt64 = 0
    for group in groups.prefix(4) {
      guard let value = UInt16(group, radix: 16) else { return nil }
      bits = bits << 16 | UInt64(value)
    }
    return bits
  }

  func holds(_ other: AddressBlock) -> Bool {
    length <= other.length && other.bits & AddressBlock.mask(length) == bits
  }

  /// What part of its family it is, of IPv6 what part of 2000::/3.
  var share: Double {
    guard isIPv6 else { return AddressBlock.part(length) }
    let global = AddressBlock(isIPv6: true, bits: 0x2000 << 48, length: 3)
    if holds(global) { return 1 }
    return global.holds(self) ? AddressBlock.part(length - 3) : 0
  }

  private static func part(_ length: Int) -> Double { length > 60 ? 0 : 1 / Double(UInt64(1) << UInt64(length)) }
}
