import Documents
import Hardening
import TextSafety

extension FieldReader {
  private static let prefixesOfServiceAnnotations = [
    "service.beta.kubernetes.io/", "service.kubernetes.io/", "networking.gke.io/", "cloud.google.com/",
    "oci-network-load-balancer.oraclecloud.com/", "oci.oraclecloud.com/", "load-balancer.hetzner.cloud/",
    "yandex.cloud/",
  ]

  mutating func service(_ root: Node) -> Service {
    let spec = root["spec"]
    let path = FieldPath().appending("spec")
    let annotations = pairs(root["metadata"]?["annotations"], FieldPath().appending("metadata.annotations")).known ?? []
    let ports = list(spec?["ports"], path.appending("ports"), of: "a list of ports") {
      element, index, reader -> ServicePort? in
      guard element.kind == .map else { return nil }
      let name = element["name"]?.text ?? ""
      let place = path.appending("ports").appending(element: name, index: index)
      return ServicePort(
        name: name, number: reader.integer(element["port"], place.appending("port")),
        nodePort: element["nodePort"]?.integer, applicationProtocol: element["appProtocol"]?.text ?? "", path: place)
    }
    var addresses = root["status"]?["loadBalancer"]?["ingress"]?.elements.compactMap { $0["ip"]?.text } ?? []
    if addresses.isEmpty, let wanted = spec?["loadBalancerIP"]?.text, !wanted.isEmpty { addresses = [wanted] }
    return Service(
      labels: pairs(root["metadata"]?["labels"], FieldPath().appending("metadata.labels")).known ?? [],
      selector: pairs(spec?["selector"], path.appending("selector")), type: text(spec?["type"], path.appending("type")),
      ports: ports,
      annotations: annotations.filter { pair in
        FieldReader.prefixesOfServiceAnnotations.contains { pair.key.hasPrefix($0) }
      },
      hasAnnotations: root["metadata"]?["annotations"]?.kind == .map,
      externalIPs: texts(spec?["externalIPs"], path.appending("externalIPs")),
      externalName: text(spec?["externalName"], path.appending("externalName")),
      sourceRanges: texts(spec?["loadBalancerSourceRanges"], path.appending("loadBalancerSourceRanges")),
      loadBalancerClass: text(spec?["loadBalancerClass"], path.appending("loadBalancerClass")),
      hasExternalTrafficPolicy: spec?["externalTrafficPolicy"].map { !$0.isNull } ?? false, addresses: addresses)
  }

  /// ingress-nginx's settings; nil where the ConfigMap has none of them.
  func controllerSettings(_ root: Node) -> ControllerSettings? {
    func flag(_ key: StaticString) -> Bool? { root["data"]?[key]?.scalar.map { $0 == "true" } }
    let snippets = flag("allow-snippet-annotations")
    let firewall = flag("enable-modsecurity")
    guard snippets != nil || firewall != nil else { return nil }
    // Without rules, or where it only detects, ModSecurity holds nobody off.
    let rules = root["data"]?["modsecurity-snippet"]?.text ?? ""
    return ControllerSettings(allowsSnippets: snippets, hasFirewall: firewall.map { $0 && FieldReader.enforces(rules) })
  }

  /// Whether rules of ModSecurity block; without such it only detects.
  static func enforces(_ rules: UntrustedText) -> Bool {
    rules.matches { text in
      text.lowercased().split(separator: "\n").contains { line in
        line.split { $0 == " " || $0 == "\t" || $0 == "\r" } == ["secruleengine", "on"]
      }
    }
  }
}
