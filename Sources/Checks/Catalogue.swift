/// Every check is a member of this: `extension Catalogue { static let privileged = Check<ContainerSubject>(…) }`, one
/// file a check (or one table for a family), its doc comment the user's documentation. `make generate` collects them in
/// Registry+Generated.swift.
package enum Catalogue {}
