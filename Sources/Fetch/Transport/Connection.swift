import CCurl
import Foundation

/// Both ends of a connection. A port alone is none: two connections to different servers may leave from the same.
struct Connection: Equatable, Sendable {
  struct End: Equatable, Sendable {
    /// As inet_ntop(3) writes it.
    var address: String
    var port: Int
  }

  var here: End
  var there: End

  /// That of a transfer; nil where it has none yet.
  init?(of easy: UnsafeMutableRawPointer) {
    func end(_ address: CURLINFO, _ port: CURLINFO) -> End? {
      let port = ccurl_get_long(easy, port)
      guard port > 0, let address = ccurl_get_text(easy, address) else { return nil }
      return End(address: String(cString: address), port: port)
    }
    guard let here = end(CURLINFO_LOCAL_IP, CURLINFO_LOCAL_PORT),
      let there = end(CURLINFO_PRIMARY_IP, CURLINFO_PRIMARY_PORT)
    else { return nil }
    (self.here, self.there) = (here, there)
  }

  /// That of a socket; nil where it has none.
  init?(socket: Int32) {
    guard let here = Connection.end({ getsockname(socket, $0, $1) }),
      let there = Connection.end({ getpeername(socket, $0, $1) })
    else { return nil }
    (self.here, self.there) = (here, there)
  }

  private static func end(
    _ ask: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> End? {
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    return withUnsafeMutableBytes(of: &address) { bytes -> End? in
      guard let start = bytes.baseAddress, ask(start.assumingMemoryBound(to: sockaddr.self), &size) == 0 else {
        return nil
      }
      // Both families have the port at the same place.
      let port = Int(bytes[2]) << 8 | Int(bytes[3])
      let family = Int32(start.assumingMemoryBound(to: sockaddr.self).pointee.sa_family)
      let place = family == AF_INET ? 4 : 8
      guard family == AF_INET || family == AF_INET6,
        inet_ntop(family, start + place, &text, socklen_t(INET6_ADDRSTRLEN)) != nil
      else { return nil }
      return End(
        address: String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), port: port)
    }
  }
}
