// module: Engine

import Checks
import Documents
import Engine
import Hardening
import Inventory
import TextSafety

/// Reads the bytes as a scan does, decodes and judges what they hold, and traps where judging all at once and object by
/// object, or after one was taken out and put back, do not say the same.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzInventory(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var limits = Limits()
  limits.documentBytes = 1 << 20
  limits.depth = 40
  limits.aliasNodes = 500
  limits.nodes = 2000
  var decoder = ObjectDecoder()
  var objects: [DecodedObject] = []
  var names: Set<ObjectReference> = []
  try? DocumentReader.read(MemorySource(bytes), limits: limits) { event in
    guard case .document(let document) = event else { return }
    let (object, notices) = decoder.decode(document, file: 0)
    for notice in notices { precondition(!notice.what.isEmpty && !notice.why.isEmpty) }
    // Of two objects of one name the later counts; which is which depends on the order of change.
    if let object, objects.count < 12, names.insert(object.reference).inserted { objects.append(object) }
  }
  if objects.isEmpty { return 0 }
  let input: Completeness.Input = [.manifests, .dump, .everything][count % 3]
  var whole = Inventory(Completeness(input))
  for object in objects { whole.load(object) }
  whole.assembleAll()
  let full = Assessment(whole, by: judge)
  var stepwise = Assessment(Inventory(Completeness(input)), by: judge)
  for object in objects { stepwise.upsert(object) }
  precondition(stepwise.hasSameVerdicts(as: full), "a verdict depends on how its object came")
  let other = objects[count % objects.count]
  stepwise.remove(other.reference)
  stepwise.upsert(other)
  precondition(stepwise.hasSameVerdicts(as: full), "a verdict depends on what was there before")
  return 0
}

private let judge = Judge(Registry.all, CheckPlan(Registry.all))
