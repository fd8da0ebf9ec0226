import Foundation

/// What HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, as Kubernetes' own clients read them: an entry of NO_PROXY is `*`, an
/// address, a block of addresses (`10.0.0.0/8`), a domain with all below it (`example.org`), or only what is below it
/// (`.example.org`); a port may follow. No proxy stands before this machine itself.
package struct ProxyEnvironment: Sendable {
  private let proxies: [String: String]
  private let exceptions: [String]

  package init(_ variables: [String: String] = ProcessInfo.processInfo.environment) {
    func value(_ name: String) -> String? {
      [variables[name], variables[name.lowercased()]].compactMap { $0 }.first { !$0.isEmpty }
    }
    proxies = ["https": value("HTTPS_PROXY"), "http": value("HTTP_PROXY")].compactMapValues { $0 }
    exceptions = (value("NO_PROXY") ?? "").split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
  }

  /// The proxy's URL, which may hold a password; nil where none stands between.
  func proxy(for address: Address) -> String? {
    guard !address.isLoopback, let proxy = proxies[address.scheme] else { return nil }
    return exceptions.contains { covers($0, address) } ? nil : proxy
  }

  private func covers(_ exception: String, _ address: Address) -> Bool {
    if exception.isEmpty { return false }
    if exception == "*" { return true }
    let host = address.host.trimmingCharacters(in: ["[", "]", "."])
    if let slash = exception.firstIndex(of: "/") {
      guard let block = IPAddress(String(exception[..<slash])), let length = Int(exception[slash...].dropFirst()),
        let address = IPAddress(host)
      else { return false }
      return address.isWithin(block, length: length)
    }
    var name = exception
    if IPAddress(exception) == nil, let colon = exception.lastIndex(of: ":") {
      guard Int(exception[colon...].dropFirst()) == address.port else { return false }
      name = String(exception[..<colon])
    }
    if let wanted = IPAddress(name) { return wanted == IPAddress(host) }
    if name.hasPrefix("*.") { name.removeFirst() }
    if name.hasPrefix(".") { return host.hasSuffix(name) }
    return host == name || host.hasSuffix("." + name)
  }
}

/// An address of IPv4 or IPv6.
struct IPAddress: Equatable {
  private let bytes: [UInt8]

  /// As text has it, IPv6 with or without brackets.
  init?(_ text: String) {
    let text = text.trimmingCharacters(in: ["[", "]"])
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    bytes = withUnsafeBytes(of: six) { Array($0) }
  }

  /// Whether the first bits are those of another address.
  func isWithin(_ block: IPAddress, length: Int) -> Bool {
    guard bytes.count == block.bytes.count, (0...bytes.count * 8).contains(length) else { return false }
    return (0..<length).allSatisfy { (bytes[$0 / 8] ^ block.bytes[$0 / 8]) & (0x80 >> UInt8($0 % 8)) == 0 }
  }
}
