package import Hardening
package import TextSafety

/// Backends and selectors that lead to nothing.
package struct BackendReach: Hashable, Sendable {
  package var dangling: [Evidence] = []
  /// It has backends or selects pods, and is no workload.
  package var leads = true
  /// Why others may lead to nothing, too.
  package var missing: Missing?

  /// Whether everything leads somewhere. Throws where nothing is known to dangle and something may.
  package func isWhole() throws(Missing) -> Bool {
    if !dangling.isEmpty { return false }
    if let missing { throw missing }
    return true
  }

  init(of entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    if entry.kind == "Service", let service = inventory.services[entry.namespace, entry.name] {
      judge(service, entry, inventory)
      return
    }
    var backends: [Backend] = []
    if let ingress = inventory.entries.ingresses[entry] {
      backends = (try ingress.rules.get() ?? []).flatMap(\.routes).map(\.backend)
      if let backend = ingress.defaultBackend { backends.append(backend) }
    } else if let route = inventory.entries.routes[entry] {
      backends = try route.backends.get() ?? []
      judge(route, entry, inventory)
    } else {
      leads = inventory.workloads[entry] == nil
    }
    for backend in backends where isAllowed(backend, of: entry, inventory) { judge(backend, inventory) }
  }

  /// A route that no Gateway takes in. One that is not known may.
  private mutating func judge(_ route: GatewayRoute, _ entry: ObjectReference, _ inventory: Inventory) {
    var refused: [Evidence] = []
    for parent in route.parents {
      do throws(Missing) {
        if try inventory.way(through: parent, of: route, entry) != nil { return }
      } catch {
        return
      }
      let gateway = FieldValue.string("\(parent.object.namespace)/\(parent.object.name): no listener admits the route")
      refused.append(Evidence(parent.path.appending("name"), gateway))
    }
    dangling += refused
  }

  /// Whether a route may lead there; what nothing in the namespace there lets, dangles.
  private mutating func isAllowed(_ backend: Backend, of entry: ObjectReference, _ inventory: Inventory) -> Bool {
    guard case .service(let namespace, let name, _) = backend.kind else { return true }
    do throws(Missing) {
      if try inventory.maySend(entry.kind, from: entry.namespace, to: backend) { return true }
      dangling.append(
        Evidence(backend.path, .string("\(namespace)/\(name): no ReferenceGrant there lets the route in")))
    } catch {
      missing = error
    }
    return false
  }

  private mutating func judge(_ service: Service, _ entry: ObjectReference, _ inventory: Inventory) {
    guard service.type.known != "ExternalName", let selector = service.selector.known, !selector.isEmpty,
      inventory.selection.workloads(of: entry).isEmpty
    else { return }
    do throws(Missing) {
      // What an operator makes of its own resource is not in files, and files without workloads say nothing of them.
      if inventory.entries.hasCustomResource(in: entry.namespace, named: selector.map(\.value))
        || inventory.completeness.input == .manifests && inventory.workloads.isEmpty
      {
        throw Missing(.pods, .notInInput)
      }
      try inventory.completeness.require(.pods)
      let pairs = selector.map { FieldValue.Member($0.key, .string($0.value)) }
      dangling.append(Evidence(FieldPath().appending("spec.selector"), .map(pairs)))
    } catch {
      missing = error
    }
  }

  private mutating func judge(_ backend: Backend, _ inventory: Inventory) {
    switch backend.kind {
    case .other: return
    case .unnamed: dangling.append(Evidence(backend.path, .absent))
    case .service(let namespace, let name, let port):
      guard let service = inventory.services[namespace, name] else {
        do throws(Missing) {
          try inventory.completeness.require(.services)
          dangling.append(Evidence(backend.path, .string(name)))
        } catch {
          missing = error
        }
        return
      }
      if service.type.known == "ExternalName" { return }
      // Ports that cannot be read may be the ones that are meant.
      if case .malformed = service.ports { return }
      let ports = service.ports.known ?? []
      let isServed =
        switch port {
        case .unset: true
        case .number(let number): ports.contains { $0.number.known == number }
        case .name(let name): ports.contains { $0.name == name }
        }
      if !isServed { dangling.append(Evidence(backend.path, .string("\(name) has no such port"))) }
    }
  }
}

