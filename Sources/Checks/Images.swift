import Hardening
import Inventory
import TextSafety

extension Judgement {
  /// For checks of what an image's name says.
  static let noImage = Judgement.notApplicable("no image is set")
}

extension Container {
  /// The image as evidence.
  var imageEvidence: [Evidence] {
    [Evidence(path.appending("image"), image.known.map { .string($0) } ?? .absent)]
  }
}
