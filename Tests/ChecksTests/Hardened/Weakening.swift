import Hardening
import TextSafety

/// One weakness, and the checks that must fail for it: these and no others.
struct Weakening: CustomStringConvertible, Sendable {
  var changes: [HardenedWorkload.Change]
  var kind: UntrustedText = "Deployment"
  var parameters: [String: ParameterValue] = [:]
  var fires: [CheckID]

  var description: String {
    (kind == "Deployment" ? "" : "\(kind) ") + changes.map(\.description).joined(separator: ", ")
  }

  /// A field set to something weaker. The value is YAML.
  static func set(_ place: String, _ value: String, _ fires: CheckID...) -> Weakening {
    Weakening(changes: [.set(place, FieldValue(yaml: value))], fires: fires)
  }

  /// Several fields at once, for what takes more than one, in an object of some kind, with parameters of the checks.
  static func several(
    _ fields: [(place: String, value: String)], without removed: [String] = [], in kind: UntrustedText = "Deployment",
    parameters: [String: ParameterValue] = [:], _ fires: CheckID...
  ) -> Weakening {
    let set = fields.map { HardenedWorkload.Change.set($0.place, FieldValue(yaml: $0.value)) }
    return Weakening(changes: set + removed.map { .remove($0) }, kind: kind, parameters: parameters, fires: fires)
  }

  /// The areas of which every check must be in the table.
  static let areas: Set<Area> = [.image, .workload, .resources, .boundary]
}
