import Documents
import Fetch
import Hardening
import Inventory
import TextSafety

/// Reads files into an inventory. What cannot be read costs itself and leaves a notice.
struct InputReader {
  private(set) var notices: [Notice] = []
  private(set) var objects = 0
  /// What the captures among the files say of themselves, in their order.
  private(set) var captures: [CaptureHeader] = []
  /// Whether an object is wanted beyond the notices about it, and that there are such.
  private let keeps: (DecodedObject) -> Bool
  private var decoder = ObjectDecoder()
  private var fromServer = false
  private var listed: Set<Need> = []
  private var served: Set<CustomGroup> = []
  private var inventory = Inventory(Completeness(.manifests))
  private var replaced: [Replaced] = []

  /// An object that a file has again, with the indexes of both files.
  private struct Replaced {
    var object: ObjectReference
    var before: Int
    var after: Int
  }

  init(keeps: @escaping (DecodedObject) -> Bool = { _ in true }) { self.keeps = keeps }

  mutating func read(_ files: [FileInput], limits: Limits, progress: ((ScanProgress) -> Void)?) {
    let never: () throws(Never) -> Void = {}
    read(files, limits: limits, progress: progress, unless: never)
  }

  /// - Parameter unless: throws before an object where nobody wants the rest any more.
  mutating func read<Stop: Error>(
    _ files: [FileInput], limits: Limits, progress: ((ScanProgress) -> Void)?, unless stop: () throws(Stop) -> Void
  ) throws(Stop) {
    inventory.files = files.map(\.displayName)
    let reading = try FileReading.run(files, limits: limits, progress: progress) {
      // It says more of itself at its end.
      if var last = captures.last {
        last.kinds = $0.kinds
        if last == $0 { captures.removeLast() }
      }
      captures.append($0)
    } take: { (document, index, found) throws(Stop) in
      try stop()
      let (object, notices) = decoder.decode(document, file: index)
      found.add(notices)
      guard let object else { return false }
      let before = take(object)
      if !object.isFromServer, let before {
        replaced.append(Replaced(object: object.reference, before: Int(before.file), after: index))
      }
      return true
    }
    objects += reading.objects
    notices += reading.notices
  }

  /// Takes an object in; returns where it stood before, if it did.
  private mutating func take(_ object: DecodedObject) -> ObjectSource? {
    if object.isFromServer {
      fromServer = true
      if let need = Need(listing: object.reference) { listed.insert(need) }
      if let group = CustomGroup(signOf: object.reference) { served.insert(group) }
    }
    return keeps(object) ? inventory.load(object) : nil
  }

  /// What a server's answers say of what they do not hold.
  private func dump(_ kinds: [UntrustedText: CaptureLine.KindOutcome]) -> Completeness {
    if kinds.isEmpty { return Completeness(.dump, listed: listed, served: served) }
    var statuses: [WatchedKind: KindStatus] = [:]
    for kind in WatchedKind.all { if let outcome = kinds[kind.name] { statuses[kind] = KindStatus(outcome) } }
    return Completeness(live: statuses)
  }

  /// The inventory of all that was read.
  /// - Parameters:
  ///   - isComplete: nothing else exists.
  ///   - kinds: how a server's list of each kind went, where that is known.
  mutating func finish(isComplete: Bool, kinds: [UntrustedText: CaptureLine.KindOutcome] = [:]) -> Inventory {
    inventory.completeness =
      isComplete
      ? Completeness(.everything)
      : fromServer || !kinds.isEmpty ? dump(kinds) : Completeness(.manifests)
    inventory.assembleAll()
    // A workload says more than an account; the first of all says where to look.
    let workload = replaced.first { inventory.workloads[$0.object] != nil }
    if let shown = workload ?? replaced.first {
      notices.append(
        .replaced(
          shown.object, of: inventory.files[shown.before], andMore: replaced.count - 1, in: inventory.files[shown.after]
        ))
    }
    return inventory
  }
}

extension Need {
  /// The list that an object shows to be there; nil for kinds that no fact needs the whole list of. Of what lives in no
  /// namespace somebody may have asked for a few by name: only what every API server has shows the whole list. In a
  /// namespace there is no such object for every kind, and one shows the list.
  init?(listing object: ObjectReference) {
    switch (object.group, object.kind) {
    case ("", "Namespace") where object.name == "kube-system": self = .namespaces
    case ("", "Node"): self = .nodes
    case ("", "Pod"): self = .pods
    case ("", "ConfigMap"): self = .configMaps
    case ("networking.k8s.io", "Ingress"): self = .ingresses
    case ("gateway.networking.k8s.io", "Gateway"): self = .gateways
    case ("gateway.networking.k8s.io", "HTTPRoute"): self = .routes
    case ("gateway.networking.k8s.io", "ReferenceGrant"): self = .referenceGrants
    case ("", "Service"): self = .services
    case ("", "ServiceAccount"): self = .serviceAccounts
    case ("", "LimitRange"): self = .limitRanges
    case ("", "ResourceQuota"): self = .resourceQuotas
    case ("networking.k8s.io", "NetworkPolicy"): self = .networkPolicies
    case ("projectcalico.org", "NetworkPolicy"), ("crd.projectcalico.org", "NetworkPolicy"): self = .calicoPolicies
    case ("projectcalico.org", "GlobalNetworkPolicy"), ("crd.projectcalico.org", "GlobalNetworkPolicy"):
      self = .globalCalicoPolicies
    case ("cilium.io", "CiliumNetworkPolicy"): self = .ciliumPolicies
    case ("cilium.io", "CiliumClusterwideNetworkPolicy"): self = .clusterwideCiliumPolicies
    case ("policy", "PodDisruptionBudget"): self = .disruptionBudgets
    case ("autoscaling", "HorizontalPodAutoscaler"): self = .autoscalers
    case ("apiextensions.k8s.io", "CustomResourceDefinition"): self = .customResources
    case ("rbac.authorization.k8s.io", "Role"): self = .roles
    case ("rbac.authorization.k8s.io", "ClusterRole") where object.name == "cluster-admin": self = .clusterRoles
    case ("rbac.authorization.k8s.io", "RoleBinding"): self = .roleBindings
    case ("rbac.authorization.k8s.io", "ClusterRoleBinding") where object.name == "cluster-admin":
      self = .clusterRoleBindings
    default: return nil
    }
  }
}

extension Notice {
  init(_ error: FetchError) {
    self.init(what: error.what, why: error.why, next: error.next, costsCoverage: true)
  }

  /// The notice with the file's name before its line.
  func `in`(_ file: UntrustedText) -> Notice {
    Notice(what: "\(file): \(what)", why: why, next: next, costsCoverage: costsCoverage)
  }

  /// Objects stand more than once in the input: in one cluster the last one counts.
  static func replaced(
    _ object: ObjectReference, of before: UntrustedText, andMore more: Int, in file: UntrustedText
  ) -> Notice {
    let others: UntrustedText = more == 0 ? "" : "; so do \(more) others"
    return Notice(
      what: file, why: "\(object.text) stands in \(before) too, and the last one counts\(others)",
      next: "scan by itself what belongs together, overlays as kustomize build renders them", costsCoverage: false)
  }

  static func document(_ problem: DocumentProblem, in file: UntrustedText) -> Notice {
    let place: UntrustedText =
      problem.line == 0
      ? file
      : problem.column == 0
        ? "\(file): line \(problem.line)" : "\(file): line \(problem.line), column \(problem.column)"
    return Notice(what: place, why: problem.message, next: "", costsCoverage: problem.costsDocument)
  }
}
