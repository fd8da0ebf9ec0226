import Checks
import Hardening
import Inventory
import Session
import TextSafety

extension Relations {
  /// The account of a workload, whether its pods have the token, and what it may do.
  func rights(of workload: Workload) -> Section {
    let use: AccountUse
    do throws(Missing) { use = try facts.get(ClusterFact.serviceAccount, workload.subject) } catch {
      return Section(.rights, "which account it runs as is unknown", .unknown, [Relations.unknown(error)])
    }
    if use.name.isEmpty {
      return Section(.rights, "runs as no account", .plain, [Line("none", "static pods have no account")])
    }
    let account = ObjectReference.account(namespace: workload.namespace, name: use.name)
    var lines: [Line] = []
    var isMounted: Bool?
    let absent: UntrustedText = use.exists ? "" : "; the account is not in the source, so no pod starts"
    do throws(Missing) {
      let token = try facts.get(ClusterFact.tokenMount, workload.subject)
      isMounted = token.isMounted
      let place: UntrustedText =
        token.path == nil ? "" : token.account == nil ? ", as the workload says" : ", as the account says"
      let says: UntrustedText =
        token.isMounted
        ? "its token is mounted\(place)" : "its token is not mounted by itself\(place); a volume may bring one"
      lines.append(Line(Relations.short(account), "\(says)\(absent)", object: account))
    } catch {
      lines.append(
        Line(
          Relations.short(account), "whether its token is mounted is unknown: \(error.text)", object: account, .unknown)
      )
    }
    let rights = effective(account)
    lines += granted(rights, to: account)
    let worst = rights.powers
    let name = Relations.short(account)
    let token: UntrustedText = isMounted == false ? ", token not mounted by itself" : ""
    if let first = worst.first {
      let more: UntrustedText = worst.count > 1 ? " and \(worst.count - 1) more" : ""
      let place: UntrustedText = first.grant.namespace.isEmpty ? "" : " in \(first.grant.namespace)"
      return Section(
        .rights, "\(name) \(first.power.words)\(place)\(more)\(token)", .notable, lines)
    }
    if !rights.rights.missing.isEmpty || !rights.rights.unresolved.isEmpty || isPartial {
      return Section(.rights, "\(name): what it may do is not all known\(token)", .unknown, lines)
    }
    let own = rights.own.isEmpty ? "has no rights of its own" : "has no dangerous rights"
    return Section(.rights, "\(name) \(own)\(token)", .plain, lines)
  }

  /// What a user, group or account may do.
  func rights(ofGrantee grantee: ObjectReference) -> Section {
    let rights = effective(grantee)
    let lines = granted(rights, to: grantee)
    if let first = rights.powers.first {
      let more: UntrustedText = rights.powers.count > 1 ? " and \(rights.powers.count - 1) more" : ""
      let place: UntrustedText =
        first.grant.namespace.isEmpty ? " in the whole cluster" : " in \(first.grant.namespace)"
      return Section(.rights, "\(first.power.words)\(place)\(more)", .notable, lines)
    }
    if !rights.rights.missing.isEmpty || !rights.rights.unresolved.isEmpty || isPartial {
      return Section(.rights, "what it may do is not all known", .unknown, lines)
    }
    let own: UntrustedText = rights.own.isEmpty ? "has no rights of its own" : "has no dangerous rights"
    let groups: UntrustedText = grantee.kind == "User" ? "by name \(own); its groups are not known here" : own
    return Section(.rights, groups, grantee.kind == "User" ? .unknown : .plain, lines)
  }

  /// What a role allows, and who holds it.
  func rights(ofRole role: ObjectReference) -> Section {
    do throws(Missing) {
      let rules = try facts.get(ClusterFact.roleRules, RoleSubject(role))
      let grant = Grant(
        binding: role, subject: 0, role: role, namespace: role.namespace, isDefault: false, rules: rules)
      let powers = grant.powers
      var lines = [
        Line("allows", powers.isEmpty ? Relations.words(rules) : words(powers), severity: powers.first?.severity)
      ]
      if !inventory.holds(role) {
        lines.append(Line("Kubernetes", "every server makes this role for itself; it is not among what was read"))
      }
      // Each rule as it stands, after what all of them come to.
      if !powers.isEmpty || rules.count > 1 {
        lines += Relations.first(rules.map { Line("rule", Relations.words([$0])) }, of: "rules")
      }
      let holders = try facts.get(ClusterFact.roleHolders, RoleSubject(role))
      let held = holders.holdings.flatMap { holding in
        holding.grantees.map { grantee in
          Line(
            Relations.short(grantee, from: role.namespace), "holds it by \(name(of: holding.binding))",
            object: holding.binding)
        }
      }
      lines += Relations.first(held, of: "holders")
      if held.isEmpty, holders.areAll, !isPartial { lines.append(Line("nobody", "no binding grants it")) }
      if !holders.areAll || isPartial { lines += doubts(.roleBindings, .clusterRoleBindings) }
      let by: UntrustedText = held.isEmpty ? "" : ", held by \(held.count)"
      let what = powers.isEmpty ? "allows nothing dangerous" : words(powers)
      return Section(.rights, "\(what)\(by)", powers.isEmpty ? .plain : .notable, lines)
    } catch { return Section(.rights, "what it allows is unknown", .unknown, [Relations.unknown(error)]) }
  }

