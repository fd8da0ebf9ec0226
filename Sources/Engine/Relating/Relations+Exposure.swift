import Hardening
import Inventory
import Session
import TextSafety

extension Relations {
  /// What leads to a workload, from the farthest.
  func exposure(of workload: Workload) -> Section {
    let object = workload.reference
    let leads = inventory.entries(leadingTo: object).map { reach(of: $0) }
    let doubts = doubts(.services, .ingresses, .gateways, .routes)
    let lines = Relations.first(sorted(leads).map { $0.line(from: object.namespace) }, of: "entries") + doubts
    let reached = leads.compactMap(\.reach).max()
    let isUnsure = leads.contains { $0.reach == nil } || !doubts.isEmpty
    let first = leads.first { $0.reach == reached }.map { Relations.short($0.entry) } ?? ""
    switch reached {
    case .open?: return Section(.exposure, "reached from the Internet through \(first)", .notable, lines)
    case let reach?:
      let known: UntrustedText =
        reach == .cluster ? "reached \(reach.way)" : "reached \(reach.way), through \(first)"
      return isUnsure
        ? Section(.exposure, "\(known); whether from farther, is unknown", .unknown, lines)
        : Section(.exposure, known, .plain, lines)
    case nil:
      return isUnsure
        ? Section(.exposure, "what leads to it is unknown", .unknown, lines)
        : Section(
          .exposure, "nothing that was read leads to it", .plain,
          [Line("none", "no Service by its selector, no Ingress, Gateway, route or port of a node leads to it")])
    }
  }

  /// An entry: how far it is reached, and what it leads to.
  func exposure(ofEntry entry: ObjectReference) -> Section {
    do throws(Missing) {
      guard let exposure = try facts.get(ClusterFact.exposure, EntrySubject(entry)) else {
        return Section(.exposure, "leads nowhere")
      }
      var reaches = [reach(of: Leading(entry: entry, exposure: .success(exposure)))]
      if entry.kind == "Service" { reaches += inventory.entries(leadingToService: entry).map { reach(of: $0) } }
      let reached = reaches.compactMap(\.reach).max()
      let behind = entry.kind == "Gateway" ? routes(of: entry) : workloads(behind: exposure, of: entry)
      let all = sorted(reaches).map { $0.line(from: entry.namespace) } + behind
      let isUnsure = reached != .open && reaches.contains { $0.reach == nil }
      let place = reached.map { "reached \($0.way)" as UntrustedText } ?? "how far it is reached is unknown"
      return Section(
        .exposure, isUnsure && reached != nil ? "\(place); whether from farther, is unknown" : place,
        reached == .open ? .notable : isUnsure ? .unknown : .plain, all)
    } catch {
      return Section(.exposure, "how far it is reached is unknown", .unknown, [Relations.unknown(error)])
    }
  }

  private func workloads(behind exposure: Exposure, of entry: ObjectReference) -> [Line] {
    let found = lines(exposure.workloads, from: entry.namespace, "behind it")
    let doubts = doubts(.pods)
    return found.isEmpty && doubts.isEmpty ? [Line("none", "no workload is behind it")] : found + doubts
  }

  private func routes(of gateway: ObjectReference) -> [Line] {
    let found = inventory.routes(naming: gateway).map {
      Line(Relations.short($0, from: gateway.namespace), "names it as a parent", object: $0)
    }
    let doubts = doubts(.routes)
    return found.isEmpty && doubts.isEmpty
      ? [Line("none", "no route names it")] : Relations.first(found, of: "routes") + doubts
  }

  /// How far an entry is reached, that of the programs which serve it included.
  private struct Reached {
    var entry: ObjectReference
    /// nil where it is not known.
    var reach: Exposure.Reach?
    var says: UntrustedText

    func line(from namespace: UntrustedText) -> Line {
      let tone: Tone = reach == nil ? .unknown : reach == .open ? .notable : .plain
      return Line(Relations.short(entry, from: namespace), says, object: entry, tone)
    }
  }

  private func sorted(_ leads: [Reached]) -> [Reached] {
    // Unknown may be the farthest.
    func rank(_ reach: Exposure.Reach?) -> Int {
      switch reach {
      case .open: 0
      case nil: 1
      case .inner: 2
      case .nodes: 3
      case .cluster: 4
      }
    }
    return leads.sorted { (rank($0.reach), $0.entry) < (rank($1.reach), $1.entry) }
  }

  private func reach(of leading: Leading) -> Reached {
    let exposure: Exposure
    switch leading.exposure {
    case .success(let value): exposure = value
    case .failure(let missing):
      return Reached(entry: leading.entry, reach: nil, says: "how far it is reached is unknown: \(missing.text)")
    }
    let kind = leading.entry.kind
    let isServed = exposure.front == .controller && (kind == "Ingress" || kind == "Gateway" || kind.hasSuffix("Route"))
    guard isServed, exposure.reach == .cluster else {
      return Reached(entry: leading.entry, reach: exposure.reach, says: words(exposure))
    }
    // As far as the programs that serve it are; which of several does is not told apart.
    let programs = controllers.entries(in: inventory).compactMap { leading -> (ObjectReference, Exposure)? in
      if case .success(let exposure) = leading.exposure { (leading.entry, exposure) } else { nil }
    }
    guard let widest = programs.max(by: { $0.1.reach < $1.1.reach }) else {
      return Reached(
        entry: leading.entry, reach: nil,
        says: "how far it is reached is unknown: the program that serves it was not read")
    }
    let by = Relations.short(widest.0, from: leading.entry.namespace)
    // Another program, which is not in the source, may serve it: then it is reached as far as that is.
    return Reached(
      entry: leading.entry, reach: widest.1.reach == .cluster ? nil : widest.1.reach,
      says: "\(words(widest.1)), through \(by) if that is what serves it")
  }

  /// `load balancer: the Internet, from 10.0.0.0/8 only`
  private func words(_ exposure: Exposure) -> UntrustedText {
    let front: UntrustedText =
      switch exposure.front {
      case .service: exposure.evidence.value == .absent ? "" : "\(exposure.evidence.value.text): "
      case .applicationGateway: "Application Gateway: "
      case .cloud: "the cloud's load balancer: "
      case .controller: ""
      case .host: "port of its node: "
      }
    var text: UntrustedText = "\(front)\(exposure.reach.place)"
    if !exposure.ranges.isEmpty {
      let more: UntrustedText = exposure.ranges.count > 3 ? " and \(exposure.ranges.count - 3) more" : ""
      text = "\(text), from \(Relations.joined(exposure.ranges.prefix(3)))\(more) only"
    }
    if exposure.isGuardedByCloud { text = "\(text), as far as groups of the cloud let in" }
    if exposure.hasFirewall { text = "\(text), behind a web application firewall" }
    return text
  }
}

extension Exposure.Reach {
  var way: UntrustedText {
    switch self {
    case .open: "from the Internet"
    case .inner: "from a private network"
    case .nodes: "by whoever reaches a node"
    case .cluster: "from within the cluster"
    }
  }

  var place: UntrustedText {
    switch self {
    case .open: "the Internet"
    case .inner: "a private network"
    case .nodes: "whoever reaches a node"
    case .cluster: "within the cluster"
    }
  }
}
