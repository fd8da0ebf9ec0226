package import Hardening
package import TextSafety

/// How a source is.
package enum SourceState: Sendable, Hashable, Codable {
  /// Not read yet, nothing kept from earlier.
  case neverRead
  /// Being read; what is shown is from the last time, if anything.
  case reading(SourceProgress)
  case current
  /// Followed as it changes: what is shown is what there is now.
  case followed
  /// Cannot be read now: what is shown is from the last time.
  case away(Notice)
}

/// How far the reading of a source is.
package struct SourceProgress: Sendable, Hashable, Codable {
  package var cluster: UntrustedText
  /// What is counted: `files`, `objects`, `pods`.
  package var unit: UntrustedText
  package var done: Int
  /// nil where nobody knows.
  package var all: Int?

  package init(cluster: UntrustedText, unit: UntrustedText, done: Int, all: Int?) {
    self.cluster = cluster
    self.unit = unit
    self.done = done
    self.all = all
  }
}

/// Where the data comes from.
package struct SourcesSnapshot: Sendable, Hashable, Codable {
  package struct Source: Sendable, Hashable, Codable {
    package var cluster: UntrustedText
    package var kind: ClusterSummary.Source
    /// The paths, the context.
    package var location: UntrustedText
    package var state: SourceState
    /// Seconds since 1970; nil where it was never read.
    package var lastRead: Int64?
    package var objects: Int
    package var notices: [Notice]
    /// Of a server, what is read of it, in the order in which it is asked for.
    package var kinds: [Kind]

    package init(
      cluster: UntrustedText, kind: ClusterSummary.Source, location: UntrustedText, state: SourceState,
      lastRead: Int64?, objects: Int, notices: [Notice], kinds: [Kind] = []
    ) {
      self.cluster = cluster
      self.kind = kind
      self.location = location
      self.state = state
      self.lastRead = lastRead
      self.objects = objects
      self.notices = notices
      self.kinds = kinds
    }
  }

  /// One kind of a server's objects.
  package struct Kind: Sendable, Hashable, Codable {
    package enum State: Sendable, Hashable, Codable {
      /// Not whole yet.
      case reading
      case followed
      /// Its list was whole when it was last heard of; it is tried again.
      case away
      /// May not be listed, or fails: it was never whole.
      case unread
      case notServed
    }

    /// `deployments.apps`
    package var name: UntrustedText
    package var state: State
    package var objects: Int

    package init(_ name: UntrustedText, _ state: State, objects: Int) {
      self.name = name
      self.state = state
      self.objects = objects
    }
  }

  package var revision: UInt64
  package var sources: [Source]
  /// What concerns none of them alone: lines of the decision log that cannot be followed.
  package var notices: [Notice]

  package init(revision: UInt64, sources: [Source], notices: [Notice] = []) {
    self.revision = revision
    self.sources = sources
    self.notices = notices
  }
}
