package import Inventory

/// The checks on one kind of subject.
package struct CheckList<S: Subject>: Sendable {
  package let checks: [Check<S>]

  package init(_ checks: [Check<S>]) { self.checks = checks }
}

/// A list of checks without its type.
package protocol AnyCheckList: Sendable {
  associatedtype S: Subject
  var checks: [Check<S>] { get }
}

extension CheckList: AnyCheckList {}

/// A list of checks on objects, without its type.
package protocol ObjectCheckList: AnyCheckList where S: ObjectSubject {}

extension CheckList: ObjectCheckList where S: ObjectSubject {}
