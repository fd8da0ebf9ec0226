package import Hardening
package import TextSafety

/// Clusters or namespaces with what their areas come to, for `bulwark clusters` and `bulwark namespaces`.
package struct PlaceList {
  /// One cluster, or one namespace of it.
  package struct Place {
    package var cluster: ClusterSummary
    /// Empty where the configuration says none.
    package var environment: UntrustedText
    package var groups: [UntrustedText]
    /// nil: the cluster as a whole. Empty: what is in no namespace.
    package var namespace: UntrustedText?
    package var workloads: Int
    package var areas: [AreaSummary]
    /// Open findings by severity, the worst first.
    package var open: [(severity: Severity, count: Int)]
    package var acknowledged: Int
    package var suppressed: Int
    package var new: Int

    package init(
      cluster: ClusterSummary, environment: UntrustedText = "", groups: [UntrustedText] = [],
      namespace: UntrustedText? = nil, workloads: Int, areas: [AreaSummary],
      open: [(severity: Severity, count: Int)], acknowledged: Int, suppressed: Int, new: Int
    ) {
      self.cluster = cluster
      self.environment = environment
      self.groups = groups
      self.namespace = namespace
      self.workloads = workloads
      self.areas = areas
      self.open = open
      self.acknowledged = acknowledged
      self.suppressed = suppressed
      self.new = new
    }
  }

  private let places: [Place]
  /// Seconds since 1970.
  private let now: Int64

  package init(_ places: [Place], now: Int64) {
    self.places = places
    self.now = now
  }

  private var isOfNamespaces: Bool { places.contains { $0.namespace != nil } }
  /// The areas that anything was judged of: columns without a number would only take room.
  private var areas: [Area] {
    Area.allCases.filter { area in
      places.contains { place in place.areas.contains { $0.area == area && $0.tally != Tally() } }
    }
  }

  package var listing: Listing {
    let areas = areas
    let hasEnvironments = places.contains { !$0.environment.isEmpty }
    var columns = [Listing.Column("Cluster")]
    if hasEnvironments { columns.append(Listing.Column("Env")) }
    if isOfNamespaces { columns.append(Listing.Column("Namespace")) } else { columns.append(Listing.Column("Version")) }
    columns += (["Workloads", "Score"] + areas.map { $0.short.uppercased() }).map { Listing.Column($0, isNumber: true) }
    columns += ["Crit", "High", "Med", "Low", "Acked", "Suppr"].map { Listing.Column($0, isNumber: true) }
    if !isOfNamespaces { columns.append(Listing.Column("Read")) }
    var listing = Listing(columns)
    for place in places {
      let tally = place.areas.reduce(into: Tally()) { $0 += $1.tally }
      var row = [place.cluster.name]
      if hasEnvironments { row.append(place.environment.isEmpty ? "-" : place.environment) }
      if let namespace = place.namespace {
        row.append(namespace.isEmpty ? "-" : namespace)
      } else {
        row.append(place.cluster.version.isEmpty ? "-" : place.cluster.version)
      }
      row.append("\(place.workloads)")
      row.append(UntrustedText(tally.scoreText.description))
      for area in areas {
        let tally = place.areas.first { $0.area == area }?.tally ?? Tally()
        row.append(UntrustedText(tally.scoreText.description))
      }
      for severity in [Severity.critical, .high, .medium, .low] {
        row.append("\(place.open.first { $0.severity == severity }?.count ?? 0)")
      }
      row += ["\(place.acknowledged)", "\(place.suppressed)"]
      if !isOfNamespaces {
        let age = Age.text(now - place.cluster.observedAt).description
        row.append(UntrustedText(age == "now" ? age : "\(age) ago"))
      }
      listing.add(row)
    }
    return listing
  }

  /// An array of objects; areas as reports have them.
  package var json: String {
    var json = JSONWriter(ReportOutput { _ in })
    json.beginArray()
    for place in places {
      json.newline()
      json.beginObject()
      json.key("cluster")
      json.value(place.cluster.name)
      if let namespace = place.namespace {
        json.key("namespace")
        if namespace.isEmpty { json.null() } else { json.value(namespace) }
      } else {
        json.key("id")
        json.value(place.cluster.id)
        json.key("environment")
        if place.environment.isEmpty { json.null() } else { json.value(place.environment) }
        json.key("groups")
        json.beginArray()
        for group in place.groups { json.value(group) }
        json.endArray()
        json.key("version")
        if place.cluster.version.isEmpty { json.null() } else { json.value(place.cluster.version) }
        json.key("source")
        json.value(place.cluster.source.rawValue)
        json.key("observedAt")
        json.value(time: place.cluster.observedAt)
        json.key("complete")
        json.value(place.cluster.complete)
      }
      json.key("workloads")
      json.value(place.workloads)
      json.key("areas")
      json.write(place.areas)
      json.key("open")
      json.beginObject()
      for (severity, count) in place.open {
        json.key(of: UntrustedText(severity.rawValue))
        json.value(count)
      }
      json.endObject()
      for (key, number) in [("acknowledged", place.acknowledged), ("suppressed", place.suppressed), ("new", place.new)]
      {
        json.key(of: UntrustedText(key))
        json.value(number)
      }
      json.endObject()
    }
    json.endArray()
    return json.output.pending + "\n"
  }
}
