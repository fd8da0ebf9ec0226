import Checks
import Hardening
import Inventory
import Testing

/// One verdict of a check, with the remedy where it failed.
struct Judged {
  var check: CheckID
  var subject: SubjectReference
  var judgement: Judgement
  /// The object that the remedy changes, and how, and what it creates.
  var patch: (object: ObjectReference, operations: [JSONPatchOperation], manifest: FieldValue?)?
}

/// What the checks say of objects. Records an issue where a check reads a fact that it does not declare.
func judge(
  _ objects: Objects, only check: CheckID? = nil, parameters: [String: ParameterValue] = [:]
) -> [Judged] {
  var all: [Judged] = []
  for list in Registry.all.lists { all += judge(list, objects, check, parameters) }
  return all
}

private func judge<List: AnyCheckList>(
  _ list: List, _ objects: Objects, _ only: CheckID?, _ overrides: [String: ParameterValue]
) -> [Judged] {
  var all: [Judged] = []
  for check in list.checks where only == nil || check.info.id == only {
    let parameters = Parameters(check.info, overrides: overrides)
    for subject in List.S.all(in: objects.inventory, namespace: nil) {
      let facts = RecordingFacts(objects.inventory)
      var judged = Judged(check: check.info.id, subject: subject.reference, judgement: .pass)
      do throws(Missing) {
        judged.judgement = try check.judge(subject, facts, parameters)
        if judged.judgement.verdict == .fail, let patch = try check.remedy(subject, facts, parameters) {
          let prefix = subject.partOf?.kind.podPrefix ?? []
          var shown: [Evidence] = []
          if case .fail(let evidence, _) = judged.judgement { shown = evidence.filter { $0.object == patch.object } }
          let operations = patch.expanded(pod: prefix, evidence: shown) { path in
            patch.object == nil ? objects.has(path, in: subject.reference.object, subject.partOf) : true
          }
          judged.patch = (patch.object ?? subject.reference.object, operations, patch.manifest)
        }
      } catch {
        judged.judgement = .unknown([error])
      }
      let undeclared = facts.read.subtracting(check.reads).map(\.name)
      #expect(undeclared.isEmpty, "\(check.info.id) reads \(undeclared) without declaring it")
      all.append(judged)
    }
  }
  return all
}

extension Objects {
  /// Whether a field is there, as the engine knows it: by the facts for pods, by the tree for the others.
  func has(_ path: FieldPath, in object: ObjectReference, _ workload: Workload?) -> Bool {
    if let workload { return workload.template.has(path) }
    guard var value = trees.first(where: { $0.reference == object })?.tree else { return true }
    for component in path.components {
      switch (component, value) {
      case (.member(let name), _):
        guard let next = value[name] else { return false }
        value = next
      case (.element(_, let index), .list(let elements)) where index < elements.count: value = elements[index]
      default: return false
      }
    }
    return true
  }
}
