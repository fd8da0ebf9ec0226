import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// What goes over plain HTTP is read and changed by everybody on the way: cookies, passwords, the program that a
  /// browser is sent.
  ///
  /// Fails where the host of a rule is not among those of `spec.tls`, exactly or by a wildcard, or where an annotation
  /// switches the redirect to HTTPS off (`ssl-redirect: "false"`) or plain HTTP on (`allow-http: "true"`). A missing
  /// annotation is no finding. Certificates that annotations name (Application Gateway, AWS, Google, Traefik) count. A
  /// rule without a host is covered by any certificate. Not applicable to the Gateway API.
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
      var evidence = plainSwitches(ingress)
      let isCovered = ingress.annotations.contains { pair in certificateAnnotations.contains { pair.key == $0 } }
      let certificates = try ingress.tls.get() ?? []
      let rules = try ingress.rules.get() ?? []
      if !isCovered {
        for rule in rules where !certificates.contains(where: { covers($0, rule.host) }) {
          evidence.append(Evidence(rule.path.appending("host"), rule.host.isEmpty ? .absent : .string(rule.host)))
        }
        if rules.isEmpty, certificates.isEmpty, ingress.defaultBackend != nil {
          evidence.append(Evidence(FieldPath().appending("spec.tls"), .absent))
        }
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  /// Annotations that name a certificate, or have one made, beside spec.tls.
  private static let certificateAnnotations: [UntrustedText] = [
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate", "alb.ingress.kubernetes.io/certificate-arn",
    "ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates",
    "traefik.ingress.kubernetes.io/router.tls",
  ]

  private static func plainSwitches(_ ingress: Ingress) -> [Evidence] {
    let path = FieldPath().appending("metadata.annotations")
    return ingress.annotations.filter { pair in
      pair.key.hasSuffix("/ssl-redirect") && pair.value == "false"
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
