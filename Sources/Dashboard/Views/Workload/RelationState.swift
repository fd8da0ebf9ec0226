import Hardening
import Session

/// What is known of what an object has to do with others.
enum RelationState: Sendable {
  /// Asked for: the source is being read.
  case reading
  case known(ObjectRelations)
  /// It cannot be had, which is not «none».
  case unknown(Notice)
}
