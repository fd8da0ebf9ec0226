import Hardening
import TextSafety

/// The Ingresses that claim one path of a host. Of thousands the first in order are at hand, of all of them and of each
/// class.
enum Claimants: Sendable {
  struct Claim: Sendable {
    var ingress: ObjectReference
    /// The class that it names; nil: none, or one that cannot be read.
    var className: UntrustedText?
  }

  struct Crowd: Sendable {
    var all = FirstMembers()
    var byClass: [UntrustedText?: FirstMembers] = [:]
  }

  /// In no order.
  case few([Claim])
  case many(Crowd)

  private static let most = 16

  var isEmpty: Bool {
    switch self {
    case .few(let claims): claims.isEmpty
    case .many(let crowd): crowd.all.isEmpty
    }
  }

  mutating func insert(_ claim: Claim) {
    switch self {
    case .few(var claims):
      self = .few([])
      claims.append(claim)
      self = claims.count <= Claimants.most ? .few(claims) : .many(claims.reduce(into: Crowd()) { $0.insert($1) })
    case .many(var crowd):
      self = .few([])
      crowd.insert(claim)
      self = .many(crowd)
    }
  }

  mutating func remove(_ claim: Claim) {
    switch self {
    case .few(let claims): self = .few(claims.filter { $0.ingress != claim.ingress })
    case .many(var crowd):
      self = .few([])
      crowd.remove(claim)
      self = .many(crowd)
    }
  }

  /// Those that name a class or none, or all where it is nil; in order, of very many the first.
  func first(of name: UntrustedText?) -> [ObjectReference] {
    switch self {
    case .few(let claims):
      return claims.filter { name == nil || $0.className == nil || $0.className == name }.map(\.ingress).sorted()
    case .many(let crowd):
      guard let name else { return crowd.all.first }
      return ((crowd.byClass[name]?.first ?? []) + (crowd.byClass[nil]?.first ?? [])).sorted()
    }
  }
}

extension Claimants.Crowd {
  fileprivate mutating func insert(_ claim: Claimants.Claim) {
    all.insert(claim.ingress)
    byClass[claim.className, default: FirstMembers()].insert(claim.ingress)
  }

  fileprivate mutating func remove(_ claim: Claimants.Claim) {
    all.remove(claim.ingress)
    byClass[claim.className]?.remove(claim.ingress)
    if byClass[claim.className]?.isEmpty == true { byClass[claim.className] = nil }
  }
}
