import Foundation
import Testing
import TextSafety

@testable import Engine

@Suite("The least role")
struct LeastRoleTests {
  @Test("names every kind that is read, once, and no verb that writes")
  func kinds() throws {
    let (objects, notices) = try decode(LeastRole.manifest())
    #expect(objects.count == 1 && notices.isEmpty)
    let text = LeastRole.manifest()
    for kind in WatchedKind.all {
      let resource = kind.resource.parsed { $0 } ?? ""
      #expect(text.contains("\(resource),") || text.contains("\(resource)]"), "\(resource)")
    }
    let verbs = text.split(separator: "\n").filter { $0.contains("verbs:") }
    #expect(!verbs.isEmpty && verbs.allSatisfy { $0 == "  verbs: [get, list, watch]" })
    #expect(text.components(separatedBy: "apiGroups: [\"apps\"]").count == 2)
  }
}
