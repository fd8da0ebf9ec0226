import CSimdJSON
import CYAML
import TextSafety

/// Turns libyaml's events of one document into a tree's records. Iterative: depth costs a frame, never stack.
struct YAMLTreeBuilder {
  /// Why a document was given up.
  struct Failure: Error {
    var what: DocumentProblem.What
    var message: UntrustedText
    /// 1-based, in the text given to libyaml.
    var line: Int
    var column: Int
  }

  /// An open list or map.
  private struct Frame {
    var index: UInt32
    var isMap: Bool
    var isAtKey: Bool
    var hasMerge = false
    /// Levels below this one, aliases written out.
    var height = 0
    var anchor: String?
    /// What was written out when it was opened.
    var before: Extent
  }

  /// A node that aliases may mean.
  private struct Anchored {
    var index: UInt32
    var extent: Extent
    var height: Int
  }

  /// What a part of the document comes to with its aliases written out, as readers see it.
  private struct Extent {
    var nodes = 0
    /// Of its scalars' text.
    var bytes = 0

    static func - (a: Extent, b: Extent) -> Extent { Extent(nodes: a.nodes - b.nodes, bytes: a.bytes - b.bytes) }

    static func += (a: inout Extent, b: Extent) {
      a.nodes += b.nodes
      a.bytes += b.bytes
    }
  }

  let tree: Tree
  private let limits: Limits
  /// Added to libyaml's 0-based lines.
  private let firstLine: Int
  private var frames: [Frame] = []
  private var anchors: [String: Anchored] = [:]
  /// What there is so far with aliases written out, and what of it aliases added.
  private var expanded = Extent()
  private var aliased = Extent()
  /// Keys that a later one overrides: the later one's index, and how many.
  private(set) var duplicates: [UInt32] = []
  private(set) var duplicateCount = 0

  init(_ tree: Tree, limits: Limits, firstLine: Int) {
    self.tree = tree
    self.limits = limits
    self.firstLine = firstLine
  }

