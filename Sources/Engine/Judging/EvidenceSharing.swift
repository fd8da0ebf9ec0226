import Hardening

extension WorkloadRow {
  mutating func update(_ body: (inout [Judgement]) -> Void) {
    verdicts.update(body)
    for index in containers.indices { containers[index].verdicts.update(body) }
    for index in volumes.indices { volumes[index].verdicts.update(body) }
  }
}

extension Verdicts {
  mutating func update(_ body: (inout [Judgement]) -> Void) {
    body(&shared)
    body(&own)
  }
}

/// What evidence and lists of judgements there are, each once.
struct EvidenceSharing {
  private var evidence: Set<[Evidence]> = []
  private var lists: Set<[Judgement]> = []

  mutating func share(_ judgements: inout [Judgement]) {
    if let known = lists.firstIndex(of: judgements) {
      judgements = lists[known]
      return
    }
    for index in judgements.indices {
      guard case .fail(let shown, let severity) = judgements[index] else { continue }
      judgements[index] = .fail(evidence.insert(shown).memberAfterInsert, severity: severity)
    }
    lists.insert(judgements)
  }
}
