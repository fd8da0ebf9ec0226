import Foundation
package import TextSafety

/// As whom requests are made, by somebody who may act as others ("User impersonation" in Kubernetes' documentation of
/// authentication).
package struct Impersonation: Sendable, Hashable {
  /// What authorizers are told beside it.
  package struct Extra: Sendable, Hashable {
    package var key: UntrustedText
    package var values: [UntrustedText]

    package init(key: UntrustedText, values: [UntrustedText]) {
      self.key = key
      self.values = values
    }
  }

  /// As libcurl takes headers.
  let headers: [String]

  /// Nil where the user is empty or something holds what no header can: a control character.
  package init?(
    user: UntrustedText, uid: UntrustedText? = nil, groups: [UntrustedText] = [], extra: [Extra] = []
  ) {
    var pairs: [(String, UntrustedText)] = [("Impersonate-User", user)]
    if let uid { pairs.append(("Impersonate-Uid", uid)) }
    pairs += groups.map { ("Impersonate-Group", $0) }
    for extra in extra { pairs += extra.values.map { ("Impersonate-Extra-" + Self.encoded(extra.key), $0) } }
    var headers: [String] = []
    for (name, value) in pairs {
      let line = value.parsed { value -> String? in
        let value = value.trimmingCharacters(in: [" "])
        guard !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
        // A header without a value would be left out where it had a colon.
        return value.isEmpty ? name + ";" : "\(name): \(value)"
      }
      guard let line else { return nil }
      headers.append(line)
    }
    // Without its name a server would take the request for our own.
    guard headers.first != "Impersonate-User;" else { return nil }
    self.headers = headers
  }

  /// What a header's name cannot hold, and the percent sign, is percent-encoded.
  private static func encoded(_ key: UntrustedText) -> String {
    key.parsed { $0.lowercased().addingPercentEncoding(withAllowedCharacters: token) } ?? ""
  }

  /// RFC 9110, section 5.6.2, without the percent sign.
  private static let token = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&'*+-.^_`|~")
}
