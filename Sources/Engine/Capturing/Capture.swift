import Documents
import Fetch
package import Foundation
package import Hardening
import Inventory
import TextSafety

/// Keeps a cluster's objects in one file: gzip over JSON lines, the first saying whose they are and when they were read.
/// A scan of it says what a scan of its origin says. Values of Secrets never enter it.
package enum Capture {
  package struct Result: Sendable {
    package var notices: [Notice]
    package var objects: Int
    /// Something could not be read; the capture says so as well.
    package var isPartial: Bool
  }

  /// Reads the paths (files, folders, captures, `-`) as one cluster. `write` takes the bytes of the capture as they come;
  /// throws what it throws.
  package static func run(
    paths: [String], options: ScanOptions, now: Date = Date(), progress: ((ScanProgress) -> Void)? = nil,
    write: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Result {
    let found = FileInputs.enumerate(paths: paths, limits: options.limits)
    var notices = found.errors.map { Notice($0) }
    let output = try GzipOutput(write)
    var body = Body(options, fallbackName: ClusterName.of(paths: paths), inputs: found.inputs.count, now: now)
    let reading = try FileReading.run(found.inputs, limits: options.limits, progress: progress) {
      body.take($0)
    } take: { document, index, fileNotices in
      guard let lines = body.lines(of: document, file: index, into: &fileNotices) else { return false }
      try output.write(lines)
      return true
    }
    notices += reading.notices
    let unread = notices.count(where: \.costsCoverage)
    try output.write(body.end(unread: unread))
    try output.finish()
    return Result(notices: notices, objects: body.objects, isPartial: unread > 0)
  }

  /// The lines, one after the other.
  struct Body {
    private(set) var objects = 0
    private let options: ScanOptions
    private let fallbackName: String
    private let inputs: Int
    private let now: Date
    private var header: CaptureHeader?
    private var hasBegun = false
    private var decoder = ObjectDecoder()
    private var writer = NodeWriter()

    init(_ options: ScanOptions, fallbackName: String, inputs: Int, now: Date) {
      self.options = options
      self.fallbackName = fallbackName
      self.inputs = inputs
      self.now = now
    }

    /// Takes what a capture among the input says of itself.
    mutating func take(_ other: CaptureHeader) { header = CaptureHeader.of([other], inputs: inputs) }

    /// The object as a line, behind the header where it is the first.
    mutating func lines(of document: Document, file: Int, into notices: inout FileNotices) -> [UInt8]? {
      let (object, found) = decoder.decode(document, file: file)
      notices.add(found)
      return object == nil ? nil : lines(of: document)
    }

    /// The same of what is an object.
    mutating func lines(of document: Document) -> [UInt8] {
      let listKind = document.list?.kind?.droppingSuffix("List")
      var extra: [(key: StaticString, value: UntrustedText)] = []
      if document.root["apiVersion"]?.text == nil, let version = document.list?.apiVersion {
        extra.append(("apiVersion", version))
      }
      if document.root["kind"]?.text == nil, let listKind { extra.append(("kind", listKind)) }
      return lines(of: document.root, by: Redaction.rule(listKind: extra.isEmpty ? nil : listKind), extra)
    }

    /// An object of a server's list, which says what it is.
    mutating func lines(of document: Document, kind: UntrustedText, apiVersion: UntrustedText) -> [UInt8] {
      lines(of: document.root, by: Redaction.rule(of: kind), [("apiVersion", apiVersion), ("kind", kind)])
    }

    private mutating func lines(
      of root: Node, by rule: NodeWriter.Rule, _ extra: [(key: StaticString, value: UntrustedText)]
    ) -> [UInt8] {
      objects += 1
      writer.removeAll()
      writer.write(root, by: rule, extra: extra)
      writer.endLine()
      return begin() + writer.bytes
    }

    private mutating func begin() -> [UInt8] {
      if hasBegun { return [] }
      hasBegun = true
      let captured = header?.cluster.parsed { $0.isEmpty ? nil : $0 }
      let time = header?.observedAt.map { Date(timeIntervalSince1970: TimeInterval($0)) } ?? now
      return line([
        "kind": "Capture", "cluster": options.cluster ?? captured ?? fallbackName,
        "observedAt": time.formatted(.iso8601), "complete": options.isComplete || header?.isComplete == true,
      ])
    }

    /// - Parameter kinds: how a server's list of each kind went, by `WatchedKind.name`.
    mutating func end(unread: Int, kinds: [UntrustedText: CaptureLine.KindOutcome] = [:]) -> [UInt8] {
      var members: [String: Any] = ["kind": "CaptureEnd", "objects": objects, "unread": unread]
      let said = kinds.isEmpty ? header?.kinds ?? [:] : kinds
      if !said.isEmpty {
        members["kinds"] = Dictionary(said.map { ($0.parsed { $0 } ?? "", $1.rawValue) }) { first, _ in first }
      }
      return begin() + line(members)
    }

    private func line(_ members: [String: Any]) -> [UInt8] {
      var members = members
      members["apiVersion"] = CaptureLine.apiVersion
      let data = try? JSONSerialization.data(withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
      return [UInt8](data ?? Data()) + [UInt8(ascii: "\n")]
    }
  }
}
