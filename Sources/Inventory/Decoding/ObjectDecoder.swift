package import Documents
package import Hardening
package import TextSafety

/// Makes objects of documents. Keeps one copy of each pod template, so that a thousand pods of one cost little.
package struct ObjectDecoder {
  private var shapes: Set<PodTemplate> = []
  /// Of the last document: most are of the kind of the one before.
  private var lastNamed: NamedKind?

  /// What follows from an object's kind and apiVersion.
  private struct NamedKind {
    var kind: UntrustedText
    var version: UntrustedText
    /// The group as it is written, and as it is meant.
    var written: UntrustedText
    var group: UntrustedText
    var canonicalGroup: UntrustedText
    var isClusterWide: Bool
    var workload: WorkloadKind

    init(_ kind: UntrustedText, _ version: UntrustedText) {
      (self.kind, self.version) = (kind, version)
      let parts = version.split("/")
      written = parts.count > 1 ? parts[0] : ""
      group = Scope.group(written, of: kind)
      canonicalGroup = Scope.canonicalGroup(group, of: kind)
      isClusterWide = Scope.isClusterWide(group: group, kind: kind)
      workload = WorkloadKind(group: canonicalGroup, kind: kind)
    }
  }

  package init() {}

  /// How many different pod templates were seen.
  package var shapeCount: Int { shapes.count }

  /// Forgets the templates that no object of an inventory has.
  package mutating func keepShapes(of inventory: Inventory) { shapes = inventory.templates }

  /// Reads one document. `file` is its index in the inventory's list of files. Gives nothing and a notice where the
  /// document is no Kubernetes object; notices beside the object where fields have the wrong type.
  /// - Parameter given: the kind, where what was read says another: a server's answer of metadata alone.
  package mutating func decode(
    _ document: Document, file: Int, kind given: UntrustedText? = nil
  ) -> (object: DecodedObject?, notices: [Notice]) {
    let root = document.root
    guard root.kind == .map else {
      return (nil, [.skipped(document, "not a Kubernetes object but \(root.kind.words)")])
    }
    let listKind = document.list?.kind?.droppingSuffix("List")
    guard let kind = given ?? root["kind"]?.text ?? listKind, !kind.isEmpty else {
      return (nil, [.skipped(document, "no Kubernetes object: it has no kind")])
    }
    let written = given == nil ? root["apiVersion"]?.text : nil
    guard let version = written ?? document.list?.apiVersion, !version.isEmpty else {
      return (nil, [.skipped(document, "no Kubernetes object: it has no apiVersion")])
    }
    let named = named(kind, version)
    let group = named.group
    let metadata = root["metadata"]
    let isFromServer = metadata?["uid"]?.text != nil && metadata?["resourceVersion"]?.text != nil
    let namespace: UntrustedText =
      named.isClusterWide ? "" : metadata?["namespace"]?.text.nonEmpty ?? "default"
    let name = metadata?["name"]?.scalar ?? metadata?["generateName"]?.scalar ?? ""
    let reference = ObjectReference(
      group: named.canonicalGroup, kind: kind, namespace: namespace, name: name)
    let source = ObjectSource(
      file: file, document: document.index, item: document.list?.item,
      line: document.format == .yaml ? document.line : 0)
    var reader = FieldReader()
    let content = content(root, named.workload, reference, source, isFromServer, &reader)
    let labels = metadata?["labels"]
    let isPlatform = Platform.manages(reference, isAdmitted: isFromServer) {
      labels?.kind == .map ? labels?[member: $0]?.scalar : nil
    }
    var exceptions = AnnotationExceptions.none
    if case .carrier = content {} else { exceptions = reader.exceptions(metadata, template: nil) }
    let object = DecodedObject(
      reference: reference, content: content, source: source, isFromServer: isFromServer,
      isMarkedPlatform: isPlatform, isDefaultResident: DefaultNamespace.holds(reference, root), exceptions: exceptions)
    var notices = reader.faults.map { Notice.fault($0, in: reference, document) }
    if group != named.written { notices.append(.wrongGroup(reference, version, document)) }
    return (object, notices)
  }

  private mutating func content(
    _ root: Node, _ kind: WorkloadKind, _ reference: ObjectReference, _ source: ObjectSource, _ admitted: Bool,
    _ reader: inout FieldReader
  ) -> DecodedObject.Content {
    if kind != .other {
      return carrier(root, kind, reference, source, admitted, &reader).map { .carrier($0) } ?? .other
    }
    switch (reference.group, reference.kind) {
    case ("", "Namespace"): return .namespace(reader.namespace(root, reference.name))
    case ("", "ServiceAccount"): return .serviceAccount(reader.serviceAccount(root))
    case ("", "LimitRange"): return .limitRange(reader.limitRange(root, reference.name))
    case ("", "ResourceQuota"): return .resourceQuota(reader.resourceQuota(root, reference.name))
    case ("", "Service"): return .service(reader.service(root))
    case ("", "ConfigMap"): return .entry(.settings(reader.controllerSettings(root)))
    case ("networking.k8s.io", "Ingress"):
      let isFirst = root["apiVersion"]?.equals("networking.k8s.io/v1") != true
      return .entry(
        .ingress(reader.ingress(root, namespace: reference.namespace, isFirst: isFirst, admitted: admitted)))
    case ("networking.k8s.io", "IngressClass"):
      let mark = root["metadata"]?["annotations"]?["ingressclass.kubernetes.io/is-default-class"]
      return .entry(
        .ingressClass(
          controller: root["spec"]?["controller"]?.text ?? "", isDefault: mark?.equals("true") == true))
    case ("gateway.networking.k8s.io", "Gateway"): return .entry(.gateway(reader.gateway(root)))
    case ("gateway.networking.k8s.io", "ReferenceGrant"): return .entry(.grant(reader.referenceGrant(root)))
    case ("gateway.networking.k8s.io", _) where reference.kind.hasSuffix("Route"):
      return .entry(.route(reader.gatewayRoute(root, namespace: reference.namespace)))
    case ("alb.networking.azure.io", "WebApplicationFirewallPolicy"):
      return .entry(.firewall(before: reader.firewallTarget(root, namespace: reference.namespace)))
    case ("policy", "PodDisruptionBudget"):
      let isBeta = root["apiVersion"]?.equals("policy/v1beta1") == true
      return .disruptionBudget(reader.disruptionBudget(root, emptySelectsNothing: isBeta))
    case ("autoscaling", "HorizontalPodAutoscaler"): return .autoscaler(reader.autoscaler(root))
    case ("rbac.authorization.k8s.io", "RoleBinding"), ("rbac.authorization.k8s.io", "ClusterRoleBinding"):
      return .roleBinding(reader.roleBinding(root, namespace: reference.namespace))
    case ("networking.k8s.io", "NetworkPolicy"):
      return .networkPolicy(reader.networkPolicy(root, namespace: reference.namespace))
    case ("projectcalico.org", "NetworkPolicy"), ("projectcalico.org", "GlobalNetworkPolicy"),
      ("crd.projectcalico.org", "NetworkPolicy"), ("crd.projectcalico.org", "GlobalNetworkPolicy"):
      return .networkPolicy(reader.calicoPolicy(root))
    case (AdminPolicy.group, "AdminNetworkPolicy"), (AdminPolicy.group, "BaselineAdminNetworkPolicy"),
      (AdminPolicy.group, "ClusterNetworkPolicy"):
      return .adminPolicy(reader.adminPolicy(root, kind: reference.kind))
    case ("projectcalico.org", "Tier"), ("crd.projectcalico.org", "Tier"):
      return .policyTier(passes: root["spec"]?["defaultAction"]?.equals("Pass") == true)
    case ("cilium.io", "CiliumNetworkPolicy"), ("cilium.io", "CiliumClusterwideNetworkPolicy"):
      return .networkPolicy(reader.ciliumPolicy(root, namespace: reference.namespace))
    case ("apiextensions.k8s.io", "CustomResourceDefinition"):
      let scope = reader.text(root["spec"]?["scope"], FieldPath().appending("spec.scope")).known
      return .customResource(
        CustomResource(definition: reference.name), scope == "Cluster" ? .cluster : .namespaced)
    case ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "ClusterRole"):
      return .role(reader.role(root, isFromServer: admitted))
    case ("constraints.gatekeeper.sh", "K8sAllowedRepos"):
      return .allowedRepositories(reader.allowedRepositories(root, usesStars: false))
    case ("constraints.gatekeeper.sh", "K8sAllowedReposv2"):
      return .allowedRepositories(reader.allowedRepositories(root, usesStars: true))
    case _ where ObjectDecoder.verifiesImages(reference):
      return .imageVerifications(reader.imageVerifications(root, reference))
    case ("kubelet.config.k8s.io", "KubeletConfiguration"):
      return .kubelet(
        KubeletConfiguration(podPidsLimit: reader.integer(root["podPidsLimit"], FieldPath().appending("podPidsLimit"))))
    default: return .other
    }
  }

  /// Whether a policy of this kind may verify signatures of images.
  static func verifiesImages(_ object: ObjectReference) -> Bool {
    switch (object.group, object.kind) {
    case ("kyverno.io", "ClusterPolicy"), ("kyverno.io", "Policy"), ("policies.kyverno.io", "ImageValidatingPolicy"),
      ("policies.kyverno.io", "NamespacedImageValidatingPolicy"), ("policy.sigstore.dev", "ClusterImagePolicy"),
      ("constraints.gatekeeper.sh", "RatifyVerification"):
      true
    default: false
    }
  }

  private mutating func carrier(
    _ root: Node, _ kind: WorkloadKind, _ reference: ObjectReference, _ source: ObjectSource, _ admitted: Bool,
    _ reader: inout FieldReader
  ) -> Carrier? {
    var pod: Node? = root
    for member in kind.podPrefix { pod = pod?[member] }
    if kind == .rollout, pod == nil { return nil }
    let metadata = root["metadata"]
    let labels = reader.pairs(metadata?["labels"], FieldPath().appending("metadata.labels")).known ?? []
    let podLabels = kind == .pod ? labels : reader.podLabels(pod, selector: root["spec"]?["selector"])
    let content = reader.podTemplate(
      pod, kind: kind, labels: podLabels, namespace: reference.namespace, admitted: admitted)
    // In a manifest an owner is a claim, and a status too: the API server drops that, and the pod runs.
    let owner =
      admitted ? ObjectDecoder.owner(metadata?["ownerReferences"], of: kind, namespace: reference.namespace) : nil
    let isStatic = kind == .pod && admitted && metadata?["annotations"]?["kubernetes.io/config.mirror"] != nil
    let hash = (kind == .pod || kind == .replicaSet) ? labels.first { $0.key == "pod-template-hash" }?.value : nil
    return Carrier(
      reference: reference, kind: kind, uid: admitted ? metadata?["uid"]?.text ?? "" : "",
      owner: isStatic ? nil : owner, template: intern(PodTemplate(content)),
      podLabels: podLabels.filter { $0.key != "pod-template-hash" }, labels: labels,
      replicas: reader.integer(root["spec"]?["replicas"], FieldPath().appending("spec.replicas")),
      isFinished: admitted && ObjectDecoder.isFinished(root["status"], kind), isStatic: isStatic,
      created: metadata?["creationTimestamp"]?.scalar ?? "", templateHash: hash ?? "",
      exceptions: reader.exceptions(metadata, template: kind == .pod ? nil : pod?["metadata"]),
      namesNamespace: metadata?["namespace"]?.text.nonEmpty != nil, source: source)
  }

  private mutating func named(_ kind: UntrustedText, _ version: UntrustedText) -> NamedKind {
    if let last = lastNamed, last.kind == kind, last.version == version { return last }
    let named = NamedKind(kind, version)
    lastNamed = named
    return named
  }

  private mutating func intern(_ template: PodTemplate) -> PodTemplate { shapes.insert(template).memberAfterInsert }

  /// Whether a pod or job has ended.
  private static func isFinished(_ status: Node?, _ kind: WorkloadKind) -> Bool {
    switch kind {
    case .pod:
      let phase = status?["phase"]?.text
      return phase == "Succeeded" || phase == "Failed"
    case .job:
      return status?["conditions"]?.elements.contains { condition in
        (condition["type"]?.equals("Complete") == true || condition["type"]?.equals("Failed") == true)
          && condition["status"]?.equals("True") == true
      } == true
    default: return false
    }
  }

  /// The controller among the owner references, where objects of its kind make such objects. A Node makes none: what
  /// its kubelet runs says so itself.
  private static func owner(_ node: Node?, of owned: WorkloadKind, namespace: UntrustedText) -> Carrier.Owner? {
    guard let node, node.kind == .list,
      let owner = node.elements.first(where: { $0["controller"]?.bool == true }),
      let kind = owner["kind"]?.text, let name = owner["name"]?.text, !kind.isEmpty, !name.isEmpty, kind != "Node"
    else { return nil }
    let parts = (owner["apiVersion"]?.text ?? "").split("/")
    let group = Scope.canonicalGroup(parts.count > 1 ? parts[0] : "", of: kind)
    let ownKind = WorkloadKind(group: group, kind: kind)
    guard ownKind.makes(owned) else { return nil }
    return Carrier.Owner(
      reference: ObjectReference(group: group, kind: kind, namespace: namespace, name: name), kind: ownKind,
      uid: owner["uid"]?.text ?? "")
  }
}

