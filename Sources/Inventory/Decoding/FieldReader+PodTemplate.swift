import Documents
import Hardening
import TextSafety

extension FieldReader {
  /// A pod's metadata and spec.
  ///
  /// - Parameters:
  ///   - labels: those that the pods carry.
  ///   - namespace: the pods', which anti-affinity to those of other namespaces does not spread.
  ///   - admitted: it comes from an API server, which has filled in a good deal.
  mutating func podTemplate(
    _ pod: Node?, kind: WorkloadKind, labels: [LabelPair], namespace: UntrustedText, admitted: Bool
  )
    -> PodTemplate.Content
  {
    var content = PodTemplate.Content(kind: kind)
    content.hasMetadata = kind == .pod || pod?["metadata"]?.kind == .map
    annotations(pod?["metadata"]?["annotations"], into: &content)
    let path = FieldPath.podSpec
    let spec: Node
    switch section(pod?["spec"], path) {
    case .absent: return content
    case .malformed(let path):
      content.unreadableContainers = path
      return content
    case .map(let map): spec = map
    }
    content.securityContext = securityContext(spec["securityContext"], PodTemplate.securityContextPath)
    content.hostPID = bool(spec["hostPID"], path.appending("hostPID"))
    content.hostIPC = bool(spec["hostIPC"], path.appending("hostIPC"))
    content.hostNetwork = bool(spec["hostNetwork"], path.appending("hostNetwork"))
    content.hostUsers = bool(spec["hostUsers"], path.appending("hostUsers"))
    content.shareProcessNamespace = bool(spec["shareProcessNamespace"], path.appending("shareProcessNamespace"))
    content.automountServiceAccountToken = bool(
      spec["automountServiceAccountToken"], path.appending("automountServiceAccountToken"))
    content.serviceAccountName = text(spec["serviceAccountName"], path.appending("serviceAccountName"))
    content.serviceAccount = text(spec["serviceAccount"], path.appending("serviceAccount"))
    content.nodeSelector = pairs(spec["nodeSelector"], path.appending("nodeSelector"))
    content.priorityClassName = text(spec["priorityClassName"], path.appending("priorityClassName"))
    content.runtimeClassName = text(spec["runtimeClassName"], path.appending("runtimeClassName"))
    content.restartPolicy = text(spec["restartPolicy"], path.appending("restartPolicy"))
    content.operatingSystem = text(spec["os"]?["name"], path.appending("os.name"))
    content.hostAliases = spec["hostAliases"]?.count ?? 0
    content.imagePullSecrets = references(spec["imagePullSecrets"], path.appending("imagePullSecrets"))
    content.topologySpreadConstraints = spec["topologySpreadConstraints"]?.count ?? 0
    content.isSpread = spreads(spec["topologySpreadConstraints"], labels)
    content.resources = resources(spec["resources"], path.appending("resources"))
    affinity(spec["affinity"], labels, namespace, into: &content)
    tolerations(spec["tolerations"], admitted: admitted, into: &content)
    // The scheduler writes the node into a pod; only a template asks for one.
    if !admitted || kind != .pod { content.nodeName = text(spec["nodeName"], path.appending("nodeName")) }
    let token = volumes(spec["volumes"], admitted: admitted && kind == .pod, into: &content)
    if admitted && kind == .pod { content.tokenMounted = !token.isEmpty }
    (content.containers, content.unreadableContainers) = containers(spec, token: token)
    if admitted, content.hostNetwork.known == true {
      content.containers = content.containers.map(withoutFilledHostPorts)
    }
    return content
  }

  /// Prefixes of the annotations that profiles of old clusters stand in.
  private static let profilePrefixes = [
    "container.apparmor.security.beta.kubernetes.io/", "container.seccomp.security.alpha.kubernetes.io/",
    "seccomp.security.alpha.kubernetes.io/",
  ]

  private mutating func annotations(_ node: Node?, into content: inout PodTemplate.Content) {
    let all = pairs(node, FieldPath.podMetadata.appending("annotations")).known ?? []
    content.hasAnnotations = !all.isEmpty
    content.annotations = all.filter { pair in FieldReader.profilePrefixes.contains { pair.key.hasPrefix($0) } }
    content.annotations.sort { $0.key < $1.key }
  }

  /// - Parameter labels: the pod's own: an anti-affinity to other pods spreads nothing.
  private mutating func affinity(
    _ node: Node?, _ labels: [LabelPair], _ namespace: UntrustedText, into content: inout PodTemplate.Content
  ) {
    guard case .map(let affinity) = section(node, FieldPath.podSpec.appending("affinity")) else { return }
    let anti = affinity["podAntiAffinity"]
    var antiTerms: [Node?] = []
    for term in anti?["requiredDuringSchedulingIgnoredDuringExecution"]?.elements.map({ $0 }) ?? [] {
      antiTerms.append(term)
    }
    for term in anti?["preferredDuringSchedulingIgnoredDuringExecution"]?.elements.map({ $0 }) ?? [] {
      antiTerms.append(term["podAffinityTerm"])
    }
    content.hasPodAntiAffinity = antiTerms.contains { term in
      let others = term?["namespaces"]?.elements.compactMap(\.scalar) ?? []
      if !others.isEmpty, !others.contains(namespace), term?["namespaceSelector"] == nil { return false }
      let node = term?["labelSelector"]
      // What cannot be read is taken for what its writer meant.
      guard case .value(let selector) = selector(node, FieldPath.podSpec.appending("affinity")) else {
        return node != nil
      }
      return selector.selects(labels)
    }
    nodeAffinity(affinity["nodeAffinity"], into: &content)
  }

