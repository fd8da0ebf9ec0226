package import Hardening
package import Session
import TerminalKit
package import TextSafety

/// A line of an object's page.
package struct WorkloadLine: Identifiable, Sendable {
  /// The parts of a page, in their order.
  package enum Part: Hashable, Sendable, CaseIterable {
    case findings, exposure, rights, policies, pods, containers, unknown, passes, history
  }

  package indirect enum ID: Hashable, Sendable {
    /// A blank before a part, and its title.
    case gap(Part)
    case title(Part)
    case finding(FindingKey)
    /// The findings as a list.
    case all
    /// By what it says: when a source is read anew, what stays the same keeps the cursor.
    case relation(Part, SafeText)
    case container(SubjectReference)
    case unknown(CheckID)
    /// By the area, and the line of its names.
    case passes(Area, Int)
    case decision(ULID)
    case seen
    /// The rest of a line that is too long, by its number.
    case more(ID, Int)
    /// What is said in place of what is not there.
    case remark(Part)
  }

  /// What Enter goes to.
  package enum Target: Sendable {
    case nothing
    case finding(FindingRow)
    case findings
    case container(SubjectReference)
    case object(ObjectKey)
    case decision(WorkloadSnapshot.Event)
  }

  package var id: ID
  var text: StyledText
  /// At the right edge.
  var right = StyledText()
  var target = Target.nothing

  /// Whether the cursor may stand on it.
  var isPlace: Bool {
    switch id {
    case .gap, .title, .more, .remark: false
    default: true
    }
  }

  /// Said in place of what is not there.
  var isRemark: Bool { if case .remark = id { true } else { false } }

  /// The rest of the line above it.
  var isRest: Bool { if case .more = id { true } else { false } }

  var finding: FindingRow? { if case .finding(let row) = target { row } else { nil } }

  var leadsOn: Bool { if case .nothing = target { false } else { true } }
}

extension ObjectRelations.Topic {
  var part: WorkloadLine.Part {
    switch self {
    case .exposure: .exposure
    case .rights: .rights
    case .policies: .policies
    case .pods: .pods
    }
  }

  /// What stands before its summary.
  var label: SafeText {
    switch self {
    case .exposure: "reach"
    case .rights: "rights"
    case .policies: "network"
    case .pods: "pods"
    }
  }
}
