import Hardening
import Session
import TextSafety

extension FakeFleet {
  /// Decisions of every kind, newest first.
  static let decided: [DecisionsSnapshot.Entry] = {
    let day: Int64 = 86_400
    func suppress(
      _ number: Int, _ reason: UntrustedText, _ what: UntrustedText, _ status: DecisionsSnapshot.Status,
      covers: Int, ends: Int64?, scope: SuppressionRule.Scope = .workload
    ) -> DecisionsSnapshot.Entry {
      let act = decision(number, .suppress, reason, ends: ends.map { now + $0 * day }, scope)
      let endsSoon = status == .inForce && (ends.map { $0 <= 7 } ?? false)
      return DecisionsSnapshot.Entry(
        decisions: [act], status: status, covers: covers, endsSoon: endsSoon, what: what, query: query(act))
    }
    let acked = decision(3, .acknowledge, "fixed with 2.4", ends: nil, nil)
    let seen = decision(8, .acknowledge, "", ends: nil, nil)
    let undone = decision(9, .undo, "", ends: nil, nil)
    return [
      DecisionsSnapshot.Entry(
        decisions: [undone], status: .inForce, covers: 0, endsSoon: false, what: "suppressed pdb everywhere",
        query: query(undone)),
      DecisionsSnapshot.Entry(
        decisions: [seen], status: .inForce, covers: 2, endsSoon: false, what: "2 findings", query: query(seen)),
      suppress(7, "node agent, see SEC-1432", "privileged on deploy/api", .inForce, covers: 1, ends: 28),
      suppress(6, "until the new registry is there", "run-as-non-root in payments", .inForce, covers: 3, ends: 3),
      suppress(5, "kept for the audit", "seccomp on deploy/gone", .inForce, covers: 0, ends: nil),
      suppress(4, "wrongly", "pdb everywhere", .undone, covers: 0, ends: nil, scope: .check),
      DecisionsSnapshot.Entry(
        decisions: [acked], status: .inForce, covers: 0, resurfaced: 1, endsSoon: false,
        what: "mem-limit on deploy/api [web]", query: query(acked)),
      suppress(2, "only in the test", "runtime-socket on deploy/worker", .expired, covers: 0, ends: -2),
      suppress(1, "long ago", "mem-limit on deploy/worker [web]", .expired, covers: 0, ends: -90),
    ]
  }()

  private static func query(_ act: Decision) -> UntrustedText { "act:\(act.id.text)" }

  private static func decision(
    _ number: Int, _ act: Decision.Act, _ reason: UntrustedText, ends: Int64?, _ scope: SuppressionRule.Scope?
  ) -> Decision {
    let time = (now - Int64(10 - number) * 40_000) * 1000
    let rule = scope.map { scope in
      SuppressionRule(
        scope: scope, clusters: scope == .check ? .all : .some(["files:prod-weu"]), checks: ["privileged"],
        object: ObjectReference(group: "apps", kind: "Deployment", namespace: "payments", name: "api"))
    }
    return Decision(
      id: ULID(high: UInt64(time) << 16, low: UInt64(number)), time: time, author: number % 2 == 0 ? "ada" : "grace",
      act: act, rule: rule, reason: reason, until: ends)
  }
}
