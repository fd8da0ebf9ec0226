/// One of the twelve hardening areas. The raw value is the area's number in every format.
package enum Area: Int, CaseIterable, Sendable, Hashable, Codable {
  case application = 1
  case image
  case scanning
  case workload
  case resources
  case isolation
  case layer7
  case policy
  case runtime
  case apiServer
  case boundary
  case consistency

  /// The three letters (or two) of the heat map's column.
  package var short: String {
    switch self {
    case .application: "APP"
    case .image: "IMG"
    case .scanning: "CVE"
    case .workload: "POD"
    case .resources: "RES"
    case .isolation: "ISO"
    case .layer7: "L7"
    case .policy: "POL"
    case .runtime: "RUN"
    case .apiServer: "API"
    case .boundary: "NET"
    case .consistency: "FLT"
    }
  }

  package var title: String {
    switch self {
    case .application: "Application code"
    case .image: "Image hardening"
    case .scanning: "Image scanning"
    case .workload: "Workload hardening"
    case .resources: "Requests and limits"
    case .isolation: "Namespace isolation"
    case .layer7: "Layer-7 protection"
    case .policy: "Policy"
    case .runtime: "Runtime detection"
    case .apiServer: "API server"
    case .boundary: "Cluster boundaries"
    case .consistency: "Consistency"
    }
  }

  /// Reads what a person types: the number, the short name or the start of the title, without case; nil where several
  /// titles begin so.
  package init?(typed text: String) {
    let wanted = text.lowercased()
    if let number = Int(wanted) {
      self.init(rawValue: number)
      return
    }
    if let area = Area.allCases.first(where: { $0.short.lowercased() == wanted }) {
      self = area
      return
    }
    let begun = Area.allCases.filter { $0.title.lowercased().hasPrefix(wanted) }
    guard begun.count == 1 else { return nil }
    self = begun[0]
  }
}
