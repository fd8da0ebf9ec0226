import Documents
import Foundation
import Hardening
import Inventory
import TextSafety

/// The objects of `Workload.yaml` with the pod template in an object of whatever kind, ready to be changed.
struct HardenedWorkload {
  /// Kinds that carry a pod template, with the group and version that they are written in.
  static let kinds: [(kind: UntrustedText, version: UntrustedText)] = [
    ("Deployment", "apps/v1"), ("ReplicaSet", "apps/v1"), ("StatefulSet", "apps/v1"), ("DaemonSet", "apps/v1"),
    ("Job", "batch/v1"), ("CronJob", "batch/v1"), ("ReplicationController", "v1"),
    ("DeploymentConfig", "apps.openshift.io/v1"), ("Rollout", "argoproj.io/v1alpha1"), ("Pod", "v1"),
  ]

  private(set) var trees: [FieldValue]
  private let kind: UntrustedText

  init(as kind: UntrustedText = "Deployment") throws {
    self.kind = kind
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Workload.yaml")
    trees = try Objects(String(contentsOf: file, encoding: .utf8)).trees.map(\.tree)
    guard kind != "Deployment", let version = Self.kinds.first(where: { $0.kind == kind })?.version else { return }
    let position = try position(of: "Deployment")
    trees[position] = Self.object(kind, version, from: trees[position])
    let scaled: Set<UntrustedText> = [
      "ReplicaSet", "StatefulSet", "ReplicationController", "DeploymentConfig", "Rollout",
    ]
    if scaled.contains(kind) {
      try apply(.set("HorizontalPodAutoscaler /spec/scaleTargetRef/kind", .string(kind)))
      try apply(.set("HorizontalPodAutoscaler /spec/scaleTargetRef/apiVersion", .string(version)))
    } else {
      trees.remove(at: try self.position(of: "HorizontalPodAutoscaler"))
    }
  }

  /// The same pods as an object of another kind.
  private static func object(_ kind: UntrustedText, _ version: UntrustedText, from deployment: FieldValue) -> FieldValue
  {
    let metadata = deployment["metadata"] ?? .map([])
    let template = deployment["spec"]?["template"] ?? .map([])
    var spec: [FieldValue.Member] = [.init("template", template)]
    func with(_ names: UntrustedText...) {
      for name in names { if let value = deployment["spec"]?[name] { spec.append(.init(name, value)) } }
    }
    switch kind {
    case "Pod":
      var members: [FieldValue.Member] = [.init("namespace", "shop"), .init("name", "api-x7k2p")]
      members.append(.init("labels", template["metadata"]?["labels"] ?? .map([])))
      // A pod that nothing owns would be naked, and what no server admitted has no owner.
      members += [.init("uid", "2"), .init("resourceVersion", "1")]
      let owner: FieldValue = [
        "apiVersion": "example.com/v1", "kind": "Fleet", "name": "api", "uid": "1", "controller": true,
      ]
      members.append(.init("ownerReferences", [owner]))
      return [
        "apiVersion": .string(version), "kind": .string(kind), "metadata": .map(members),
        "spec": template["spec"] ?? .map([]),
      ]
    case "Job", "CronJob":
      let once = template.setting("restartPolicy", "Never")
      spec = [.init("template", once)]
      if kind == "CronJob" {
        spec = [.init("schedule", "0 3 * * *"), .init("jobTemplate", ["spec": .map([.init("template", once)])])]
      }
    case "DaemonSet": with("selector")
    case "ReplicationController", "DeploymentConfig":
      with("replicas")
      spec.append(.init("selector", deployment["spec"]?["selector"]?["matchLabels"] ?? .map([])))
    case "StatefulSet":
      with("replicas", "selector")
      spec.append(.init("serviceName", "api"))
    default: with("replicas", "selector")
    }
    return ["apiVersion": .string(version), "kind": .string(kind), "metadata": metadata, "spec": .map(spec)]
  }