  /// Whether a topology spread constraint counts the pods themselves: one without a selector, or with one for other
  /// pods, spreads nothing.
  private mutating func spreads(_ node: Node?, _ labels: [LabelPair]) -> Bool {
    guard let node, node.kind == .list else { return false }
    for (index, element) in node.elements.enumerated() {
      guard element["topologyKey"]?.text?.isEmpty == false, let selector = element["labelSelector"] else { continue }
      let path = FieldPath.podSpec.appending("topologySpreadConstraints").appending(element: "", index: index)
      // What cannot be read is taken for what its writer meant.
      switch self.selector(selector, path.appending("labelSelector")) {
      case .malformed: return true
      case .value(let selector) where selector.selects(labels): return true
      case .value, .absent: continue
      }
    }
    return false
  }

  private mutating func nodeAffinity(_ affinity: Node?, into content: inout PodTemplate.Content) {
    let path = FieldPath.podSpec.appending(
      "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms")
    let terms = affinity?["requiredDuringSchedulingIgnoredDuringExecution"]?["nodeSelectorTerms"]
    for (term, node) in (terms?.elements.enumerated().map { ($0, $1) } ?? []) {
      for (index, expression) in (node["matchExpressions"]?.elements.enumerated().map { ($0, $1) } ?? []) {
        guard let key = expression["key"]?.text else { continue }
        content.requiredNodeAffinity.append(
          NodeRequirement(
            key: key, operation: expression["operator"]?.text ?? "",
            values: expression["values"]?.elements.compactMap(\.scalar) ?? [],
            path: path.appending(element: "", index: term).appending("matchExpressions").appending(
              element: key, index: index)))
      }
    }
  }

  private mutating func tolerations(_ node: Node?, admitted: Bool, into content: inout PodTemplate.Content) {
    content.tolerations = list(node, FieldPath.podSpec.appending("tolerations"), of: "a list of tolerations") {
      element, index, _ in
      guard element.kind == .map else { return nil }
      return Toleration(
        index: index, key: element["key"]?.scalar ?? "", operation: element["operator"]?.scalar ?? "Equal",
        value: element["value"]?.scalar ?? "", effect: element["effect"]?.scalar ?? "")
    }
    // Admission and the DaemonSet controller add these to pods.
    if admitted, case .value(let all) = content.tolerations {
      let own = all.filter { !$0.key.hasPrefix("node.kubernetes.io/") }
      content.tolerations = own.isEmpty ? .absent : .value(own)
    }
  }

  /// Fields of a volume that say nothing of what it is.
  private static let volumeNames: Set<UntrustedText> = ["name"]

  /// Reads the volumes and gives the names of those that admission put in for the account's token, which are left out.
  private mutating func volumes(
    _ node: Node?, admitted: Bool, into content: inout PodTemplate.Content
  ) -> Set<UntrustedText> {
    let path = FieldPath.podSpec.appending("volumes")
    var token: Set<UntrustedText> = []
    let account = content.serviceAccountName.known ?? content.serviceAccount.known ?? "default"
    content.volumes = list(node, path, of: "a list of volumes") { element, index, reader in
      guard element.kind == .map else { return nil }
      let name = element["name"]?.scalar ?? ""
      let own = path.appending(element: name, index: index)
      // Of two types, which the API server refuses, the one that gives most away counts.
      let types = element.members.filter { !FieldReader.volumeNames.contains($0.key) && !$0.value.isNull }.map(\.key)
      let type = types.contains("hostPath") ? "hostPath" : types.first ?? ""
      if admitted && type == "projected" && name.hasPrefix("kube-api-access-") { token.insert(name) }
      if admitted && type == "secret" && FieldReader.isToken(name, of: account) { token.insert(name) }
      var host: Field<UntrustedText> = .absent
      var hostType: Field<UntrustedText> = .absent
      if type == "hostPath" {
        switch reader.section(element["hostPath"], own.appending("hostPath")) {
        case .absent: break
        case .malformed(let path): host = .malformed(path)
        case .map(let map):
          host = reader.text(map["path"], own.appending("hostPath.path"))
          hostType = reader.text(map["type"], own.appending("hostPath.type"))
        }
      }
      return Volume(name: name, index: index, type: type, hostPath: host, hostPathType: hostType)
    }
    if !token.isEmpty, case .value(let all) = content.volumes {
      let own = all.filter { !token.contains($0.name) }
      content.volumes = own.isEmpty ? .absent : .value(own)
    }
    return token
  }

  /// The name that admission of old clusters gave to the volume of an account's token.
  private static func isToken(_ name: UntrustedText, of account: UntrustedText) -> Bool {
    name.matches { name in account.matches { name.utf8.starts(with: ($0 + "-token-").utf8) } }
  }

  /// On the host's network the API server sets each host port to the container's: nobody asked for it.
  private func withoutFilledHostPorts(_ container: Container) -> Container {
    guard case .value(let ports) = container.ports, ports.contains(where: { $0.hostPort.known != nil }) else {
      return container
    }
    var content = container.content
    content.ports = .value(
      ports.map { port in
        var port = port
        if port.hostPort == port.containerPort { port.hostPort = .absent }
        return port
      })
    return Container(content)
  }
}
