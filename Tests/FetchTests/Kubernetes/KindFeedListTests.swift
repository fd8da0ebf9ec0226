import Documents
import Synchronization
import Testing
import TextSafety

@testable import Fetch

@Suite("Lists of kinds")
struct KindFeedListTests {
  typealias Answer = ScriptedServer.Answer

  @Test(
    "an answer that is no list is none, not an empty one",
    arguments: [
      Said.status(200), "{}", "[]", "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"}}",
      "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":{}}",
      "{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}",
      "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}",
      "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[1]}",
      "{\"kind\":\"PodList\",\"metadata\":{},\"items\":[]}", "nonsense",
    ])
  func noList(body: String) async {
    for isMetadataOnly in [false, true] {
      let server = ScriptedServer { $0.number == 0 ? .says(200, body) : .over }
      let log = await FeedLog.of(server, isMetadataOnly: isMetadataOnly)
      #expect(log.words == ["listing", "away protocol", "listing"])
    }
  }

  @Test("a list of nothing is one, also by null")
  func empty() async {
    for items in ["[]", "null"] {
      let body = "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":\(items)}"
      let log = await FeedLog.of(ScriptedServer { _ in .says(200, body) }, once: true)
      #expect(log.words == ["listing", "listed"])
    }
  }

  @Test("pages follow one another; a token that ran out begins anew")
  func pages() async {
    let server = ScriptedServer { asked in
      switch (asked.number, asked.value("continue")) {
      case (0, nil): Said.list(["a"], token: "one")
      case (1, "one"): .says(410, "")
      case (2, nil): Said.list(["a"], token: "one")
      case (3, "one"): Said.list(["b"], version: "12", token: "a%2Fb/c")
      default: Said.list(["c"], version: "12")
      }
    }
    let log = await FeedLog.of(server, once: true)
    #expect(log.words == ["listing", "page a", "listing", "page a", "page b", "page c", "listed"])
    #expect(server.asked.last?.value("continue") == "a%252Fb%2Fc")
  }

  @Test("a page that is too large is asked for in quarters")
  func quarters() async {
    let server = ScriptedServer { asked in
      (Int(asked.value("limit") ?? "") ?? 0) > 40 ? .fails(.tooLarge) : Said.list(["a"])
    }
    let log = await FeedLog.of(server, once: true)
    #expect(log.words == ["listing", "page a", "listed"])
    #expect(server.asked.map { $0.value("limit") } == ["500", "125", "31"])
  }

  @Test("a list that leads back, or on without objects, or by a token of a megabyte, has no end")
  func endless() async {
    let circle = ScriptedServer { Said.list(["a"], token: $0.number.isMultiple(of: 2) ? "one" : "two") }
    let back = await FeedLog.of(circle, once: true)
    #expect(back.words.last == "away protocol" && circle.asked.count == 3)
    let empty = ScriptedServer { Said.list([], token: "\($0.number)") }
    #expect(await FeedLog.of(empty, once: true).words == ["listing", "away protocol"])
    #expect(empty.asked.count == 5)
    let sparse = ScriptedServer { asked in
      Said.list(asked.number % 4 == 3 ? ["a"] : [], token: asked.number < 40 ? "\(asked.number)" : "")
    }
    #expect(await FeedLog.of(sparse, once: true).words.last == "listed")
    let long = ScriptedServer { _ in Said.list(["a"], token: String(repeating: "x", count: 1 << 20)) }
    #expect(await FeedLog.of(long, once: true).words.last == "away protocol")
    #expect(long.asked.count == 1)
  }

  @Test("a list has an end in objects and in pages, and is asked for seldom then")
  func bounds() async {
    let server = ScriptedServer { asked in
      asked.at > .seconds(600) ? .over : Said.list(["a", "b"], token: "\(asked.number)")
    }
    let log = await FeedLog.of(server, most: (7, 1000))
    #expect(log.words.prefix(5) == ["listing", "page a,b", "page a,b", "page a,b", "away tooLarge"])
    #expect(log.errors.first?.why.text == "its list of pods has more than 7 objects")
    #expect(server.pauses.allSatisfy { $0 == .seconds(300) })
    let pages = await FeedLog.of(
      ScriptedServer { Said.list(["a"], token: "\($0.number)") }, once: true, most: (1000, 20))
    #expect(pages.errors.first?.why.text == "its list of pods has more than 20 pages")
    let stream = ScriptedServer { asked in
      guard asked.number == 0 else { return .over }
      return .streams(200, (0..<10).map { .says(Said.event("ADDED", "\($0)", "\($0)")) })
    }
    #expect(await FeedLog.of(stream, streamsLists: true, most: (7, 20)).words.last { $0.hasPrefix("page") } == "page 7")
  }

  @Test("lists that always expire are told from the second time on, and asked ever more seldom")
  func expired() async {
    let server = ScriptedServer { $0.at < .seconds(300) ? .says(410, Said.status(410, "gone")) : .over }
    let log = await FeedLog.of(server)
    #expect(server.asked.count < 30)
    #expect(log.words.prefix(3) == ["listing", "listing", "away expired"])
    #expect(log.errors.count > 5 && log.errors.allSatisfy { $0.why.text == "gone" })
    let streamed = ScriptedServer { $0.at < .seconds(300) ? .says(410, "") : .over }
    #expect(await FeedLog.of(streamed, streamsLists: true).words.contains("away expired"))
  }

  @Test("who lists once is not promised that it is asked again", arguments: [400, 410, 429, 500, 200])
  func once(status: Int) async {
    let log = await FeedLog.of(ScriptedServer { _ in .says(status, "nonsense") }, once: true)
    #expect(log.errors.count == 1)
    #expect(log.errors.allSatisfy { $0.next.text == "ask again later" })
    let server = ScriptedServer { $0.number == 0 ? .says(500, "") : .over }
    #expect(await FeedLog.of(server).errors.first?.next.text == "it is asked again")
  }

  @Test("what is not allowed is told, and asked again minutes later")
  func forbidden() async {
    let answers = Mutex<[Answer]>([.says(403, ""), Said.list(["a"]), .says(403, ""), .over])
    let server = ScriptedServer { _ in answers.withLock { $0.removeFirst() } }
    let log = await FeedLog.of(server)
    #expect(
      log.words == ["listing", "forbidden", "listing", "page a", "listed", "away forbidden", "listing"])
    #expect(server.pauses == [.seconds(300), .seconds(300)])
  }

  /// A Secret with its values in all places that servers and tools keep them in.
  private static let secret = """
    {"apiVersion":"v1","kind":"Secret","type":"Opaque","data":{"key":"planted"},"stringData":{"key":"planted"},
    "planted":"planted","metadata":{"name":"a","namespace":"b","uid":"u","resourceVersion":"11",
    "creationTimestamp":"2020-01-01T00:00:00Z","deletionTimestamp":"2021-01-01T00:00:00Z","labels":{"owner":"helm"},
    "ownerReferences":[{"kind":"ServiceAccount","name":"o"}],"managedFields":[{"planted":{}}],"generation":"planted",
    "annotations":{"kubernetes.io/service-account.name":"c","kubectl.kubernetes.io/last-applied-configuration":"planted",
    "example.org/copy":"planted","kube-score/ignore":"{planted","checkov.io/skip1":"CKV_K8S_1=why"}}}
    """

  @Test("of an object whose metadata alone is asked for nothing else is kept, whatever the server sends")
  func bare() async throws {
    let secret = Self.secret
    for streamsLists in [false, true] {
      let server = ScriptedServer { asked in
        if asked.number > 1 { return .over }
        if !asked.isWatch {
          return .says(
            200, "{\"kind\":\"SecretList\",\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[\(secret)]}")
        }
        let events = ["ADDED", "MODIFIED", "DELETED"].map { "{\"type\":\"\($0)\",\"object\":\(secret)}" }
        return .streams(200, [.says(events.joined() + Said.bookmark("12", ends: true))])
      }
      let log = await FeedLog.of(server, isMetadataOnly: true, streamsLists: streamsLists)
      #expect(log.objects.count >= 3)
      for document in log.objects {
        var writer = NodeWriter()
        writer.write(document.root, by: .everything)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(!text.contains("planted"))
        let metadata = document.root["metadata"]
        #expect(document.root.members.map(\.key) == ["apiVersion", "kind", "metadata"])
        #expect(
          metadata?.members.map(\.key) == [
            "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "labels",
            "ownerReferences", "annotations",
          ])
        #expect(
          metadata?["annotations"]?.members.map(\.key) == ["kubernetes.io/service-account.name", "checkov.io/skip1"])
        #expect(metadata?["ownerReferences"]?[element: 0]?["kind"]?.equals("ServiceAccount") == true)
      }
    }
    let bare = try KindFeed.bare(JSONValue.parse(Array(secret.utf8)))
    #expect(bare["data"] == nil && bare["metadata"]?["name"]?.equals("a") == true)
  }
}
