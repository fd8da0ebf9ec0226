import Hardening
import Inventory
import Session
import Synchronization
import TextSafety

/// What an object has to do with others, in words: of the facts that checks read, for there is one implementation of each.
struct Relations {
  typealias Line = ObjectRelations.Line
  typealias Section = ObjectRelations.Section
  typealias Tone = ObjectRelations.Tone

  /// As many lines of a kind are told as a page has room for; how many more there are is told too.
  static let most = 20

  let inventory: Inventory
  let facts: ClusterFacts
  /// A part of the source could not be read: what is not there may be in it.
  let isPartial: Bool

  /// What serves Ingresses and Gateways, looked for once.
  final class Controllers: Sendable {
    private let found = Mutex<[Leading]?>(nil)

    func entries(in inventory: Inventory) -> [Leading] {
      found.withLock { found in
        let entries = found ?? inventory.entriesOfControllers()
        found = entries
        return entries
      }
    }
  }

  let controllers = Controllers()

  init(_ inventory: Inventory, isPartial: Bool) {
    self.inventory = inventory
    self.isPartial = isPartial
    facts = ClusterFacts(inventory)
  }

  /// nil where there is no such object. Empty for kinds that have to do with none.
  func sections(of object: ObjectReference) -> [Section]? {
    if let workload = inventory.workloads[object] {
      return [exposure(of: workload), rights(of: workload), policies(of: workload), pods(of: workload)]
    }
    if object.kind == "Cluster" { return [] }
    guard isKnown(object) else { return nil }
    switch object.kind {
    case "ServiceAccount", "User", "Group": return [rights(ofGrantee: object)] + runningAs(object)
    case "Role", "ClusterRole": return [rights(ofRole: object)]
    case "RoleBinding", "ClusterRoleBinding": return [rights(ofBinding: object)]
    case "Service", "Ingress", "Gateway": return [exposure(ofEntry: object)]
    case "PodDisruptionBudget": return [pods(of: object)]
    case "Namespace": return [policies(ofNamespace: object.name), pods(ofNamespace: object.name)]
    default:
      if object.kind.hasSuffix("Route") { return [exposure(ofEntry: object)] }
      if inventory.networkPolicies[object] != nil { return [policies(ofPolicy: object)] }
      return []
    }
  }

  /// Whether there is something to say of an object: it was read, or every server has it.
  func isKnown(_ object: ObjectReference) -> Bool {
    if inventory.holds(object) { return true }
    guard DefaultRoles.roles[object] != nil else { return false }
    // Where all roles were read, one that is not there was taken away.
    return (try? facts.get(ClusterFact.roleRules, RoleSubject(object)))?.isEmpty == false
  }

  // MARK: Words

  static func short(_ object: ObjectReference) -> UntrustedText { SubjectReference(object).shortObject }

  /// With its namespace where that is another than the one that is spoken of.
  static func short(_ object: ObjectReference, from namespace: UntrustedText) -> UntrustedText {
    object.namespace.isEmpty || object.namespace == namespace
      ? short(object) : "\(short(object)) in \(object.namespace)"
  }

  static func joined(_ texts: some Collection<UntrustedText>, _ separator: UntrustedText = ", ") -> UntrustedText {
    texts.reduce("") { $0.isEmpty ? $1 : "\($0)\(separator)\($1)" }
  }

  /// `1 workload`, `12 workloads`
  static func count(_ count: Int, _ one: UntrustedText, _ many: UntrustedText) -> UntrustedText {
    "\(count) \(count == 1 ? one : many)"
  }

  /// The first of many lines, and how many more there are.
  ///
  /// - Parameter count: how many there are where not all of them are given.
  static func first(_ lines: [Line], of what: UntrustedText, count: Int? = nil) -> [Line] {
    let count = count ?? lines.count
    if count <= most { return lines }
    return lines.prefix(most) + [Line("…", "and \(count - most) more \(what)")]
  }

  static func unknown(_ missing: Missing) -> Line { Line("unknown", missing.text, .unknown) }

  /// Why there may be more than was found: of lists that are not whole, and of a source that was read in part.
  func doubts(_ needs: Need...) -> [Line] {
    var lines: [Line] = []
    for need in needs {
      do throws(Missing) { try inventory.completeness.require(need) } catch { lines.append(Relations.unknown(error)) }
    }
    return lines + partial
  }

  var partial: [Line] {
    isPartial ? [Line("unknown", "a part of the source could not be read: there may be more", .unknown)] : []
  }

  /// Workloads, one a line.
  func lines(_ workloads: [ObjectReference], from namespace: UntrustedText, _ says: UntrustedText = "") -> [Line] {
    Relations.first(
      workloads.map { Line(Relations.short($0, from: namespace), says, object: $0) }, of: "workloads")
  }
}
