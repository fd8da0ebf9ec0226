import Documents
import Hardening
import TextSafety

extension FieldReader {
  /// - Parameters:
  ///   - isFirst: The object is of a version before v1, which named backends otherwise.
  ///   - admitted: A server has filled in what it fills in.
  mutating func ingress(_ root: Node, namespace: UntrustedText, isFirst: Bool, admitted: Bool) -> Ingress {
    let spec = root["spec"]
    let path = FieldPath().appending("spec")
    let all = pairs(root["metadata"]?["annotations"], FieldPath().appending("metadata.annotations")).known ?? []
    let annotations = all.filter { pair in Ingress.prefixesOfAnnotations.contains { pair.key.hasPrefix($0) } }
      .map { LabelPair(key: $0.key, value: $0.key.hasSuffix("-snippet") ? "" : $0.value) }
    var className = text(spec?["ingressClassName"], path.appending("ingressClassName"))
    if className.isAbsent, let old = annotations.value(of: "kubernetes.io/ingress.class") { className = .value(old) }
    var ingress = Ingress(
      className: className, takesDefaultClass: !admitted && className.isAbsent, annotations: annotations,
      rules: .absent, defaultBackend: nil,
      hasFirewall: annotations.value(of: Ingress.firewallAnnotation).map { value in
        let rules = all.value(of: "nginx.ingress.kubernetes.io/modsecurity-snippet") ?? ""
        return value.lowercasedASCII == "true" && FieldReader.enforces(rules)
      },
      answersChallenge: root["metadata"]?["labels"]?["acme.cert-manager.io/http01-solver"] != nil, tls: .absent)
    let name: StaticString = isFirst ? "backend" : "defaultBackend"
    if let node = spec?[name], node.kind == .map {
      ingress.defaultBackend = backend(node, path.appending(name), namespace, isFirst)
    }
    ingress.rules = list(spec?["rules"], path.appending("rules"), of: "a list of rules") { element, index, reader in
      guard element.kind == .map || element.isNull else { return nil }
      let host = element["host"]?.text?.lowercasedASCII ?? ""
      let place = path.appending("rules").appending(element: "", index: index)
      var rule = Ingress.Rule(host: host, path: place, routes: [])
      let paths = place.appending("http.paths")
      for (index, node) in (element["http"]?["paths"]?.elements.enumerated().map { ($0, $1) } ?? []) {
        let place = paths.appending(element: "", index: index)
        let backend = reader.backend(node["backend"], place.appending("backend"), namespace, isFirst)
        rule.routes.append(Ingress.Route(urlPath: FieldReader.urlPath(node["path"]?.text ?? "/"), backend: backend))
      }
      return rule
    }
    ingress.tls = list(spec?["tls"], path.appending("tls"), of: "a list of certificates") { element, index, _ in
      guard element.kind == .map || element.isNull else { return nil }
      return Ingress.Certificate(
        hosts: element["hosts"]?.elements.compactMap { $0.text?.lowercasedASCII } ?? [],
        path: path.appending("tls").appending(element: "", index: index))
    }
    return ingress
  }

  private static func urlPath(_ text: UntrustedText) -> UntrustedText {
    text.map { text in
      var path = text[...]
      while path.count > 1, path.last == "/" { path.removeLast() }
      return path.isEmpty ? "/" : String(path)
    }
  }

  private func backend(_ node: Node?, _ path: FieldPath, _ namespace: UntrustedText, _ isFirst: Bool) -> Backend {
    if let name = node?["service"]?["name"]?.scalar {
      let port = node?["service"]?["port"]
      return Backend(
        kind: .service(namespace: namespace, name: name, port: FieldReader.port(port?["number"], port?["name"])),
        path: path.appending("service.name"))
    }
    if isFirst, let name = node?["serviceName"]?.scalar {
      let port = node?["servicePort"]
      return Backend(
        kind: .service(namespace: namespace, name: name, port: FieldReader.port(port, port)),
        path: path.appending("serviceName"))
    }
    return Backend(kind: node?["resource"]?.kind == .map ? .other : .unnamed, path: path)
  }

  static func port(_ number: Node?, _ name: Node?) -> Backend.Port {
    if let number = number?.integer { return .number(number) }
    if let text = name?.text { return text.parsed { Int64($0) }.map { .number($0) } ?? .name(text) }
    return .unset
  }

  /// What a policy of Application Gateway for Containers puts a firewall before.
  func firewallTarget(_ root: Node, namespace: UntrustedText) -> ObjectReference {
    let target = root["spec"]?["targetRef"]
    return ObjectReference(
      group: target?["group"]?.text ?? "", kind: target?["kind"]?.text ?? "",
      namespace: target?["namespace"]?.text ?? namespace, name: target?["name"]?.scalar ?? "")
  }
}
