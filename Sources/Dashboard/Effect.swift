package import Hardening
package import Session
package import TextSafety

/// What is asked of the session.
package enum SessionCall: Sendable, Hashable {
  case fleet
  case findings(FindingsRequest)
  case outline(OutlineRequest)
  case members(FindingsGroup.ID, FindingsRequest)
  case namespaces(NamespacesRequest)
  case finding(FindingKey)
  case workload(FindingKey)
  case object(ObjectKey)
  case relations(ObjectKey)
  /// The objects that go by a name.
  case objects(named: UntrustedText, limit: Int)
  case source(FindingKey)
  case patches([FindingKey])
  case preview(DecisionRequest)
  case decide(DecisionRequest)
  case undo
  case redo
  case sources
  case decisions
  /// Takes acts back by their ids.
  case withdraw([ULID])
  /// Gives suppressions another end and reason.
  case renew([ULID], reason: UntrustedText, until: Int64?)
  case savedFilters
  case save(SavedFilter)
  case refresh
  /// Of the file writer, not of the session.
  case write(WriteRequest)

  /// Whether it does something: such a call is never cancelled, and its answer is never late.
  package var acts: Bool {
    switch self {
    case .decide, .undo, .redo, .withdraw, .renew, .refresh, .write, .save: true
    case .fleet, .findings, .outline, .members, .namespaces, .finding, .workload, .object, .relations, .objects,
      .source, .patches, .preview,
      .sources, .decisions, .savedFilters:
      false
    }
  }
}

/// What the session answers.
package enum SessionAnswer: Sendable, Hashable {
  case fleet(FleetSnapshot)
  case page(FindingsPage)
  case outline(FindingsOutline)
  case namespaces(NamespacesSnapshot)
  case detail(FindingDetail)
  case workload(WorkloadSnapshot)
  case relations(ObjectRelations)
  case objects([NamedObject])
  case source(SourceText)
  case patches([FindingPatch])
  case written(WriteReceipt)
  case savedFilters([SavedFilter])
  case preview(DecisionPreview)
  case receipt(DecisionReceipt)
  case sources(SourcesSnapshot)
  case decisions(DecisionsSnapshot)
  /// A refresh was begun.
  case begun
}

/// Who asked, and for what: a later question of the same slot makes the answer to an earlier one worthless.
package struct Slot: Hashable, Sendable {
  package enum Asker: Hashable, Sendable {
    case dashboard
    case dialog
    /// By the number that the navigation gave it.
    case view(Int)
  }

  package enum Purpose: Hashable, Sendable {
    case fleet
    case sources
    case refresh
    /// The window of a list.
    case page
    case detail(FindingKey)
    /// What an object has to do with others.
    case relations
    /// The findings of an object that a page names, for its document: to be shown, or edited.
    case document(ActionID)
    /// The objects that go by what is typed.
    case objects(UntrustedText)
    /// An object's text, and the place where an editor is to open it.
    case source
    case reread
    case edit
    /// The findings that explain the score of an area.
    case reasons(cluster: UntrustedText, Area)
    /// What is open in namespaces whatever is filtered, and what of it is the platform's.
    case totals
    case platform
    /// The findings that explain a namespace.
    case namespace(NamespacesSnapshot.Namespace.ID)
    /// The findings that a decision is about.
    case decision(ULID)
    /// All findings that are to be marked.
    case marks
    /// All findings of one of several groups that are to be marked.
    case members(FindingsGroup.ID)
    /// All findings of a group that is to be marked, or no longer.
    case groupMarks(FindingsGroup.ID)
    /// The worst findings of a group, for its pane.
    case worst(FindingsGroup.ID)
    /// All findings of a group, for an act on it.
    case group(ActionID)
    case preview
    case patches
    case write
    case savedFilters
    case save(SavedFilter)
    /// Acts: one at a time.
    case decide
    case undo
    case redo
  }

  package var asker: Asker
  package var purpose: Purpose

  package init(_ asker: Asker, _ purpose: Purpose) {
    self.asker = asker
    self.purpose = purpose
  }
}

/// A question's number: an answer comes back with that of its question, and is dropped where a later one was asked.
package struct Ticket: Hashable, Sendable {
  package var slot: Slot
  package var generation: UInt64

  package init(_ slot: Slot, generation: UInt64) {
    self.slot = slot
    self.generation = generation
  }
}

/// What the dashboard wants done outside of itself: a value, performed by the runner.
package enum Effect: Sendable, Hashable {
  case session(SessionCall, Ticket)
  case terminal(TerminalEffect)
  /// Say `.rested` when no key has asked for this for a moment.
  case rest
}

package enum TerminalEffect: Sendable, Hashable {
  /// Send the next frame whole.
  case redraw
  /// To the person's clipboard, as far as the terminal has one.
  case copy(SafeText)
  case copyLines([SafeText])
  /// The person's editor on a file, at a line; `.edited` says how that ended.
  case edit(path: UntrustedText, line: Int)
  /// Whether clicks and the wheel come here.
  case mouse(Bool)
  /// Other colours: the theme of this name.
  case theme(String)
}

/// What a view or a dialog wants: of the session, of the terminal, or of the dashboard around it.
package enum Intent: Sendable {
  case ask(SessionCall, Slot.Purpose)
  case terminal(TerminalEffect)
  /// What follows the cursor is behind: say `.rested` when the cursor has rested for a moment.
  case rest
  /// Go into a view; the way back leads here.
  case enter(any View)
  /// Go back to where one came from.
  case leave
  case open(any Dialog)
  /// Close the dialog.
  case close
  /// From a dialog to the view beneath it.
  case tell(ViewEvent)
  case say(Saying)
  /// Do what a key would.
  case act(ActionID)
  /// To be said beside what the act does that is asked for.
  case remark(SafeText)
  /// Keep a filter under a name, or give the name up.
  case save(SavedFilter)
  /// The columns that lists of findings leave out.
  case columns(hidden: Set<FindingsRequest.Column>)
  /// What the next suppression begins with.
  case remember(reason: UntrustedText, until: UntrustedText)
  case quit
}

/// What the status line says until the next key.
package struct Saying: Sendable, Hashable {
  package enum Tone: Sendable, Hashable { case plain, success, warning, error }

  package var text: SafeText
  package var tone: Tone
  /// What can be done about it: the text gives way to it where there is no room for both.
  package var offer: SafeText

  package init(_ text: SafeText, _ tone: Tone = .plain, offer: SafeText = "") {
    self.text = text
    self.tone = tone
    self.offer = offer
  }

  /// What went wrong, in the words of the session.
  package init(_ error: SessionError) { self.init(error.notice.text.safe, .error) }
}
