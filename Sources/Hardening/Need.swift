package import TextSafety

/// Something that must be readable for a fact to be known: the list of a kind, or a report or service.
package enum Need: Hashable, Sendable {
  /// All objects of a kind: group without version, plural as the API names it (`poddisruptionbudgets`).
  case objects(group: StaticText, resource: StaticText)
  /// One field of an object that was read, but says nothing usable.
  case field(FieldPath)
  /// The server's version.
  case serverVersion
  /// What no object of the cluster says, by the name of who would know.
  case source(StaticText)

  /// What people call it, and how needs sort: `poddisruptionbudgets.policy`.
  package var sortKey: String {
    switch self {
    case .objects(let group, let resource): group.text.isEmpty ? resource.text : "\(resource.text).\(group.text)"
    case .field: "field"
    case .serverVersion: "server version"
    case .source(let name): name.text
    }
  }

  package static let pods = Need.objects(group: "", resource: "pods")
  package static let namespaces = Need.objects(group: "", resource: "namespaces")
  package static let nodes = Need.objects(group: "", resource: "nodes")
  package static let services = Need.objects(group: "", resource: "services")
  package static let serviceAccounts = Need.objects(group: "", resource: "serviceaccounts")
  package static let limitRanges = Need.objects(group: "", resource: "limitranges")
  package static let resourceQuotas = Need.objects(group: "", resource: "resourcequotas")
  package static let disruptionBudgets = Need.objects(group: "policy", resource: "poddisruptionbudgets")
  package static let autoscalers = Need.objects(group: "autoscaling", resource: "horizontalpodautoscalers")
  package static let networkPolicies = Need.objects(group: "networking.k8s.io", resource: "networkpolicies")
  package static let calicoPolicies = Need.objects(group: "projectcalico.org", resource: "networkpolicies")
  package static let globalCalicoPolicies = Need.objects(group: "projectcalico.org", resource: "globalnetworkpolicies")
  package static let ciliumPolicies = Need.objects(group: "cilium.io", resource: "ciliumnetworkpolicies")
  package static let clusterwideCiliumPolicies = Need.objects(
    group: "cilium.io", resource: "ciliumclusterwidenetworkpolicies")
  package static let ingresses = Need.objects(group: "networking.k8s.io", resource: "ingresses")
  package static let configMaps = Need.objects(group: "", resource: "configmaps")
  package static let gateways = Need.objects(group: "gateway.networking.k8s.io", resource: "gateways")
  package static let routes = Need.objects(group: "gateway.networking.k8s.io", resource: "httproutes")
  package static let referenceGrants = Need.objects(group: "gateway.networking.k8s.io", resource: "referencegrants")
  /// What the edge before the cluster filters.
  package static let firewallOfCloud = Need.source("security groups of the cloud")
  package static let firewallOfEdge = Need.source("web application firewall of the edge")
  package static let customResources = Need.objects(
    group: "apiextensions.k8s.io", resource: "customresourcedefinitions")
  package static let roles = Need.objects(group: "rbac.authorization.k8s.io", resource: "roles")
  package static let clusterRoles = Need.objects(group: "rbac.authorization.k8s.io", resource: "clusterroles")
  package static let roleBindings = Need.objects(group: "rbac.authorization.k8s.io", resource: "rolebindings")
  package static let clusterRoleBindings = Need.objects(
    group: "rbac.authorization.k8s.io", resource: "clusterrolebindings")
}

/// Text of our own, known at compile time.
package struct StaticText: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let text: String
  package init(stringLiteral value: StaticString) { text = "\(value)" }
  package var description: String { text }
}

/// Why a need is not met.
package enum Why: Hashable, Sendable {
  /// The server refused: the RBAC rule that would allow it.
  case forbidden(rule: UntrustedText)
  /// This kind of input does not hold it: manifests say nothing of nodes.
  case notInInput
  case sourceAbsent
  /// It is being read for the first time.
  case notYet
  /// The server was asked and did not say: in its words.
  case failed(UntrustedText)
  /// The field has a value of the wrong type.
  case malformed
  /// There is more of it than is followed: a limit, so that no input costs more than its size.
  case tooMany
  /// The last answer is older than the source's cadence allows. Seconds since 1970.
  case stale(since: Int64)
}

/// A fact that could not be known. Thrown by facts, passed on by checks, made a verdict `unknown` by the engine.
package struct Missing: Error, Hashable, Sendable {
  package var need: Need
  package var why: Why

  package init(_ need: Need, _ why: Why) {
    self.need = need
    self.why = why
  }

  /// One line for people: what is missing and why.
  package var text: UntrustedText {
    let what: UntrustedText =
      if case .field(let path) = need { path.text } else { "\(need.sortKey)" }
    switch why {
    case .forbidden(let rule): return "\(what): forbidden (needs \(rule))"
    case .notInInput: return "\(what): not in the input"
    case .sourceAbsent: return "\(what): source absent"
    case .notYet: return "\(what): not read yet"
    case .failed(let why): return "\(what): cannot be read (\(why))"
    case .malformed: return "\(what): not a value that Kubernetes accepts"
    case .tooMany: return "\(what): more than is followed"
    case .stale: return "\(what): data too old"
    }
  }
}
