import Checks
import Hardening
import Testing

@Suite("What folds beneath what")
struct FoldingTests {
  private let infos: [CheckID: CheckInfo] = Dictionary(
    uniqueKeysWithValues: Registry.all.infos.map { ($0.id, $0) })

  @Test("heads are checks, of workloads' checks those of the same subject or of what holds or belongs to it")
  func heads() throws {
    for info in infos.values {
      for id in info.under {
        let head = try #require(infos[id], "\(info.id) folds under \(id), which is no check")
        guard [.workload, .resources].contains(info.area) else { continue }
        let isNear = info.judges == .workload && [.namespace, .container].contains(head.judges)
        #expect(head.judges == info.judges || isNear, "\(info.id) under \(id)")
      }
    }
  }

  @Test("none folds beneath itself, and no head of workloads' checks is the lesser one")
  func order() {
    for info in infos.values {
      var above = Set(info.under)
      var open = info.under
      while let id = open.popLast() {
        for next in infos[id]?.under ?? [] where above.insert(next).inserted { open.append(next) }
      }
      #expect(!above.contains(info.id), "\(info.id) folds beneath itself")
      for id in info.under where [.workload, .resources].contains(info.area) {
        #expect(infos[id].map { $0.severity >= info.severity } ?? true, "\(id) hides \(info.id)")
      }
    }
  }
}
