import Dashboard
import Hardening
import Session
import TextSafety

/// Pages of objects.
extension FakeFleet {
  func workload(_ key: FindingKey) throws(SessionError) -> WorkloadSnapshot {
    guard let found = rows.first(where: { $0.row.id == key }) else { throw gone }
    return try workload(ObjectKey(cluster: key.cluster, object: found.reference.object))
  }

  func workload(_ key: ObjectKey) throws(SessionError) -> WorkloadSnapshot {
    let object = key.object
    let own = rows.filter { $0.reference.object == object && $0.row.id.cluster == key.cluster }
    guard let cluster = clusters.first(where: { $0.id == key.cluster }), !own.isEmpty else { throw gone }
    var snapshot = WorkloadSnapshot(revision: revision, cluster: cluster, object: object, managedBy: .you)
    snapshot.findings = own.map(\.row).sorted { ($1.severity, $0.check) < ($0.severity, $1.check) }
    var open = SeverityCounts()
    open.critical = 1
    open.high = 12
    var other = SeverityCounts()
    other.high = 1
    snapshot.parts = [
      .init(subject: SubjectReference(object), image: "", open: SeverityCounts()),
      .init(subject: SubjectReference(object, container: "web"), image: "registry.example/web:1", open: open),
      .init(
        subject: SubjectReference(object, container: "proxy"), image: "registry.example/team/of/somebody/proxy:1.2.3",
        open: other),
      .init(subject: SubjectReference(object, discriminator: "data"), image: "", open: SeverityCounts()),
    ]
    snapshot.judged = [
      .init(check: "tag-latest", area: .image, severity: .low, verdict: .pass),
      .init(check: "host-pid", area: .workload, severity: .high, verdict: .pass),
      .init(check: "host-pid", area: .workload, severity: .high, verdict: .pass),
      .init(check: "limitrange", area: .resources, severity: .low, verdict: .unknown),
      .init(check: "netpol-missing-pod", area: .isolation, severity: .high, verdict: .pass),
    ]
    snapshot.firstSeen = own.map(\.row.firstSeen).min()
    snapshot.history = FakeFleet.decided.compactMap { entry in
      guard entry.first.act == .suppress else { return nil }
      var act = entry.first
      if let reason { act.reason = reason }
      var event = WorkloadSnapshot.Event(decision: act)
      event.add("privileged")
      return event
    }.prefix(2).map { $0 }
    return snapshot
  }

  func relations(_ key: ObjectKey) throws(SessionError) -> ObjectRelations {
    if let unrelated { throw unrelated }
    guard key.object.kind == "Deployment" else {
      return ObjectRelations(object: key, sections: [], readAt: FakeFleet.now)
    }
    let account = ObjectReference(group: "", kind: "ServiceAccount", namespace: "payments", name: "api")
    let service = ObjectReference(group: "", kind: "Service", namespace: "payments", name: "api")
    let group: UntrustedText = "rbac.authorization.k8s.io"
    let binding = ObjectReference(group: group, kind: "RoleBinding", namespace: "payments", name: "api-reads")
    return ObjectRelations(
      object: key,
      sections: [
        .init(
          .exposure, "reached from the Internet through svc/api", .notable,
          [.init("svc/api", "LoadBalancer: the Internet", object: service, .notable)]
            + (related.map { [.init("related", "through it too", object: $0)] } ?? [])),
        .init(
          .rights, "sa/api can read all secrets in payments", .notable,
          [
            .init("sa/api", "its token is mounted", object: account),
            .init(
              "can read all secrets", "in payments: RoleBinding api-reads → Role reader", object: binding,
              severity: .medium),
            .init("unknown", "clusterrolebindings.rbac.authorization.k8s.io: not in the input", .unknown),
          ]),
        .init(
          .policies, "incoming traffic held by policies, outgoing open", .notable,
          [
            .init(
              "in", "networkpolicy/\u{1B}[31mevil\u{202E}name holds it",
              object: ObjectReference(
                group: "networking.k8s.io", kind: "NetworkPolicy", namespace: "payments", name: "x")),
            .init("out", "nothing holds it: it may connect anywhere", .notable),
          ]),
        .init(.pods, "3 replicas", .plain, [.init("replicas", "3")]),
      ], lacks: notices[key.cluster]?.filter(\.costsCoverage) ?? [], readAt: FakeFleet.now)
  }

  /// The objects that findings are about, and one that two clusters have.
  var objects: [NamedObject] {
    var seen: Set<ObjectKey> = []
    return rows.compactMap { row in
      let key = ObjectKey(cluster: row.row.id.cluster, object: row.reference.object)
      return seen.insert(key).inserted ? NamedObject(key: key, cluster: row.row.cluster) : nil
    }
  }

  private var gone: SessionError {
    SessionError(.gone, Notice(what: "finding", why: "it is gone", next: "", costsCoverage: false))
  }
}
