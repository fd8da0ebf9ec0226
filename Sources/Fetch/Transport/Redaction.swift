import Foundation
import TextSafety

/// What must stand in no text for people: it is written over wherever it occurs.
struct Redaction: Sendable {
  private var secrets: [Secret] = []

  init(_ credential: Credential, _ target: Target) {
    secrets = [
      credential.token, credential.certificate?.key, target.proxy?.user, target.proxy?.password,
    ].compactMap { $0 }
  }

  func clean(_ text: String) -> String {
    var text = text
    for secret in secrets {
      secret.reveal { secret in
        // A letter or two would be found in every word.
        guard secret.utf8.count > 3 else { return }
        text = text.replacingOccurrences(of: secret, with: "•••")
        if let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) {
          text = text.replacingOccurrences(of: encoded, with: "•••")
        }
      }
    }
    return text
  }
}
