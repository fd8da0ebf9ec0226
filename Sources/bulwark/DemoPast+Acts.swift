import Hardening
import Session
import TextSafety

extension DemoPast {
  private static let ingrid = "i.solberg"
  private static let marta = "m.kowalczyk"
  private static let tunde = "t.okafor"
  private static let daniel = "d.reyes"

  /// What the company's people decided, in the order of the days.
  static let acts: [Act] = [
    Act(
      days: 21, author: ingrid, query: "check:host-path-sensitive ns:observability cluster:prod-weu", act: .suppress,
      scope: .namespace, clusters: .group("azure"),
      reason: "agents read the node's logs and metrics, read-only; reviewed in SEC-388", expires: 180),
    Act(
      days: 21, author: ingrid, query: "check:host-network check:host-pid name:node-exporter cluster:prod-weu",
      act: .suppress,
      scope: .workload, clusters: .all, reason: "metrics of the node are metrics of the node; SEC-388",
      expires: 180),
    Act(
      days: 21, author: ingrid, query: "check:cluster-admin-binding name:entra:break-glass", act: .suppress,
      scope: .workload, clusters: .all, reason: "break-glass: two sealed accounts, every use pages; review each month",
      expires: 25),
    Act(
      days: 21, author: daniel, query: "check:privileged ns:search cluster:prod-weu", act: .suppress,
      reason: "until the node pool has vm.max_map_count set (PLAT-1190)", expires: 14),
    Act(
      days: 21, author: daniel, query: "check:cluster-admin-binding name:entra:contractors", act: .suppress,
      reason: "for the move of the warehouse, ends with it", expires: 60),
    Act(
      days: 14, author: ingrid, query: "check:nginx-eol", act: .note,
      reason: "payments and identity are on the Gateway; the shop follows in January", ticket: "PLAT-1202",
      assignee: daniel),
    Act(days: 14, author: ingrid, query: "check:nginx-eol", act: .acknowledge),
    Act(
      days: 14, author: marta, query: "check:netpol-missing-pod ns:shop cluster:stg-weu", act: .acknowledge,
      reason: "production has them, staging gets them with the chart"),
    Act(
      days: 7, author: daniel, query: "check:runtime-socket ns:ci", act: .acknowledge,
      reason: "rootless builds are on trial"),
    Act(
      days: 7, author: daniel, query: "check:ssh-server ns:legacy", act: .suppress, scope: .check, clusters: .all,
      reason: "the vendor needs it", isUndone: true),
    Act(
      days: 7, author: tunde,
      query: "check:privileged check:host-network check:host-path-sensitive name:roaster-gateway",
      act: .suppress, scope: .workload, reason: "field bus and USB: nodes of the plant run nothing else (OT-77)",
      expires: 90),
    Act(
      days: 3, author: marta, query: "check:ingress-tls name:intranet", act: .suppress,
      reason: "certificate is ordered", expires: 9),
    Act(
      days: 3, author: marta, query: "check:secrets-access ns:cert-manager cluster:prod-weu", act: .note,
      reason: "ask upstream for a Role per namespace", ticket: "SEC-402", assignee: marta),
    Act(days: 3, author: marta, query: "check:liveness ns:batch ns:ci ns:plant", act: .acknowledge),
    Act(
      days: 1, author: tunde, query: "check:image-digest ns:sandbox", act: .suppress, scope: .namespace,
      reason: "a sandbox is a sandbox"),
    Act(
      days: 1, author: tunde, query: "check:sys-module name:vpn", act: .note,
      reason: "the kernel has wireguard built in: drop SYS_MODULE and see", ticket: "OT-81", assignee: tunde),
  ]
}
