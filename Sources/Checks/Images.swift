import Hardening
import Inventory
import TextSafety

extension Judgement {
  /// For checks of what an image's name says.
  static let noImage = Judgement.notApplicable("no image is set")
}

extension Container {
  /// The image is a name with a colon and nothing behind it, as templates make it of a tag that nobody set.
  var hasEmptyTag: Bool {
    guard let name = image.known?.droppingSuffix(":"), let image = try? ImageReference(name) else { return false }
    return image.tag == nil && image.digest == nil
  }

  /// The image as evidence.
  var imageEvidence: [Evidence] {
    [Evidence(path.appending("image"), image.known.map { .string($0) } ?? .absent)]
  }
}
