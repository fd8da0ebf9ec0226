import Hardening
import TextSafety

/// Weaknesses of what may talk to what.
extension Weakening {
  static let policies: [Weakening] = [
    .several(
      [
        ("NetworkPolicy default-deny /metadata/namespace", "other"), ("NetworkPolicy api /metadata/namespace", "other"),
      ],
      "netpol-missing-ns", "netpol-default-deny", "netpol-missing-pod", "netpol-dangling"),
    .several(
      [
        ("NetworkPolicy default-deny /spec/podSelector", "{matchLabels: {app: db}}"),
        ("NetworkPolicy api /spec/podSelector", "{matchLabels: {app: db}}"),
      ], "netpol-default-deny", "netpol-missing-pod", "netpol-dangling"),
    .set("NetworkPolicy default-deny /spec/podSelector", "{matchLabels: {app: api}}", "netpol-default-deny"),
    .set("NetworkPolicy default-deny /spec/policyTypes", "[Egress]"),
    .several(
      [
        ("NetworkPolicy default-deny /spec/policyTypes", "[Ingress]"),
        ("NetworkPolicy api /spec/policyTypes", "[Ingress]"),
      ], "netpol-one-direction"),
    .set("NetworkPolicy api /spec/ingress/-", "{}", "netpol-allow-all"),
    .set(
      "NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}", "netpol-allow-all", "egress-wide-cidr"
    ),
    .set(
      "NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: \"::/0\"}}], ports: [{port: 443}]}",
      "egress-wide-cidr"),
    .set("NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}"),
    .set(
      "NetworkPolicy api /spec/ingress/-", "{from: [{podSelector: {matchLabels: {app: gateway}}}]}", "netpol-dangling"),
    .set("NetworkPolicy api /spec/ingress/-", "{from: [{podSelector: {}}]}"),
  ]
}
