package import Documents
import TextSafety

/// Lists in pages.
extension KindFeed {
  /// Objects a page; a quarter of them where an answer is larger than is taken.
  private static let pageSize = 500
  /// Pages in a row that say that there is more and have nothing.
  private static let mostEmptyPages = 5
  /// Bytes of a continue token: it has to go into an address.
  private static let longestToken = 16 << 10

  /// How far a list is.
  private struct Walk {
    var token: UntrustedText = ""
    var size = KindFeed.pageSize
    var version: UntrustedText = ""
    var restarts = 0
    var pages = 0
    var emptyPages = 0
    var objects = 0
    /// Hashes of the tokens so far: they are salted, so that nobody finds two of one.
    var tokens: Set<Int> = []

    /// From the beginning.
    mutating func restart() {
      restarts += 1
      token = ""
      tokens = []
      emptyPages = 0
      objects = 0
    }
  }

  /// Walks the list; returns the version that a watch goes on from.
  func listed(_ deliver: Deliver) async throws(FetchError) -> UntrustedText {
    await deliver(.listing)
    var walk = Walk()
    while true {
      let page: Node
      do throws(FetchError) { page = try await self.page(walk) } catch {
        if error.code == .tooLarge, walk.size > 1 {
          walk.size /= 4
          continue
        }
        // The token has run out while the list was walked: from the beginning, what was delivered counts all the same.
        guard error.code == .expired, !walk.token.isEmpty, walk.restarts < 5 else { throw error }
        walk.restart()
        await deliver(.listing)
        continue
      }
      let objects = try documents(in: page)
      try take(page["metadata"], objects.count, &walk)
      if !objects.isEmpty { await deliver(.page(objects)) }
      if Task.isCancelled { throw cancelled }
      if walk.token.isEmpty { break }
    }
    guard !walk.version.isEmpty else { throw violation("its list of \(kind.name) has no resourceVersion") }
    await deliver(.listed)
    return walk.version
  }

  private func page(_ walk: Walk) async throws(FetchError) -> Node {
    let rest: UntrustedText = walk.token.isEmpty ? "" : "&continue=\(walk.token.percentEncoded)"
    let page = try await client.json(
      HTTPRequest(.get, "\(kind.path)?limit=\(walk.size)\(rest)", accept: accept(Self.metadataList)))
    return isMetadataOnly ? try bare(page, by: Self.bareList) : page
  }

  /// Takes in what a page says of the list; throws where it would have no end.
  private func take(_ metadata: Node?, _ count: Int, _ walk: inout Walk) throws(FetchError) {
    walk.version = metadata?["resourceVersion"]?.text ?? walk.version
    walk.token = metadata?["continue"]?.text ?? ""
    walk.pages += 1
    walk.objects += count
    try hold(walk.objects)
    guard !walk.token.isEmpty else { return }
    guard walk.pages < most.pages else { throw tooMuch("\(most.pages) pages") }
    walk.emptyPages = count == 0 ? walk.emptyPages + 1 : 0
    guard walk.emptyPages < Self.mostEmptyPages else {
      throw violation("its list of \(kind.name) goes on without end: \(walk.emptyPages) pages without objects")
    }
    guard walk.token.matches({ $0.utf8.count <= Self.longestToken }), walk.tokens.insert(walk.token.hashValue).inserted
    else { throw violation("its list of \(kind.name) does not go on: its continue token is no new one") }
  }

  /// Throws where a list has more objects than are taken.
  func hold(_ objects: Int) throws(FetchError) {
    if objects > most.objects { throw tooMuch("\(most.objects) objects") }
  }

  private func tooMuch(_ what: UntrustedText) -> FetchError {
    FetchError(
      .tooLarge, what: client.name, why: "its list of \(kind.name) has more than \(what)",
      next: "clear the cluster up; \(client.again)")
  }

  /// The objects of an answer that is a list: everything else with a status of success is none.
  private func documents(in page: Node) throws(FetchError) -> [Document] {
    guard page["kind"]?.text?.hasSuffix("List") == true, let items = page["items"], items.isNull || items.kind == .list
    else { throw violation("its answer for \(kind.name) is no list") }
    var documents: [Document] = []
    documents.reserveCapacity(items.count)
    for item in items.elements {
      guard item.kind == .map else { throw violation("its list of \(kind.name) holds what is no object") }
      documents.append(document(item))
    }
    return documents
  }
}

/// Metadata alone.
extension KindFeed {
  /// The media type of whole objects.
  package static let whole = "application/json"
  /// Of an object without what it says beside its metadata.
  package static let metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
  /// Of a list of such.
  private static let metadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

  /// Servers that do not know metadata alone send the whole.
  func accept(_ metadata: String) -> String { isMetadataOnly ? "\(metadata),\(Self.whole)" : Self.whole }

  /// An object without what it says beside its metadata, whatever the server sent: what is kept of Secrets. Of
  /// annotations those alone are left that are read; others may hold copies of the object.
  package static func bare(_ object: Node) throws(DocumentError) -> Node { try bare(object, by: bareObject) }

  private static func bare(_ node: Node, by rule: NodeWriter.Rule) throws(DocumentError) -> Node {
    var writer = NodeWriter()
    writer.write(node, by: rule)
    return try JSONValue.parse(writer.bytes)
  }

  /// What is kept of the object of an event.
  func bare(_ object: Node) throws(FetchError) -> Node { try bare(object, by: Self.bareObject) }

  private func bare(_ node: Node, by rule: NodeWriter.Rule) throws(FetchError) -> Node {
    do { return try Self.bare(node, by: rule) } catch { throw client.unreadable(error) }
  }

  private static let bareList = NodeWriter.Rule { _, key, _ in key == "items" ? .kept(bareObject) : .all }

  private static let bareObject = NodeWriter.Rule { _, key, value in
    switch key {
    case "apiVersion", "kind": value.count == 0 ? .all : .dropped
    case "metadata": value.kind == .map ? .kept(bareMetadata) : .dropped
    default: .dropped
    }
  }

  private static let bareMetadata = NodeWriter.Rule { _, key, value in
    switch key {
    case "name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp":
      value.count == 0 ? .all : .dropped
    case "labels", "ownerReferences": .all
    case "annotations": value.kind == .map ? .kept(bareAnnotations) : .dropped
    default: .dropped
    }
  }

  /// What tells who made a Secret, and exceptions for other tools; in them, nothing in braces
  /// and nothing long.
  private static let bareAnnotations = NodeWriter.Rule { _, key, value in
    let isRead = key.matches { key in
      key == "kubernetes.io/service-account.name"
        || [
          "ignore-check.kube-linter.io/", "kube-linter.io/ignore-all", "kube-score/", "polaris.fairwinds.com/",
          "checkov.io/skip", "bridgecrew.io/skip", "kubescape.io/skip-",
        ].contains(where: key.hasPrefix)
    }
    let isShort = value.scalar?.matches { $0.utf8.count <= 128 && !$0.contains("{") } ?? (value.count == 0)
    return isRead && isShort ? .all : .dropped
  }
}
