import Documents
import Hardening
import TextSafety

extension FieldReader {
  mutating func gateway(_ root: Node) -> Gateway {
    let annotations = pairs(root["metadata"]?["annotations"], FieldPath().appending("metadata.annotations")).known ?? []
    let path = FieldPath().appending("spec.listeners")
    let listeners = list(root["spec"]?["listeners"], path, of: "a list of listeners") { node, index, reader in
      guard node.kind == .map || node.isNull else { return nil as Gateway.Listener? }
      let allowed = node["allowedRoutes"]
      let place = path.appending(element: "", index: index).appending("allowedRoutes.namespaces")
      return Gateway.Listener(
        name: node["name"]?.scalar ?? "", port: node["port"]?.integer, transport: node["protocol"]?.text ?? "",
        hostname: node["hostname"]?.text?.lowercasedASCII ?? "",
        namespaces: reader.admitted(allowed?["namespaces"], place),
        kinds: allowed?["kinds"]?.elements.map { kind in
          Gateway.RouteKind(group: kind["group"]?.text ?? Gateway.group, kind: kind["kind"]?.text ?? "")
        })
    }
    return Gateway(
      className: root["spec"]?["gatewayClassName"]?.text ?? "",
      annotations: annotations.filter { pair in Ingress.prefixesOfAnnotations.contains { pair.key.hasPrefix($0) } },
      listeners: listeners)
  }

  private mutating func admitted(_ node: Node?, _ path: FieldPath) -> Gateway.Admitted {
    guard let from = node?["from"], !from.isNull else { return .own }
    switch from.text {
    case "Same": return .own
    case "All": return .all
    case "Selector":
      guard case .value(let selector) = selector(node?["selector"], path.appending("selector")) else {
        return .undecided
      }
      return .labelled(selector)
    default: return .undecided
    }
  }

  /// What a ReferenceGrant lets routes lead to: Services; secrets of certificates are no matter here.
  mutating func referenceGrant(_ root: Node) -> ReferenceGrant {
    let sources = (root["spec"]?["from"]?.elements.map { $0 } ?? []).filter { $0["group"]?.text == Gateway.group }
    let targets = (root["spec"]?["to"]?.elements.map { $0 } ?? []).filter { node in
      (node["group"]?.text ?? "").isEmpty && node["kind"]?.text == "Service"
    }
    let names = targets.map { $0["name"]?.scalar ?? "" }
    return ReferenceGrant(
      sources: sources.map { .init(kind: $0["kind"]?.text ?? "", namespace: $0["namespace"]?.scalar ?? "") },
      services: names.contains("") ? nil : Set(names))
  }

  mutating func gatewayRoute(_ root: Node, namespace: UntrustedText) -> GatewayRoute {
    let path = FieldPath().appending("spec.rules")
    var backends: [Backend] = []
    let parents = (root["spec"]?["parentRefs"]?.elements.map { $0 } ?? []).enumerated().map { index, node in
      GatewayRoute.Parent(
        object: ObjectReference(
          group: node["group"]?.text ?? Gateway.group, kind: node["kind"]?.text ?? "Gateway",
          namespace: node["namespace"]?.text ?? namespace, name: node["name"]?.scalar ?? ""),
        section: node["sectionName"]?.scalar ?? "", port: node["port"]?.integer,
        path: FieldPath().appending("spec.parentRefs").appending(element: "", index: index))
    }
    let hostnames = root["spec"]?["hostnames"]?.elements.compactMap { $0.text?.lowercasedASCII } ?? []
    do throws(Missing) {
      for (rule, path) in try elements(root["spec"]?["rules"], path) {
        for (node, path) in try elements(rule["backendRefs"], path.appending("backendRefs")) {
          let kind = node["kind"]?.text ?? "Service"
          let group = node["group"]?.text ?? ""
          guard kind == "Service", group.isEmpty else {
            backends.append(Backend(kind: .other, path: path))
            continue
          }
          guard let name = node["name"]?.scalar else {
            backends.append(Backend(kind: .unnamed, path: path))
            continue
          }
          let own = node["namespace"]?.text ?? namespace
          backends.append(
            Backend(
              kind: .service(namespace: own, name: name, port: FieldReader.port(node["port"], nil)),
              path: path.appending("name")))
        }
      }
      return GatewayRoute(parents: parents, hostnames: hostnames, backends: .value(backends))
    } catch {
      return GatewayRoute(parents: parents, hostnames: hostnames, backends: .malformed(error.path ?? path))
    }
  }
}