extension UntrustedText? {
  fileprivate var nonEmpty: UntrustedText? { flatMap { $0.isEmpty ? nil : $0 } }
}

extension Node.Kind {
  fileprivate var words: String {
    switch self {
    case .null: "nothing"
    case .bool, .number, .string: "a plain value"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

extension Notice {
  fileprivate static func skipped(_ document: Document, _ why: String) -> Notice {
    Notice(
      what: "line \(document.line)", why: "\(why)", next: "skipped; leave it out of the input",
      costsCoverage: false)
  }

  fileprivate static func wrongGroup(
    _ reference: ObjectReference, _ version: UntrustedText, _ document: Document
  ) -> Notice {
    Notice(
      what: "line \(document.line)", why: "\(version) has no \(reference.kind); read as one of \(reference.group)",
      next: "correct apiVersion", costsCoverage: false)
  }

  fileprivate static func fault(_ fault: FieldReader.Fault, in reference: ObjectReference, _ document: Document)
    -> Notice
  {
    let prefix = WorkloadKind(group: reference.group, kind: reference.kind).podPrefix
    return Notice(
      what: "line \(fault.line)",
      why: "\(reference.text): \(fault.path.resolved(pod: prefix).text) is not \(fault.expected)",
      next: fault.isHarmless
        ? "correct it; until then it has no effect" : "correct it; the checks that need it are unknown",
      costsCoverage: !fault.isHarmless)
  }
}
