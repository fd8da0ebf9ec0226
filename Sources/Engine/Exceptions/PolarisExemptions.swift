import Documents
import Hardening
import TextSafety

/// The `exemptions` of polaris' configuration: rules for controllers whose names begin so, in one namespace or all.
enum PolarisExemptions {
  static func read(_ root: Node, _ found: inout ForeignExceptions) {
    for exemption in root["exemptions"]?.elements ?? root.elements {
      let place: UntrustedText = "line \(exemption.line)"
      if (exemption["containerNames"]?.count ?? 0) > 0 {
        found.refuse(place, "it is limited to containers by name, which no rule here can be")
        continue
      }
      let ids = exemption["rules"]?.texts ?? []
      let names = exemption["controllerNames"]?.texts ?? []
      let namespace = exemption["namespace"]?.scalar.flatMap { $0.isEmpty ? nil : $0 }
      if names.isEmpty, namespace == nil, ids.isEmpty {
        found.refuse(place, "it exempts everything from everything")
        continue
      }
      let patterns = names.map { ObjectPattern(namespace: namespace, name: "\($0)*") }
      for pattern in patterns.isEmpty ? [ObjectPattern(namespace: namespace)] : patterns {
        found.exceptions.append(
          ForeignException(
            tool: .polaris, ids: ids.isEmpty ? nil : ids, objects: pattern.isAny ? nil : pattern, reason: "",
            place: place))
      }
    }
  }
}
