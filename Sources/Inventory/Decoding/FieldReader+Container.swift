import Documents
import Hardening
import TextSafety

extension FieldReader {
  /// All three lists of containers of a pod's spec. A list of the wrong type is named in `unreadable`.
  mutating func containers(_ spec: Node, token: Set<UntrustedText>) -> (containers: [Container], unreadable: FieldPath?)
  {
    var found: [Container] = []
    var unreadable: FieldPath?
    let lists: [(Node?, Container.Role)] = [
      (spec["containers"], .regular), (spec["initContainers"], .initial), (spec["ephemeralContainers"], .ephemeral),
    ]
    for (node, role) in lists {
      guard let node, !node.isNull else { continue }
      let path = FieldPath.podSpec.appending(role.list)
      guard node.kind == .list else {
        unreadable = malformed(path, node, "a list of containers")
        continue
      }
      for (index, element) in node.elements.enumerated() {
        guard element.kind == .map else {
          unreadable = malformed(path.appending(element: "", index: index), element, "a container")
          continue
        }
        found.append(container(element, role, index, token: token))
      }
    }
    return (found, unreadable)
  }

  private mutating func container(_ node: Node, _ role: Container.Role, _ index: Int, token: Set<UntrustedText>)
    -> Container
  {
    let restarts = role == .initial && node["restartPolicy"]?.equals("Always") == true
    var content = Container.Content(role: restarts ? .sidecar : role, name: node["name"]?.scalar ?? "", index: index)
    let path = FieldPath.podSpec.appending(role.list).appending(element: content.name, index: index)
    content.image = text(node["image"], path.appending("image"))
    content.imagePullPolicy = text(node["imagePullPolicy"], path.appending("imagePullPolicy"))
    content.command = texts(node["command"], path.appending("command"))
    content.arguments = texts(node["args"], path.appending("args"))
    content.securityContext = securityContext(node["securityContext"], path.appending("securityContext"))
    content.ports = list(node["ports"], path.appending("ports"), of: "a list of ports") { element, index, reader in
      guard element.kind == .map else { return nil }
      let port = path.appending("ports").appending(element: element["name"]?.text ?? "", index: index)
      return ContainerPort(
        containerPort: reader.integer(element["containerPort"], port.appending("containerPort")),
        hostPort: reader.integer(element["hostPort"], port.appending("hostPort")),
        transport: reader.text(element["protocol"], port.appending("protocol")),
        name: reader.text(element["name"], port.appending("name")))
    }
    content.environment = list(node["env"], path.appending("env"), of: "a list of variables") { element, _, _ in
      element["name"]?.scalar
    }
    content.resources = resources(node["resources"], path.appending("resources"))
    content.mounts = list(node["volumeMounts"], path.appending("volumeMounts"), of: "a list of mounts") {
      element, index, reader in
      guard let name = element["name"]?.scalar else { return nil }
      let mount = path.appending("volumeMounts").appending(element: name, index: index)
      return VolumeMount(
        name: name, mountPath: element["mountPath"]?.scalar ?? "", subPath: element["subPath"]?.scalar ?? "",
        readOnly: reader.bool(element["readOnly"], mount.appending("readOnly")))
    }
    if !token.isEmpty, case .value(let mounts) = content.mounts {
      let own = mounts.filter { !token.contains($0.name) }
      content.mounts = own.isEmpty ? .absent : .value(own)
    }
    content.liveness = probe(node["livenessProbe"], path.appending("livenessProbe"))
    content.readiness = probe(node["readinessProbe"], path.appending("readinessProbe"))
    content.startup = probe(node["startupProbe"], path.appending("startupProbe"))
    content.postStart = probe(node["lifecycle"]?["postStart"], path.appending("lifecycle.postStart"))
    content.preStop = probe(node["lifecycle"]?["preStop"], path.appending("lifecycle.preStop"))
    return Container(content)
  }

  private mutating func probe(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<Probe> {
    switch section(node, path()) {
    case .absent: return .absent
    case .malformed(let path): return .malformed(path)
    case .map(let map):
      let handlers: [StaticString] = ["httpGet", "tcpSocket", "exec", "grpc", "sleep"]
      for handler in handlers {
        guard let node = map[handler], !node.isNull else { continue }
        let name = UntrustedText(handler.description)
        return .value(
          Probe(
            handler: .map([.init(name, FieldValue(node).sorted)]), handlerName: name,
            host: text(node["host"], path().appending(handler).appending("host"))))
      }
      return .value(Probe(handler: .null, handlerName: "", host: .absent))
    }
  }

  mutating func resources(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Resources {
    switch section(node, path()) {
    case .absent: return Resources()
    case .malformed(let path): return Resources(isPresent: true, requests: .malformed(path), limits: .malformed(path))
    case .map(let map):
      let path = path()
      return Resources(
        isPresent: true, requests: amounts(map["requests"], path.appending("requests")),
        limits: amounts(map["limits"], path.appending("limits")))
    }
  }

  /// A ResourceList: names and quantities.
  mutating func amounts(_ node: Node?, _ path: @autoclosure () -> FieldPath) -> Field<[ResourceAmount]> {
    switch section(node, path()) {
    case .absent: return .absent
    case .malformed(let path): return .malformed(path)
    case .map(let map):
      var amounts: [ResourceAmount] = []
      for (name, value) in map.members where !value.isNull {
        let quantity: Field<Quantity> =
          value.scalar.flatMap(Quantity.init).map { .value($0) }
          ?? .malformed(malformed(path().appending(member: name), value, "a quantity such as 128Mi or 250m"))
        amounts.append(ResourceAmount(name: name, quantity: quantity))
      }
      return .value(amounts)
    }
  }
}
