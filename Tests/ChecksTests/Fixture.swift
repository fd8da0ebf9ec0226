import Documents
import Foundation
import Hardening
import Inventory
import TextSafety

/// A file of Fixtures: `<check>/<kind>.<why>.yaml`.
struct Fixture: CustomStringConvertible {
  var check: CheckID
  /// fails, passes, fixed, na or unknown.
  var kind: String
  var why: String
  var url: URL

  var description: String { "\(check.name)/\(kind).\(why)" }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

  static let all: [Fixture] = {
    guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [] }
    var found: [Fixture] = []
    for case let name as String in names where name.hasSuffix(".yaml") {
      let parts = name.split(separator: "/")
      let file = parts.last?.split(separator: ".") ?? []
      guard parts.count == 2, file.count == 3 else { continue }
      found.append(
        Fixture(
          check: CheckID(String(parts[0])), kind: String(file[0]), why: String(file[1]),
          url: folder.appendingPathComponent(name)))
    }
    return found.sorted { $0.description < $1.description }
  }()

  func sibling(_ kind: String) -> Fixture {
    let url = url.deletingLastPathComponent().appendingPathComponent("\(kind).\(why).yaml")
    return Fixture(check: check, kind: kind, why: why, url: url)
  }

  /// `parameters.json` beside the fixtures: what the check is configured with for them.
  var parameters: [String: ParameterValue] {
    let file = url.deletingLastPathComponent().appendingPathComponent("parameters.json")
    guard let data = try? Data(contentsOf: file),
      let lists = try? JSONDecoder().decode([String: [String]].self, from: data)
    else { return [:] }
    return lists.mapValues { .list($0) }
  }

  func read() throws -> Objects { try Objects(String(contentsOf: url, encoding: .utf8)) }
}

/// The objects of a text: as facts, and as trees that patches apply to.
struct Objects {
  var inventory: Inventory
  /// The trees, with the references of their objects.
  var trees: [(reference: ObjectReference, tree: FieldValue)] = []

  init(_ text: String, _ input: Completeness.Input = .manifests) throws {
    var decoder = ObjectDecoder()
    var inventory = Inventory(Completeness(input))
    var trees: [(ObjectReference, FieldValue)] = []
    try DocumentReader.read(MemorySource(text)) { event in
      guard case .document(let document) = event, let object = decoder.decode(document, file: 0).object else { return }
      inventory.load(object)
      trees.append((object.reference, FieldValue(document.root).sorted))
    }
    inventory.assembleAll()
    self.inventory = inventory
    self.trees = trees
  }
}
