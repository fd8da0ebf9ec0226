package import Hardening
package import TextSafety

/// The one protocol of all faces: the dashboard, the command line, and the daemon's API. Engine implements it over what
/// it reads itself, Remote over HTTP.
///
/// Requests and answers are values and Codable, so that they *are* the daemon's API. An answer is a snapshot: it never
/// changes, and names the revision of the data that it shows.
package protocol Session: Sendable {
  /// All clusters with their areas.
  func fleet() async throws(SessionError) -> FleetSnapshot

  /// The namespaces of all clusters with their areas, and the findings in them that a query selects.
  func namespaces(_ request: NamespacesRequest) async throws(SessionError) -> NamespacesSnapshot

  /// A window of the findings that a query selects, in an order.
  func findings(_ request: FindingsRequest) async throws(SessionError) -> FindingsPage

  /// A window of the same findings, gathered into groups.
  func outline(_ request: OutlineRequest) async throws(SessionError) -> FindingsOutline

  /// All findings of a group, as far as a request selects them, in its order; its window is not read.
  func findings(of group: FindingsGroup.ID, _ request: FindingsRequest) async throws(SessionError) -> FindingsPage

  /// Everything about one finding.
  func finding(_ key: FindingKey) async throws(SessionError) -> FindingDetail

  /// Everything about the object of a finding.
  func workload(of key: FindingKey) async throws(SessionError) -> WorkloadSnapshot

  /// The same of an object by its name, whether something is found wrong with it or not.
  func workload(_ key: ObjectKey) async throws(SessionError) -> WorkloadSnapshot

  /// What an object has to do with others. Reads the cluster's source again, which takes its time: `.relating` says how
  /// far it is.
  func relations(of key: ObjectKey) async throws(SessionError) -> ObjectRelations

  /// The objects that go by what a person typed: `namespace/name`, or the beginning of a name; those that are named so
  /// first, no more than `limit`.
  func objects(named text: UntrustedText, limit: Int) async throws(SessionError) -> [NamedObject]

  /// What mends findings, in their order; those that are gone are left out.
  func patches(_ keys: [FindingKey]) async throws(SessionError) -> [FindingPatch]

  /// Where the object of a finding stands, as text.
  func source(of key: FindingKey) async throws(SessionError) -> SourceText

  /// What an act would do, without doing it.
  func preview(_ request: DecisionRequest) async throws(SessionError) -> DecisionPreview

  /// Does an act. When it returns, the act is on disk.
  func decide(_ request: DecisionRequest) async throws(SessionError) -> DecisionReceipt

  /// Takes the newest act of this session back that is in force.
  func undo() async throws(SessionError) -> DecisionReceipt

  /// Takes the newest undo of this session back.
  func redo() async throws(SessionError) -> DecisionReceipt

  /// All acts and what they do now.
  func decisions() async throws(SessionError) -> DecisionsSnapshot

  /// Takes acts back, whoever did them and whenever; taking an undo back does its act again. It is one act, whatever
  /// the number.
  func withdraw(_ ids: [ULID]) async throws(SessionError) -> DecisionReceipt

  /// Gives suppressions another end and reason: takes them back and does them again so, as one act.
  /// - Parameter until: seconds since 1970; nil is without end.
  func renew(_ ids: [ULID], reason: UntrustedText, until: Int64?) async throws(SessionError) -> DecisionReceipt

  /// Where the data comes from and how far the reading is; what could not be read.
  func sources() async throws(SessionError) -> SourcesSnapshot

  /// The filters that the person keeps by name.
  func savedFilters() async throws(SessionError) -> [SavedFilter]

  /// Keeps a filter under its name, or gives the name up where it is empty; what is kept then.
  func save(_ filter: SavedFilter) async throws(SessionError) -> [SavedFilter]

  /// Reads the sources again.
  func refresh() async throws(SessionError)

  /// What happens, from now on; ends with the session.
  func changes() -> AsyncStream<SessionChange>
}

/// Something that faces look up anew.
package enum SessionChange: Sendable, Hashable, Codable {
  /// Clusters, findings or decisions are others now.
  case data(revision: UInt64)
  /// Reading goes on: for the header, no reason to ask for findings.
  case progress(SourceProgress)
  /// How far the reading is that relations of an object were asked for with.
  case relating(ObjectKey, SourceProgress)
  case notice(Notice)
}