/// A host and path of an Ingress that another serves as well.
package struct HostConflict: Hashable, Sendable {
  package var path: FieldPath
  /// Empty for any.
  package var host: UntrustedText
  package var urlPath: UntrustedText
  package var other: ObjectReference
}

extension HostConflict {
  static func all(of entry: ObjectReference, _ inventory: Inventory) throws(Missing) -> [HostConflict] {
    guard let ingress = inventory.entries.ingresses[entry], !ingress.isShadow else { return [] }
    let className = try ingress.className.get()
    var found: [HostConflict] = []
    var seen: Set<HostPath> = []
    for rule in try ingress.rules.get() ?? [] {
      for route in rule.routes {
        let place = HostPath(host: rule.host, urlPath: route.urlPath)
        if !seen.insert(place).inserted { continue }
        var named = 0
        // Controllers of different classes do not see each other's.
        for reference in inventory.entries.claimants(of: place, class: className) where reference != entry {
          found.append(HostConflict(path: rule.path, host: rule.host, urlPath: route.urlPath, other: reference))
          named += 1
          if named == othersNamed { break }
        }
      }
    }
    return found
  }

  /// At most so many others are named for one path: more say nothing new.
  private static let othersNamed = 3
}

extension Ingress {
  /// A canary, which a share of another one's traffic is meant to go by, or the answer to a certificate authority.
  var isShadow: Bool {
    annotations.value(of: "nginx.ingress.kubernetes.io/canary") == "true" || answersChallenge
  }
}

/// What ingress-nginx takes over into its configuration from annotations of Ingresses.
package enum SnippetUse: Hashable, Sendable {
  /// Neither an Ingress nor a controller of ingress-nginx.
  case notApplicable
  /// An Ingress: the annotations that hold snippets.
  case annotations([UntrustedText])
  /// A controller that takes them over, and what shows it.
  case allowed(Evidence)
  case forbidden

  init(of entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    if let ingress = inventory.entries.ingresses[entry] {
      let keys = ingress.annotations.map(\.key)
      self = .annotations(keys.filter { $0.hasPrefix("nginx.ingress.kubernetes.io/") && $0.hasSuffix("-snippet") })
      return
    }
    guard let controller = inventory.workloads[entry], controller.ingressController == .ingressNginx else {
      self = .notApplicable
      return
    }
    let version = controller.controllerVersion
    if let settings = inventory.settings(of: controller), let isAllowed = settings.value.allowsSnippets {
      // Before 0.49.1 and 1.0.1 nothing could forbid them.
      if !isAllowed,
        version.map({ $0.version >= [1, 0, 1] || ($0.version < [1] && $0.version >= [0, 49, 1]) }) ?? true
      {
        self = .forbidden
        return
      }
      if isAllowed {
        let path = FieldPath().appending("data").appending(member: "allow-snippet-annotations")
        self = .allowed(Evidence(path, "true", in: settings.object))
        return
      }
    } else {
      try inventory.completeness.require(.configMaps)
    }
    guard let version else { throw Missing(.source("version of ingress-nginx"), .notInInput) }
    // Since 1.9 they are off unless switched on.
    self = version.version >= [1, 9] ? .forbidden : .allowed(version.evidence)
  }
}

extension Workload {
  /// The version of ingress-nginx in the image's tag, and the image as evidence.
  fileprivate var controllerVersion: (version: [Int], evidence: Evidence)? {
    for container in template.containers where container.role == .regular {
      guard let image = container.image.known, IngressController(image: image, labels: []) == .ingressNginx,
        let tag = container.imageReference.known?.tag
      else { continue }
      let numbers = tag.parsed { tag -> [Int]? in
        let digits = tag.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
        let numbers = digits.split(separator: ".").compactMap { Int($0) }
        return numbers.count < 2 ? nil : numbers
      }
      guard let numbers else { return nil }
      return (numbers, Evidence(container.path.appending("image").resolved(pod: kind.podPrefix), .string(image)))
    }
    return nil
  }
}

private func >= (a: [Int], b: [Int]) -> Bool { !a.lexicographicallyPrecedes(b) }
private func < (a: [Int], b: [Int]) -> Bool { a.lexicographicallyPrecedes(b) }

extension ObjectReference {
  /// Of a kind that Kubernetes does not have by itself.
  var isCustom: Bool { group.contains(".") && !group.hasSuffix(".k8s.io") }
}
