import Fetch
import Hardening
import Inventory
import Session
import TextSafety

/// How far the reading of one kind is.
enum KindStatus: Sendable {
  /// Nothing has been delivered yet.
  case waiting
  /// Being listed for the first time.
  case listing
  /// Its list is whole, and followed.
  case current
  case notServed
  case forbidden(FetchError)
  /// It fails now; `wasRead` says that its list was whole before, and is as of then.
  case away(FetchError, wasRead: Bool)

  /// Nothing more is to be waited for before findings may count as whole.
  var isSettled: Bool {
    switch self {
    case .waiting, .listing: false
    default: true
    }
  }

  /// All objects of the kind are known, now or as of when it was last heard of.
  var isComplete: Bool {
    switch self {
    case .current, .notServed, .away(_, wasRead: true): true
    default: false
    }
  }

  /// As a capture keeps it.
  var outcome: CaptureLine.KindOutcome {
    switch self {
    case .current, .away(_, wasRead: true): .listed
    case .notServed: .notServed
    case .forbidden: .forbidden
    case .waiting, .listing, .away(_, wasRead: false): .failed
    }
  }

  init(_ outcome: CaptureLine.KindOutcome) {
    func error(_ code: FetchError.Code) -> FetchError {
      FetchError(code, what: "capture", why: "it failed when it was captured", next: "capture again")
    }
    self =
      switch outcome {
      case .listed: .current
      case .notServed: .notServed
      case .forbidden: .forbidden(error(.forbidden))
      case .failed: .away(error(.silent), wasRead: false)
      }
  }

  /// As the sources view says it.
  var shown: SourcesSnapshot.Kind.State {
    switch self {
    case .waiting, .listing: .reading
    case .current: .followed
    case .notServed: .notServed
    case .away(_, wasRead: true): .away
    case .forbidden, .away(_, wasRead: false): .unread
    }
  }

  /// Why not.
  func why(_ kind: WatchedKind) -> Why? {
    switch self {
    case .current, .notServed, .away(_, wasRead: true): nil
    case .waiting, .listing: .notYet
    case .forbidden: .forbidden(rule: "list, watch on \(kind.name)")
    case .away(let error, wasRead: false): .failed(error.why)
    }
  }
}

extension WatchedKind {
  /// How a server has the kind; nil where there is nothing to ask for.
  func served(by discovery: Discovery) -> (kind: ServedKind?, status: KindStatus) {
    // The aggregated API of Calico shows the same objects as its definitions do.
    if group == "crd.projectcalico.org", discovery.kinds.contains(where: { $0.group == "projectcalico.org" }) {
      return (nil, .notServed)
    }
    if let found = discovery.kind(group, resource) { return (found, .waiting) }
    if let error = discovery.unavailable[group] { return (nil, .away(error, wasRead: false)) }
    if isBuiltIn {
      let error = FetchError(
        .protocolViolation, what: name, why: "the server does not name it among what it has", next: "it is asked again")
      return (nil, .away(error, wasRead: false))
    }
    return (nil, .notServed)
  }
}

extension Completeness {
  /// What a server that is watched says of what it does not hold.
  init(live statuses: [WatchedKind: KindStatus]) {
    var lacking: [Need: Why] = [:]
    var unread: Set<KindName> = []
    var served: Set<CustomGroup> = []
    for (kind, status) in statuses {
      if let why = status.why(kind) {
        unread.insert(kind.kindName)
        if let need = kind.need { lacking[need] = why }
      }
      if case .notServed = status { continue }
      switch kind.group {
      case "cilium.io": served.insert(.cilium)
      case "projectcalico.org", "crd.projectcalico.org": served.insert(.calico)
      default: break
      }
    }
    let listed = Set(statuses.keys.compactMap(\.need)).subtracting(lacking.keys)
    self.init(.live, listed: listed, served: served, lacking: lacking, unread: unread)
  }
}
