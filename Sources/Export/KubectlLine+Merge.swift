import Hardening
import TextSafety

extension KubectlLine {
  /// Changes of labels or of annotations alone, as `kubectl label` and `kubectl annotate` make them.
  struct MetadataChange {
    private var verb: UntrustedText = ""
    private var arguments: [UntrustedText] = []

    /// nil where the operations change anything else.
    init?(_ operations: [JSONPatchOperation]) {
      for operation in operations {
        let steps = operation.steps
        guard steps.count >= 2, steps[0] == "metadata", operation.op != .test else { return nil }
        let verb: UntrustedText
        switch steps[1] {
        case "labels": verb = "label"
        case "annotations": verb = "annotate"
        default: return nil
        }
        if !self.verb.isEmpty, verb != self.verb { return nil }
        self.verb = verb
        if steps.count == 3, set(steps[2], operation.value) { continue }
        guard steps.count == 2, operation.op == .add, case .map(let members)? = operation.value else { return nil }
        for member in members { guard set(member.key, member.value) else { return nil } }
      }
    }

    /// A value of nil takes the key away. False where kubectl would read the key as something else.
    private mutating func set(_ key: UntrustedText, _ value: FieldValue?) -> Bool {
      guard MetadataChange.isKey(key) else { return false }
      switch value {
      case nil: arguments.append("\(key)-")
      case .string(let text): arguments.append("\(key)=\(text)")
      default: return false
      }
      return true
    }

    func change(of object: ObjectReference) -> Change? { Change(verb, object, ["--overwrite"], arguments) }

    /// A qualified name: letters, digits, `-_./`, from a letter or digit to another.
    private static func isKey(_ key: UntrustedText) -> Bool {
      key.matches { text in
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
          && bytes.allSatisfy { isAlphanumeric($0) || "-_./".utf8.contains($0) }
      }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
  }

  /// The operations as a document that the API server merges into the object: maps grow, a null takes a member away.
  struct MergePatch {
    /// `strategic` for the kinds that Kubernetes itself has: there containers and volumes merge by name. `merge` (RFC
    /// 7396) for those of others, whose lists would be replaced whole.
    let type: UntrustedText
    private(set) var body = FieldValue.map([])
    private let podPrefix: [UntrustedText]
    /// The names that the operations test, by the pointers of the elements.
    private var names: [[UntrustedText]: UntrustedText] = [:]

    /// nil where only a JSON Patch can say it: elements of lists that do not merge by name.
    init?(_ operations: [JSONPatchOperation], of object: ObjectReference) {
      let isBuiltIn = MergePatch.builtIn.contains(object.group)
      type = isBuiltIn ? "strategic" : "merge"
      podPrefix = MergePatch.podPrefix(of: object)
      for operation in operations where operation.op == .test {
        let steps = operation.steps
        guard isBuiltIn, steps.last == "name", mergesByName(steps.dropLast()), case .string(let name)? = operation.value
        else { return nil }
        names[Array(steps.dropLast())] = name
      }
      for operation in operations where operation.op != .test {
        guard let new = put(operation.op == .remove ? .null : operation.value ?? .null, operation.steps, 0, body) else {
          return nil
        }
        body = new
      }
    }

    /// The groups whose kinds the API server merges strategically: those that it serves itself.
    private static let builtIn: Set<UntrustedText> = [
      "", "admissionregistration.k8s.io", "apps", "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io",
      "discovery.k8s.io", "extensions", "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io",
      "scheduling.k8s.io", "storage.k8s.io",
    ]

    private static func podPrefix(of object: ObjectReference) -> [UntrustedText] {
      switch object.kind {
      case "Pod": ["spec"]
      case "CronJob": ["spec", "jobTemplate", "spec", "template", "spec"]
      default: ["spec", "template", "spec"]
      }
    }

    private static let namedLists: Set<UntrustedText> = ["containers", "initContainers", "volumes"]

    /// Whether steps lead to an element of a pod's containers or volumes.
    private func mergesByName(_ steps: ArraySlice<UntrustedText>) -> Bool {
      steps.count == podPrefix.count + 2 && steps.starts(with: podPrefix)
        && MergePatch.namedLists.contains(steps[podPrefix.count])
    }

    /// A document with a value at a place more; nil where the place goes through another list.
    private func put(_ value: FieldValue, _ steps: [UntrustedText], _ depth: Int, _ document: FieldValue?)
      -> FieldValue?
    {
      guard depth < steps.count else { return value }
      let step = steps[depth]
      let isElement = step == "-" || step.matches { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      guard isElement else {
        var members: [FieldValue.Member] = []
        if case .map(let present)? = document { members = present }
        let position = members.firstIndex { $0.key == step }
        guard let new = put(value, steps, depth + 1, position.map { members[$0].value }) else { return nil }
        if let position { members[position].value = new } else { members.append(.init(step, new)) }
        return .map(members)
      }
      guard depth + 1 < steps.count, mergesByName(steps[...depth]), let name = names[Array(steps[...depth])] else {
        return nil
      }
      var elements: [FieldValue] = []
      if case .list(let present)? = document { elements = present }
      let position = elements.firstIndex { $0["name"] == .string(name) }
      guard let new = put(value, steps, depth + 1, position.map { elements[$0] } ?? ["name": .string(name)]) else {
        return nil
      }
      if let position { elements[position] = new } else { elements.append(new) }
      return .list(elements)
    }
  }
}
