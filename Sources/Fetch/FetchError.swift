package import TextSafety

/// Why something could not be fetched. `what`, `why` and `next` are the three parts of its line on a screen.
package struct FetchError: Error, Sendable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Check the spelling of the path and the working folder.
    package static let notFound = Code(name: "notFound")
    /// Ask for the right to read the file, or run as somebody who has it.
    package static let denied = Code(name: "denied")
    /// Name a file or folder; a pipe goes through `-`.
    package static let notAFile = Code(name: "notAFile")
    /// Name a folder that holds manifests, or the files themselves.
    package static let noFiles = Code(name: "noFiles")
    /// Render the chart, and hand the result on.
    package static let template = Code(name: "template")
    /// Hand it on in parts.
    package static let tooLarge = Code(name: "tooLarge")
    /// Free space in the folder for temporary files.
    package static let temporary = Code(name: "temporary")
    /// Check the disk or the network file system.
    package static let unreadable = Code(name: "unreadable")
    /// The document is not in the file any more: scan again.
    package static let changed = Code(name: "changed")
    /// Check the network, the VPN and the proxy; the address may be gone.
    package static let unreachable = Code(name: "unreachable")
    /// Check the certificate authority of the kubeconfig, the server's name and the clock.
    package static let untrusted = Code(name: "untrusted")
    /// Nothing: it is tried again. A server that stays silent is overloaded or behind a dead connection.
    package static let silent = Code(name: "silent")
    /// Sign in again; the kubeconfig's token, certificate or plugin counts no more.
    package static let refused = Code(name: "refused")
    /// Correct the kubeconfig.
    package static let configuration = Code(name: "configuration")
    /// Ask for the right that the message names.
    package static let forbidden = Code(name: "forbidden")
    /// Nothing: the server's answer is none that the protocol has; it is asked again.
    package static let protocolViolation = Code(name: "protocol")
    /// Nothing: the server has no such kind, or no longer.
    package static let notServed = Code(name: "notServed")
    /// Nothing: the server forgot the past that it was asked about; the list is read anew.
    package static let expired = Code(name: "expired")
    /// Nothing: the server has too much to do, or something behind it fails; it is asked again.
    package static let overloaded = Code(name: "overloaded")
    /// Nothing: it was given up on purpose.
    package static let cancelled = Code(name: "cancelled")
  }

  package var code: Code
  package var what: UntrustedText
  package var why: UntrustedText
  package var next: UntrustedText
  package var underlying: (any Error)?

  package init(
    _ code: Code, what: UntrustedText, why: UntrustedText, next: UntrustedText, underlying: (any Error)? = nil
  ) {
    self.code = code
    self.what = what
    self.why = why
    self.next = next
    self.underlying = underlying
  }
}
