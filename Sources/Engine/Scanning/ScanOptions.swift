import Checks
package import Documents

/// How files are read and judged.
package struct ScanOptions: Sendable {
  /// The cluster's name; nil takes that which a capture gives, else `fallbackName`.
  package var cluster: String?
  /// The name where neither a person nor a capture gives one; nil takes that of the Git top level or of the first path.
  package var fallbackName: String?
  /// Nothing exists beside what the input holds.
  package var isComplete: Bool
  package var limits: Limits
  package var plan: CheckPlan

  package init(
    cluster: String? = nil, fallbackName: String? = nil, isComplete: Bool = false, limits: Limits = .standard,
    plan: CheckPlan = CheckPlan(Registry.all)
  ) {
    self.cluster = cluster
    self.fallbackName = fallbackName
    self.isComplete = isComplete
    self.limits = limits
    self.plan = plan
  }
}

/// How far a scan is.
package struct ScanProgress: Sendable, Equatable {
  package var files: Int
  package var allFiles: Int
  package var objects: Int
}