  /// Takes one event of the document's content. True when the root is complete.
  mutating func take(_ event: inout yaml_event_t) throws(Failure) -> Bool {
    guard tree.nodeCount < limits.nodes else {
      throw failure(.limit, "more than \(limits.nodes) values in one document (split it)", event)
    }
    switch event.type {
    case YAML_SCALAR_EVENT: try scalar(&event)
    case YAML_ALIAS_EVENT: try alias(event)
    case YAML_SEQUENCE_START_EVENT: try open(event, isMap: false, anchor: event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: try open(event, isMap: true, anchor: event.data.mapping_start.anchor)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close(event)
    default: break
    }
    return frames.isEmpty
  }

  private func failure(_ what: DocumentProblem.What, _ message: UntrustedText, _ event: yaml_event_t) -> Failure {
    Failure(what: what, message: message, line: event.start_mark.line + firstLine, column: event.start_mark.column + 1)
  }

  private func record(_ kind: Int, flags: Int = 0, a: UInt32 = 0, b: UInt32 = 0, _ event: yaml_event_t)
    -> bulwark_node
  {
    bulwark_node(
      line: UInt32(truncatingIfNeeded: event.start_mark.line + firstLine), next: UInt32(tree.nodeCount + 1), a: a,
      b: b, kind: UInt8(kind), flags: UInt8(flags), reserved: 0)
  }

  // MARK: Scalars

  private mutating func scalar(_ event: inout yaml_event_t) throws(Failure) {
    let length = event.data.scalar.length
    guard let value = event.data.scalar.value else { return }
    let text = UnsafeBufferPointer(start: UnsafePointer(value), count: length)
    let isPlain = event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
    let offset = tree.append(UnsafePointer(value), count: length)
    let resolved = try resolve(text, isPlain: isPlain, tag: event.data.scalar.tag, event)
    var node = record(BULWARK_STRING, a: offset, b: UInt32(truncatingIfNeeded: length), event)
    switch resolved {
    case .null: node.kind = UInt8(BULWARK_NULL)
    case .number: node.kind = UInt8(BULWARK_NUMBER)
    case .string: break
    case .bool(let value):
      node.kind = UInt8(BULWARK_BOOL)
      node.flags = value ? UInt8(BULWARK_TRUE) : 0
    }
    if let frame = frames.last, frame.isMap, frame.isAtKey {
      key(&node, text, isPlain: isPlain)
    }
    let extent = Extent(nodes: 1, bytes: length)
    expanded += extent
    let index = tree.append(node)
    if let anchor = event.data.scalar.anchor {
      anchors[String(cString: anchor)] = Anchored(index: index, extent: extent, height: 0)
    }
    added()
  }

  /// Keys are text in JSON: kubectl writes booleans and whole numbers in their plain form.
  private mutating func key(_ node: inout bulwark_node, _ text: UnsafeBufferPointer<UInt8>, isPlain: Bool) {
    var canonical: String?
    if node.kind == UInt8(BULWARK_BOOL) {
      canonical = node.flags & UInt8(BULWARK_TRUE) != 0 ? "true" : "false"
    } else if node.kind == UInt8(BULWARK_NUMBER), case .integer(let value)? = YAMLNumber(text) {
      canonical = String(value)
    }
    if var canonical {
      (node.a, node.b) = canonical.withUTF8 { bytes in
        (bytes.baseAddress.map { tree.append($0, count: bytes.count) } ?? 0, UInt32(bytes.count))
      }
    }
    let isMerge = isPlain && text.count == 2 && text[0] == UInt8(ascii: "<") && text[1] == UInt8(ascii: "<")
    node.kind = UInt8(BULWARK_STRING)
    node.flags = isMerge ? UInt8(BULWARK_MERGE) : 0
    if isMerge { frames[frames.count - 1].hasMerge = true }
  }

  private func resolve(
    _ text: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: UnsafeMutablePointer<yaml_char_t>?, _ event: yaml_event_t
  ) throws(Failure) -> YAMLScalar {
    guard let tag else { return isPlain ? YAMLScalar(plain: text) : .string }
    let name = String(cString: tag)
    let core = "tag:yaml.org,2002:"
    // A tag that nobody knows makes text, as for kubectl; so does `!`.
    guard name.hasPrefix(core) else { return .string }
    let wanted: YAMLScalar
    switch name.dropFirst(core.count) {
    case "null": wanted = .null
    case "bool": wanted = .bool(true)
    case "int", "float": wanted = .number
    default: return .string
    }
    let resolved = YAMLScalar(plain: text)
    switch (wanted, resolved) {
    case (.null, .null), (.bool, .bool), (.number, .number): return resolved
    default:
      throw failure(
        .syntax, "the value is not of its tag !!\(String(name.dropFirst(core.count))) (remove the tag)", event)
    }
  }

  // MARK: Aliases

  private mutating func alias(_ event: yaml_event_t) throws(Failure) {
    guard let text = event.data.alias.anchor else { return }
    let name = String(cString: text)
    guard let target = anchors[name] else {
      throw failure(.syntax, "no anchor \"&\(name)\" before this alias (define it, or quote the value)", event)
    }
    guard tree.nodes[Int(target.index)].next != 0 else {
      throw failure(.syntax, "the anchor \"&\(name)\" contains itself (remove the alias)", event)
    }
    expanded += target.extent
    aliased += target.extent
    guard aliased.nodes <= limits.aliasNodes else {
      throw failure(.limit, "its aliases stand for more than \(limits.aliasNodes) values (write them out)", event)
    }
    // Readers copy the text of every alias.
    guard aliased.bytes <= limits.documentBytes else {
      throw failure(
        .limit, "its aliases stand for more than \(limits.documentBytes >> 20) MiB of text (write them out)", event)
    }
    guard frames.count + target.height <= limits.depth else {
      throw failure(.limit, "nested deeper than \(limits.depth) levels (flatten the document)", event)
    }
    if let last = frames.indices.last { frames[last].height = max(frames[last].height, target.height) }
    if let frame = frames.last, frame.isMap, frame.isAtKey {
      var key = tree.nodes[Int(target.index)]
      guard key.kind != UInt8(BULWARK_LIST), key.kind != UInt8(BULWARK_MAP) else { throw notAKey(event) }
      key.kind = UInt8(BULWARK_STRING)
      key.flags = 0
      key.next = UInt32(tree.nodeCount + 1)
      _ = tree.append(key)
    } else {
      _ = tree.append(record(BULWARK_ALIAS, a: target.index, event))
    }
    added()
  }

  // MARK: Lists and maps

  private func notAKey(_ event: yaml_event_t) -> Failure {
    // `{{ … }}` is a map as a key of a map.
    let advice = "quote the key; a Helm template? Render it first: helm template … | bulwark scan -"
    return failure(.syntax, "a list or map cannot be a key (\(UntrustedText(advice)))", event)
  }

  private mutating func open(_ event: yaml_event_t, isMap: Bool, anchor: UnsafeMutablePointer<yaml_char_t>?)
    throws(Failure)
  {
    if let frame = frames.last, frame.isMap, frame.isAtKey { throw notAKey(event) }
    guard frames.count < limits.depth else {
      throw failure(.limit, "nested deeper than \(limits.depth) levels (flatten the document)", event)
    }
    var node = record(isMap ? BULWARK_MAP : BULWARK_LIST, event)
    node.next = 0
    let before = expanded
    expanded += Extent(nodes: 1)
    let index = tree.append(node)
    let name = anchor.map { String(cString: $0) }
    // Known at once, so that an alias to an open node is told from one to nothing.
    if let name { anchors[name] = Anchored(index: index, extent: Extent(), height: 0) }
    frames.append(Frame(index: index, isMap: isMap, isAtKey: isMap, anchor: name, before: before))
  }

  private mutating func close(_ event: yaml_event_t) throws(Failure) {
    guard let frame = frames.popLast() else { return }
    let nodes = tree.nodes
    nodes[Int(frame.index)].next = UInt32(tree.nodeCount)
    var count: UInt32 = 0
    var child = frame.index + 1
    while child < UInt32(tree.nodeCount) {
      count += 1
      child = nodes[Int(child)].next
    }
    nodes[Int(frame.index)].b = frame.isMap ? count / 2 : count
    if frame.isMap {
      if frame.hasMerge { try merge(frame.index, event) }
      if count > 2 {
        var first: UInt32 = 0
        let found = bulwark_mark_duplicates(tree.nodes, tree.bytes, frame.index, &first)
        if found > 0, duplicates.count < 16 { duplicates.append(first) }
        duplicateCount += Int(found)
      }
    }
    let height = frame.height + 1
    if let name = frame.anchor, anchors[name]?.index == frame.index {
      anchors[name] = Anchored(index: frame.index, extent: expanded - frame.before, height: height)
    }
    if let last = frames.indices.last { frames[last].height = max(frames[last].height, height) }
    added()
  }

  /// After a whole node: a map's turn changes between key and value.
  private mutating func added() {
    guard let last = frames.indices.last, frames[last].isMap else { return }
    frames[last].isAtKey.toggle()
  }

  // MARK: Merge keys

  /// Resolves `<<` of a map that was just closed and is the last in memory: what the maps named there hold is added
  /// behind its own members. Its own keys win, then those of the earlier map.
  private mutating func merge(_ map: UInt32, _ event: yaml_event_t) throws(Failure) {
    var sources: [UInt32] = []
    var own: Set<UntrustedText> = []
    var key = map + 1
    let end = UInt32(tree.nodeCount)
    while key < end {
      if tree.nodes[Int(key)].flags & UInt8(BULWARK_MERGE) != 0 {
        let value = tree.resolve(key + 1)
        switch Int(tree.nodes[Int(value)].kind) {
        case BULWARK_MAP: sources.append(value)
        case BULWARK_LIST: sources += Node(tree, value).elements.map(\.index)
        default: throw failure(.syntax, "<< takes a map or a list of maps (quote it to mean a name)", event)
        }
        tree.nodes[Int(key)].flags |= UInt8(BULWARK_DEAD)
        tree.nodes[Int(map)].b -= 1
      } else {
        own.insert(UntrustedText(utf8: tree.text(key)))
      }
      key = tree.nodes[Int(key) + 1].next
    }
    for source in sources {
      guard tree.nodes[Int(source)].kind == UInt8(BULWARK_MAP) else {
        throw failure(.syntax, "<< takes a map or a list of maps (quote it to mean a name)", event)
      }
      // The records may move while members are added, so nothing but indexes is kept.
      let sourceEnd = tree.nodes[Int(source)].next
      var member = source + 1
      while member < sourceEnd {
        let value = member + 1
        if tree.nodes[Int(member)].flags & UInt8(BULWARK_DEAD) == 0,
          own.insert(UntrustedText(utf8: tree.text(member))).inserted
        {
          guard tree.nodeCount < limits.nodes else {
            throw failure(.limit, "more than \(limits.nodes) values in one document (split it)", event)
          }
          append(member, as: BULWARK_COPIED)
          append(tree.resolve(value), as: 0)
          tree.nodes[Int(map)].b += 1
        }
        member = tree.nodes[Int(value)].next
      }
    }
    tree.nodes[Int(map)].next = UInt32(tree.nodeCount)
  }

  /// A copy of a scalar's record, or an alias to a list or map.
  private func append(_ index: UInt32, as flag: Int) {
    var copy = tree.nodes[Int(index)]
    if copy.kind == UInt8(BULWARK_LIST) || copy.kind == UInt8(BULWARK_MAP) {
      copy.kind = UInt8(BULWARK_ALIAS)
      copy.a = index
    }
    copy.flags |= UInt8(flag)
    copy.next = UInt32(tree.nodeCount + 1)
    _ = tree.append(copy)
  }
}
