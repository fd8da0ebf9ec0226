import Inventory
import Testing
import TextSafety

@Suite("Ranges of addresses")
struct NetworkAddressTests {
  @Test("that hold half of all addresses or more are named, the widest of them")
  func wide() {
    let cases: [([UntrustedText], [Int])] = [
      (["0.0.0.0/0"], [0]), (["::/0"], [0]), (["10.0.0.0/8", "0.0.0.0/0", "::/0"], [1, 2]),
      (["0.0.0.0/1", "128.0.0.0/1"], [0, 1]), (["0.0.0.0/1", "10.0.0.0/8", "192.0.0.0/2"], [0]),
      (["192.0.2.0/24", "64.0.0.0/2", "0.0.0.0/2"], [1, 2]),
      (["0.0.0.0/2", "0.0.0.0/3", "32.0.0.0/3", "10.0.0.0/8"], []), (["2000::/3"], [0]),
      (["2000::/5", "3000::/4"], [1]),
      (["::/1"], [0]), (["8000::/1"], []), (["fd00::/8", "10.0.0.0/8"], []), (["2001:db8::1/128", "fe80::/10"], []),
      (["0.0.0.0/33", "1.2.3/0", "::1::/0", "x/0", "0.0.0.0", "0.0.0.0/-1", ""], []), ([], []),
    ]
    for (ranges, wide) in cases { #expect(NetworkAddress.wide(ranges) == wide, "\(ranges)") }
  }

  @Test("and service tags that everybody has an address of are named together")
  func open() {
    let cases: [([UntrustedText], [Int])] = [
      (["Internet"], [0]), (["*"], [0]), (["AzureCloud"], [0]), (["azurecloud.westeurope"], [0]),
      (["AzureFrontDoor.Backend", "AzureCloud", "0.0.0.0/0"], [1, 2]), (["AzureCloudless", "InternetX", "a*"], []),
      (["VirtualNetwork", "AzureLoadBalancer", "ApiManagement.WestEurope"], []),
      (["128.0.0.0/1", "AzureFrontDoor.Backend"], [0]), ([], []),
    ]
    for (sources, open) in cases { #expect(NetworkAddress.open(sources) == open, "\(sources)") }
  }

  @Test("that are many small ones count together as one large one does")
  func pieces() {
    let pieces = (0..<256).map { UntrustedText("\($0).0.0.0/8") }
    #expect(NetworkAddress.wide(pieces).count == 256)
    #expect(NetworkAddress.wide(Array(pieces.prefix(127))).isEmpty)
    // The same piece over and over is still one.
    #expect(NetworkAddress.wide(Array(repeating: "10.0.0.0/8", count: 300)).isEmpty)
  }
}
