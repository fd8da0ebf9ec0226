import Documents
import Foundation
import TextSafety

/// The lines of a capture that are no objects: its first, which says whose objects follow, and its last, which says
/// that all of them did.
enum CaptureLine: Equatable {
  case header(CaptureHeader)
  /// How many objects were written, how many documents of what was captured could not be read, and of a server, how the
  /// list of each kind went: also of those that there are no objects of.
  case end(objects: Int, unread: Int, kinds: [UntrustedText: KindOutcome])

  /// How the list of a kind went.
  enum KindOutcome: String {
    case listed, notServed, forbidden, failed
  }

  static let apiVersion = "bulwark/1"

  /// nil where a document is something else. Only the first document of a file can head a capture, and only behind a
  /// head is there an end: objects of the cluster cannot say what the cluster is.
  init?(_ document: Document, in capture: Captured?) {
    guard document.format == .json, document.list == nil else { return nil }
    let root = document.root
    guard root["apiVersion"]?.equals("bulwark/1") == true, let kind = root["kind"]?.text else { return nil }
    switch kind {
    case "Capture" where document.index == 0:
      self = .header(
        CaptureHeader(
          cluster: root["cluster"]?.text ?? "", observedAt: root["observedAt"]?.text.flatMap(CaptureLine.time),
          isComplete: root["complete"]?.bool ?? false))
    case "CaptureEnd" where capture != nil:
      self = .end(
        objects: CaptureLine.count(root["objects"]), unread: CaptureLine.count(root["unread"]),
        kinds: CaptureLine.outcomes(root["kinds"]))
    default: return nil
    }
  }

  private static func outcomes(_ kinds: Node?) -> [UntrustedText: KindOutcome] {
    guard let kinds, kinds.kind == .map else { return [:] }
    var outcomes: [UntrustedText: KindOutcome] = [:]
    for (key, value) in kinds.members {
      guard let outcome = value.text?.parsed({ KindOutcome(rawValue: $0) }) else { continue }
      outcomes[key] = outcome
    }
    return outcomes
  }

  private static func count(_ node: Node?) -> Int { Int(max(0, min(node?.integer ?? 0, 1_000_000_000))) }

  /// Seconds since 1970 of a time of RFC 3339.
  private static func time(_ text: UntrustedText) -> Int64? {
    text.parsed { try? Date($0, strategy: .iso8601) }.map { Int64($0.timeIntervalSince1970) }
  }
}

/// What a capture says of the cluster that it was made of.
struct CaptureHeader: Equatable, Sendable {
  var cluster: UntrustedText
  /// Seconds since 1970; nil where the file does not say.
  var observedAt: Int64?
  /// The cluster held nothing else.
  var isComplete: Bool
  /// Of a server, how the list of each kind went, by `WatchedKind.name`; empty where it was none, or did not say.
  var kinds: [UntrustedText: CaptureLine.KindOutcome] = [:]

  /// What holds for an input as a whole: what its capture says where it is one and nothing else. Beside other files a
  /// capture is not the whole cluster any more.
  static func of(_ captures: [CaptureHeader], inputs: Int) -> CaptureHeader? {
    inputs == 1 ? captures.first : nil
  }
}

/// One capture while it is read.
struct Captured {
  private(set) var header = CaptureHeader(cluster: "", observedAt: nil, isComplete: false)
  private var end: (objects: Int, unread: Int)?

  init(after before: Captured?, _ line: CaptureLine) {
    if let before { self = before }
    switch line {
    case .header(let header): self.header = header
    case .end(let objects, let unread, let kinds):
      end = (objects, unread)
      header.kinds = kinds
    }
  }

  /// What is missing in it, if anything; `objects` is how many were read.
  func lack(of objects: Int) -> (why: UntrustedText, next: UntrustedText)? {
    guard let end else { return ("the capture has no end", "it was cut off: capture again") }
    if end.unread > 0 {
      return ("\(end.unread) documents could not be read when it was captured", "correct them, then capture again")
    }
    if objects < end.objects {
      return ("\(end.objects - objects) of its \(end.objects) objects are missing", "capture again")
    }
    return nil
  }
}
