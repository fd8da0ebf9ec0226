package import Hardening
package import TextSafety

/// Why something could not be kept or found. `what`, `why` and `next` are the three parts of its line on a screen.
package struct StoreError: Error, Sendable, Hashable {
  package struct Code: Hashable, Sendable {
    package var name: String

    /// Correct the permissions of the folder, or name another with BULWARK_STATE.
    package static let denied = Code(name: "denied")
    /// Free space where the state is kept.
    package static let full = Code(name: "full")
    /// Name a folder on a local disk with BULWARK_STATE.
    package static let cannotLock = Code(name: "cannotLock")
    /// End the other process, or wait for it.
    package static let busy = Code(name: "busy")
    /// Use the version of Bulwark that wrote the cache, or delete the cache: no decision is lost with it.
    package static let newer = Code(name: "newer")
    /// Nothing to do: the damaged file was set aside and is made anew.
    package static let damaged = Code(name: "damaged")
    /// Name another file, or replace the one that is there.
    package static let exists = Code(name: "exists")
    /// Check the disk.
    package static let system = Code(name: "system")
  }

  package var code: Code
  package var what: UntrustedText
  package var why: UntrustedText
  package var next: UntrustedText

  package init(_ code: Code, what: UntrustedText, why: UntrustedText, next: UntrustedText) {
    self.code = code
    self.what = what
    self.why = why
    self.next = next
  }

  package var notice: Notice { Notice(what: what, why: why, next: next, costsCoverage: false) }
}
