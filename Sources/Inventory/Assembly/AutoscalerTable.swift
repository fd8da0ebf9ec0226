import Hardening
import TextSafety

/// Autoscalers by namespace and name, and by what they scale.
struct AutoscalerTable: Sendable {
  fileprivate struct Target: Hashable {
    var namespace: UntrustedText
    var kind: UntrustedText
    var name: UntrustedText
  }

  private var autoscalers = ObjectTable<Autoscaler>()
  private var byTarget: [Target: Set<UntrustedText>] = [:]

  subscript(namespace: UntrustedText, name: UntrustedText) -> Autoscaler? {
    get { autoscalers[namespace, name] }
    set {
      if let old = autoscalers[namespace, name] { byTarget.removeMember(name, at: Target(namespace, old)) }
      autoscalers[namespace, name] = newValue
      if let newValue { byTarget[Target(namespace, newValue), default: []].insert(name) }
    }
  }

  /// The autoscaler of a workload; of several the first by its name.
  func scaling(_ workload: ObjectReference) -> (name: UntrustedText, value: Autoscaler)? {
    let target = Target(namespace: workload.namespace, kind: workload.kind, name: workload.name)
    guard let name = byTarget[target]?.min(), let value = autoscalers[workload.namespace, name] else { return nil }
    return (name, value)
  }
}

extension AutoscalerTable.Target {
  fileprivate init(_ namespace: UntrustedText, _ autoscaler: Autoscaler) {
    self.init(namespace: namespace, kind: autoscaler.targetKind, name: autoscaler.targetName)
  }
}