  /// The objects as the program reads them.
  func objects(_ input: Completeness.Input = .everything) throws -> Objects {
    try Objects(trees.map(\.json).joined(separator: "\n"), input)
  }
}

extension HardenedWorkload {
  /// A change to a field. Its place is an object and a JSON Pointer: `Service /spec/type`, `NetworkPolicy api /spec/egress`.
  /// `pod` is the pod template of whatever kind, and containers go by their names: `api /securityContext/privileged`.
  struct Change: CustomStringConvertible, Sendable {
    var place: String
    /// nil: the field is taken away.
    var value: FieldValue?

    static func set(_ place: String, _ value: FieldValue) -> Change { Change(place: place, value: value) }
    static func remove(_ place: String) -> Change { Change(place: place, value: nil) }

    var description: String { value == nil ? "without \(place)" : "\(place): \(value.map(\.json) ?? "")" }
  }

  struct NoSuchPlace: Error {
    var place: String
  }

  /// The containers of the template.
  private static let containers = [
    "api": "/spec/containers/0", "migrate": "/spec/initContainers/0", "proxy": "/spec/initContainers/1",
  ]

  mutating func apply(_ change: Change) throws {
    let words = change.place.split(separator: " ").map(String.init)
    guard words.count >= 2, let end = words.last else { throw NoSuchPlace(place: change.place) }
    var pointer = end
    let position: Int
    if words[0] == "pod" || Self.containers[words[0]] != nil {
      position = try self.position(of: kind)
      let prefix = WorkloadKind(group: group(of: trees[position]), kind: kind).podPrefix
      pointer = prefix.map { "/\($0)" }.joined() + (Self.containers[words[0]] ?? "") + pointer
    } else {
      position = try self.position(of: UntrustedText(words[0]), named: words.count > 2 ? words[1] : nil)
    }
    let operation =
      change.value.map { JSONPatchOperation(op: .add, path: UntrustedText(pointer), value: $0) }
      ?? JSONPatchOperation(op: .remove, path: UntrustedText(pointer))
    trees[position] = try trees[position].applying(operation)
  }

  private func group(of tree: FieldValue) -> UntrustedText {
    guard case .string(let version)? = tree["apiVersion"] else { return "" }
    let parts = version.split("/")
    return parts.count > 1 ? parts[0] : ""
  }

  private func position(of kind: UntrustedText, named name: String? = nil) throws -> Int {
    let found = trees.firstIndex { tree in
      tree["kind"] == .string(kind)
        && (name == nil || tree["metadata"]?["name"] == name.map { .string(UntrustedText($0)) })
    }
    guard let found else { throw NoSuchPlace(place: "\(name ?? "the object")") }
    return found
  }

  /// The places of all fields, maps, lists and elements of all objects.
  var places: [String] {
    var places: [String] = []
    for tree in trees {
      guard case .string(let kind)? = tree["kind"] else { continue }
      var object = kind.parsed { $0 } ?? ""
      if object == "NetworkPolicy", case .string(let name)? = tree["metadata"]?["name"] {
        object += " \(name.parsed { $0 } ?? "")"
      }
      let pointers = tree.pointers
      guard kind == self.kind else {
        places += pointers.map { "\(object) \($0)" }
        continue
      }
      let prefix = WorkloadKind(group: group(of: tree), kind: kind).podPrefix.map { "/\($0)" }.joined()
      for pointer in pointers {
        guard pointer.hasPrefix(prefix + "/") else {
          places.append("\(object) \(pointer)")
          continue
        }
        let inPod = String(pointer.dropFirst(prefix.count))
        let container = Self.containers.first { inPod.hasPrefix($0.value + "/") }
        places.append(container.map { "\($0.key) \(inPod.dropFirst($0.value.count))" } ?? "pod \(inPod)")
      }
    }
    return places
  }
}
