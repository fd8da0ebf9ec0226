import Documents
import Hardening
import Inventory

/// The objects of a text with YAML documents, and the notices that reading them left.
func decode(_ text: String) throws -> (objects: [DecodedObject], notices: [Notice]) {
  var decoder = ObjectDecoder()
  var objects: [DecodedObject] = []
  var notices: [Notice] = []
  try DocumentReader.read(MemorySource(text)) { event in
    guard case .document(let document) = event else { return }
    let (object, more) = decoder.decode(document, file: 0)
    notices += more
    if let object { objects.append(object) }
  }
  return (objects, notices)
}