  /// Whom a binding grants what.
  func rights(ofBinding reference: ObjectReference) -> Section {
    guard let binding = inventory.binding(reference) else { return Section(.rights, "grants nothing") }
    let role = binding.role(in: reference.namespace)
    let place: UntrustedText = reference.namespace.isEmpty ? "the whole cluster" : "namespace \(reference.namespace)"
    var lines: [Line] = []
    let grantees = binding.grantees.known ?? []
    var powers: [Power] = []
    do throws(Missing) {
      // The way that a right of the first of them takes through this binding.
      var grants: [Grant] = []
      if let first = grantees.first {
        grants = try facts.get(ClusterFact.rights, GranteeSubject(first)).bindings.filter { $0.binding == reference }
      }
      powers = grants.first?.powers ?? []
      let rules = grants.first?.rules ?? []
      let says =
        powers.isEmpty ? rules.isEmpty ? "a role whose rules were not read" : Relations.words(rules) : words(powers)
      let tone: Tone = powers.isEmpty && rules.isEmpty ? .unknown : .plain
      lines.append(
        Line(
          "\(role.kind) \(role.name)", "\(says) in \(place)", object: isKnown(role) ? role : nil,
          severity: powers.first?.severity, tone))
    } catch {
      lines.append(Line("\(role.kind) \(role.name)", error.text, object: isKnown(role) ? role : nil, .unknown))
    }
    lines += Relations.first(
      grantees.map { Line(Relations.short($0, from: reference.namespace), "is granted it", object: $0) }, of: "grantees"
    )
    if case .malformed(let path) = binding.grantees {
      lines.append(Relations.unknown(Missing(.field(path), .malformed)))
    } else if grantees.isEmpty {
      lines.append(Line("nobody", "it names no subject"))
    }
    let whom =
      grantees.count == 1 ? Relations.short(grantees[0]) : Relations.count(grantees.count, "grantee", "grantees")
    let what = powers.first.map { UntrustedText($0.words) } ?? "grants \(role.name)"
    let isUnread = powers.isEmpty && lines.first?.tone == .unknown
    return Section(
      .rights, "\(whom): \(what) in \(place)", isUnread ? .unknown : powers.isEmpty ? .plain : .notable, lines)
  }

  // MARK: Grants

  private struct Effective {
    var rights: Rights
    /// Grants that are not Kubernetes' own, the worst first.
    var own: [Grant] = []
    /// What those come to.
    var powers: [(grant: Grant, power: Power)] = []
  }

  private func effective(_ grantee: ObjectReference) -> Effective {
    var effective = Effective(rights: Rights())
    do throws(Missing) {
      effective.rights = try facts.get(ClusterFact.effectiveRights, GranteeSubject(grantee))
    } catch { effective.rights.missing.insert(error) }
    let graded = effective.rights.bindings.filter { !$0.isDefault }.map { (grant: $0, powers: $0.powers) }
    func rank(_ powers: [Power]) -> Int { -(powers.first?.severity.rank ?? -1) }
    let sorted = graded.enumerated().sorted { (rank($0.1.powers), $0.0) < (rank($1.1.powers), $1.0) }.map(\.1)
    effective.own = sorted.map(\.grant)
    effective.powers = sorted.flatMap { item in item.powers.map { (item.grant, $0) } }
    return effective
  }

  /// A line for each binding: what it comes to, where, and by which role.
  private func granted(_ effective: Effective, to grantee: ObjectReference) -> [Line] {
    let unresolved = Set(effective.rights.unresolved)
    let own = effective.own.map { grant -> Line in
      let powers = grant.powers
      let place: UntrustedText = grant.isClusterWide ? "in the whole cluster" : "in \(grant.namespace)"
      let isUnread = unresolved.contains(grant) && powers.isEmpty
      let way: UntrustedText = "\(name(of: grant.binding)) → \(grant.role.kind) \(grant.role.name)"
      if isUnread {
        return Line("unknown", "\(place): \(way), which was not read", object: grant.binding, .unknown)
      }
      if powers.isEmpty {
        return Line(
          "nothing dangerous", "\(place): \(way): \(Relations.words(grant.rules))", object: grant.binding)
      }
      return Line(words(powers), "\(place): \(way)", object: grant.binding, severity: powers.first?.severity)
    }
    var lines = Relations.first(own, of: "bindings")
    let defaults = effective.rights.grants.count(where: \.isDefault)
    if defaults > 0 {
      lines.append(
        Line("Kubernetes", "gives it what every server gives it: \(Relations.count(defaults, "binding", "bindings"))"))
    }
    lines += effective.rights.missing.sorted { $0.text < $1.text }.map(Relations.unknown)
    if own.isEmpty, effective.rights.missing.isEmpty, !isPartial {
      let groups: UntrustedText =
        grantee.kind == "User" ? "; which groups it is in is not known here" : ", or a group that it is in"
      lines.append(Line("none", "no binding names it\(groups)"))
    }
    return lines + partial
  }

  private func name(of binding: ObjectReference) -> UntrustedText { "\(binding.kind) \(binding.name)" }

  private func words(_ powers: [Power]) -> UntrustedText {
    let more = powers.dropFirst().map { UntrustedText($0.words) }.map { $0.droppingPrefix("can ") ?? $0 }
    return Relations.joined(powers.prefix(1).map { UntrustedText($0.words) } + more, "; ")
  }

  /// `get, list configmaps · watch pods`
  static func words(_ rules: [SourcedRule]) -> UntrustedText {
    if rules.isEmpty { return "nothing" }
    let texts = rules.prefix(4).map { rule -> UntrustedText in
      let names: UntrustedText = rule.rule.names.isEmpty ? "" : " (\(joined(rule.rule.names.prefix(3))))"
      return "\(joined(rule.rule.verbs.prefix(8))) \(joined((rule.rule.resources + rule.rule.urls).prefix(6)))\(names)"
    }
    let more: UntrustedText = rules.count > 4 ? " · and \(rules.count - 4) more rules" : ""
    return "\(joined(texts, " · "))\(more)"
  }
}
