import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// What goes over plain HTTP is read and changed by everybody on the way: cookies, passwords, the program that a
  /// browser is sent.
  ///
  /// Fails where the host of a rule is not among those of `spec.tls`, exactly or by a wildcard, or where an annotation
  /// switches the redirect to HTTPS off (`ssl-redirect: "false"`) or plain HTTP on (`allow-http: "true"`). A missing
  /// annotation is no finding. Certificates that annotations name (Application Gateway, AWS, Google, Traefik), and TLS that
  /// is passed through, count. A rule without a host is covered by any certificate. Not applicable to the Gateway API.
  package static let ingressTLS = Check<IngressSubject>(
    CheckInfo(
      "ingress-tls", area: .boundary, severity: .high, judges: .ingress, title: "Ingress without TLS",
      statement: "serves a host without TLS",
      remediation: "Add the host and the secret of its certificate to spec.tls, and leave the redirect on.",
      references: [
        .cis("5.4.5"), .mitre("T1557"), .url("https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"),
      ],
      equivalents: [
        "ks:C-0263", "ks:C-0245", "po:tlsSettingsMissing", "gk:general/httpsonly", "ky:require-ingress-https",
        "az:IngressHttpsOnly", "fa:Ingress_Object_without_TLS_Certificate_Created", "cis:AKS5.4.5",
      ]),
    reads: [ClusterFact.ingress.read],
    judge: { subject, facts, _ throws(Missing) in
      guard let ingress = try facts.get(ClusterFact.ingress, subject) else { return .noIngress }
      let evidence = try plainSwitches(ingress) + uncovered(ingress)
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      // Which secret holds a certificate nobody here knows.
      guard let ingress = try facts.get(ClusterFact.ingress, subject), try uncovered(ingress).isEmpty else {
        return nil
      }
      return Patch(plainSwitches(ingress).map { .remove($0.path) })
    })

  private static func uncovered(_ ingress: Ingress) throws(Missing) -> [Evidence] {
    let isCovered = ingress.annotations.contains { pair in
      certificateAnnotations[pair.key].map { $0.isEmpty || $0.contains(pair.value) } ?? false
    }
    if isCovered { return [] }
    let certificates = try ingress.tls.get() ?? []
    let rules = try ingress.rules.get() ?? []
    if rules.isEmpty, certificates.isEmpty, ingress.defaultBackend != nil {
      return [Evidence(FieldPath().appending("spec.tls"), .absent)]
    }
    return rules.filter { rule in !certificates.contains { covers($0, rule.host) } }.map { rule in
      Evidence(rule.path.appending("host"), rule.host.isEmpty ? .absent : .string(rule.host))
    }
  }

  /// Annotations that name a certificate, have one made, or pass TLS through, and the values that do; none: any.
  private static let certificateAnnotations: [UntrustedText: [UntrustedText]] = [
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate": [], "alb.ingress.kubernetes.io/certificate-arn": [],
    "ingress.gcp.kubernetes.io/pre-shared-cert": [], "networking.gke.io/managed-certificates": [],
    "networking.gke.io/certmap": [], "traefik.ingress.kubernetes.io/router.tls": ["true"],
    "nginx.ingress.kubernetes.io/ssl-passthrough": ["true"], "haproxy.org/ssl-passthrough": ["true"],
    "haproxy-ingress.github.io/ssl-passthrough": ["true"],
    "route.openshift.io/termination": ["edge", "passthrough", "reencrypt"],
  ]

  private static func plainSwitches(_ ingress: Ingress) -> [Evidence] {
    let path = FieldPath().appending("metadata.annotations")
    return ingress.annotations.filter { pair in
      (pair.key.hasSuffix("/ssl-redirect") || pair.key == "nginx.org/redirect-to-https") && pair.value == "false"
        || pair.key.hasSuffix("ingress.allow-http") && pair.value == "true"
    }.map { Evidence(path.appending(member: $0.key), .string($0.value)) }
  }

  private static func covers(_ certificate: Ingress.Certificate, _ host: UntrustedText) -> Bool {
    if certificate.hosts.isEmpty || host.isEmpty { return true }
    return certificate.hosts.contains { covered in
      if covered == host { return true }
      guard let domain = covered.droppingPrefix("*."), let rest = host.droppingSuffix(".\(domain)") else {
        return false
      }
      return !rest.contains(".")
    }
  }
}
