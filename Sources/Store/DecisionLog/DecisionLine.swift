import Foundation
import Hardening
import TextSafety

/// An act as a line of JSON, format version 1. The format only grows: what a version wrote is read by all later ones.
///
///     {"v":1,"id":"01K…","time":1764000000000,"author":"ada","act":"ack","reason":"…",
///      "targets":[{"cluster":"files:shop","finding":"0af3…","evidence":"9c41…"}]}
///
/// `act` is ack, suppress, reopen, note or undo. `suppress` has a `rule`: {"scope","clusters","checks","findings",
/// "object","image"}, whose `clusters` is "all", a list of ids, or {"group":"…"}. `until` is seconds since 1970, `time`
/// milliseconds; `undoes` is the id of the act that `undo` takes back. Lines that are one act of a person have the id of
/// the first of them as `batch`. A note may have a `ticket` and an `assignee`; `origin` is the file of another tool that
/// an act was read from.
enum DecisionLine {
  private static let version: Int64 = 1
  /// The last millisecond of the year 9999: what is later is damage.
  private static let latest: Int64 = 253_402_300_799_999

  /// Bytes of a line without its end; the act of a hundred thousand findings has some ten million.
  static let longest = 1 << 24

  /// Whether the line of an act may be written, when it is read from one of so many bytes: one byte becomes six at most.
  static func fits(_ decision: Decision, _ count: Int) -> Bool {
    if count <= longest / 6 { return true }
    var bytes: [UInt8] = []
    write(decision, to: &bytes)
    return bytes.count <= longest + 1
  }

  static func read(
    _ line: [UInt8], _ shared: SharedValues = SharedValues()
  ) -> Result<Decision, DecisionLineError> {
    line.withUnsafeBufferPointer { bytes in
      do throws(DecisionLineError) {
        var reader = JSONLineReader(bytes, shared)
        var fields = Fields()
        try reader.object { (reader, key) throws(DecisionLineError) in try fields.read(key, &reader) }
        try reader.end()
        return .success(try fields.decision(shared))
      } catch { return .failure(error) }
    }
  }

  /// Appends the line and its end.
  static func write(_ decision: Decision, to bytes: inout [UInt8]) {
    var line = JSONLineWriter()
    line.begin("{")
    line.member("v", integer: version)
    line.member("id", string: decision.id.text)
    line.member("time", integer: decision.time)
    line.member("author", string: decision.author.raw)
    line.member("act", string: decision.act.rawValue)
    if !decision.reason.isEmpty { line.member("reason", string: decision.reason.raw) }
    if !decision.targets.isEmpty {
      line.key("targets")
      line.begin("[")
      for target in decision.targets {
        line.begin("{")
        line.member("cluster", string: target.key.cluster.raw)
        line.member("finding", string: target.key.finding.hex)
        line.member("evidence", string: hex(target.evidence))
        line.end("}")
      }
      line.end("]")
    }
    if let rule = decision.rule { line.member("rule", rule) }
    if let until = decision.until { line.member("until", integer: until) }
    if let undoes = decision.undoes { line.member("undoes", string: undoes.text) }
    if let batch = decision.batch { line.member("batch", string: batch.text) }
    if !decision.ticket.isEmpty { line.member("ticket", string: decision.ticket.raw) }
    if !decision.assignee.isEmpty { line.member("assignee", string: decision.assignee.raw) }
    if !decision.origin.isEmpty { line.member("origin", string: decision.origin.raw) }
    line.end("}")
    bytes += line.bytes
    bytes.append(UInt8(ascii: "\n"))
  }

  static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The members that were found, before they make an act.
  private struct Fields {
    var version: Int64?
    var id: ULID?
    var time: Int64?
    var author: String?
    var act: String?
    var reason = ""
    var targets: [Decision.Target] = []
    var rule: SuppressionRule?
    var until: Int64?
    var undoes: ULID?
    var batch: ULID?
    var ticket = ""
    var assignee = ""
    var origin = ""

    mutating func read(_ key: String, _ reader: inout JSONLineReader) throws(DecisionLineError) {
      switch key {
      case "v":
        version = try reader.integer()
        // What follows may mean something else there.
        if version != DecisionLine.version { throw DecisionLineError("written by a later version of Bulwark") }
      case "id": id = ULID(try reader.string())
      case "time": time = try reader.integer()
      case "author": author = try reader.string()
      case "act": act = try reader.string()
      case "reason": reason = try reader.string()
      case "targets":
        var found: [Decision.Target] = []
        try reader.array { reader throws(DecisionLineError) in found.append(try DecisionLine.target(&reader)) }
        targets = found
      case "rule": rule = try SuppressionRule(&reader)
      case "until": until = try reader.integer()
      case "undoes":
        guard let id = ULID(try reader.string()) else { throw DecisionLineError("undoes is no id") }
        undoes = id
      case "batch":
        guard let id = ULID(try reader.string()) else { throw DecisionLineError("batch is no id") }
        batch = id
      case "ticket": ticket = try reader.string()
      case "assignee": assignee = try reader.string()
      case "origin": origin = try reader.string()
      default: try reader.skip()
      }
    }

    func decision(_ shared: SharedValues) throws(DecisionLineError) -> Decision {
      guard version != nil else { throw DecisionLineError("no format version") }
      guard let id, let time, let author, let act else { throw DecisionLineError("id, time, author or act is missing") }
      guard id.milliseconds <= DecisionLine.latest else { throw DecisionLineError("its time is beyond the year 9999") }
      // Milliseconds the one, seconds the other.
      if !(0...DecisionLine.latest).contains(time) || !(0...DecisionLine.latest / 1000).contains(until ?? 0) {
        throw DecisionLineError("its time or its end is not in the years from 1970 to 9999")
      }
      guard let act = Decision.Act(rawValue: act) else {
        throw DecisionLineError("no act is called '\(UntrustedText(act))' in this version of Bulwark")
      }
      switch act {
      case .suppress: if rule == nil { throw DecisionLineError("a suppression without a rule") }
      case .undo: if undoes == nil { throw DecisionLineError("an undo of nothing") }
      case .acknowledge, .reopen, .note: if targets.isEmpty { throw DecisionLineError("an act on nothing") }
      }
      return Decision(
        id: id, time: time, author: shared.text(author), act: act, targets: targets, rule: rule,
        reason: shared.text(reason), until: until, undoes: undoes, batch: batch, ticket: UntrustedText(ticket),
        assignee: shared.text(assignee), origin: shared.text(origin))
    }
  }

  private static func target(_ reader: inout JSONLineReader) throws(DecisionLineError) -> Decision.Target {
    var cluster: String?
    var finding: Fingerprint?
    var evidence: UInt64?
    try reader.object { (reader, key) throws(DecisionLineError) in
      switch key {
      case "cluster": cluster = try reader.string()
      case "finding": finding = Fingerprint(hex: try reader.string())
      case "evidence":
        let digits = try reader.string()
        evidence = digits.utf8.count == 16 ? UInt64(digits, radix: 16) : nil
      default: try reader.skip()
      }
    }
    guard let cluster, let finding, let evidence else { throw DecisionLineError("a target that names no finding") }
    return Decision.Target(FindingKey(cluster: reader.shared.text(cluster), finding: finding), evidence: evidence)
  }
}
