import Documents
import Foundation
import Hardening
import TextSafety

/// Reads files of other tools' exceptions. The format is told from what stands in the file, not only from its name.
struct ExceptionFile {
  /// Why a file brought nothing at all.
  struct Unreadable: Error {
    var why: UntrustedText
    var next: UntrustedText
  }

  private let zone: TimeZone

  init(zone: TimeZone) { self.zone = zone }

  func read(_ bytes: [UInt8], name: UntrustedText) throws(Unreadable) -> ForeignExceptions {
    if name.hasSuffix(".trivyignore") { return TrivyIgnoreText.read(bytes, zone) }
    var documents: [Document] = []
    var problem: DocumentProblem?
    do {
      try DocumentReader.read(MemorySource(bytes)) { event in
        switch event {
        case .document(let document): documents.append(document)
        case .problem(let found): if found.costsDocument, problem == nil { problem = found }
        }
      }
    } catch { throw Unreadable(why: "it cannot be read", next: "write it as UTF-8") }
    var found = ForeignExceptions()
    var isKnown = false
    for document in documents { isKnown = read(document.root, document, &found) || isKnown }
    if isKnown, problem == nil || !found.exceptions.isEmpty || !found.refused.isEmpty {
      if let problem { found.refuse("line \(problem.line)", problem.message) }
      return found
    }
    if let problem { throw Unreadable(why: "line \(problem.line): \(problem.message)", next: "correct it") }
    throw Unreadable(
      why: "no format of exceptions that is known here",
      next: ".trivyignore, .trivyignore.yaml, kubescape's exceptions, Kyverno's PolicyException, polaris' exemptions")
  }

  /// Whether the document is of a known format.
  private func read(_ root: Node, _ document: Document, _ found: inout ForeignExceptions) -> Bool {
    if root["kind"]?.equals("PolicyException") == true {
      KyvernoException.read(root, &found)
    } else if root["exemptions"]?.kind == .list {
      PolarisExemptions.read(root, &found)
    } else if root["policyType"]?.equals("postureExceptionPolicy") == true || root["posturePolicies"] != nil {
      KubescapeException.read(root, document.list?.item ?? document.index, &found)
    } else if root.kind == .list {
      // An empty list is a list of nothing.
      for (item, element) in root.elements.enumerated() {
        guard element["posturePolicies"] != nil else { return false }
        KubescapeException.read(element, item, &found)
      }
    } else if root.kind == .map, TrivyIgnoreYAML.sections.contains(where: { root[member: $0] != nil }) {
      TrivyIgnoreYAML.read(root, zone, &found)
    } else {
      return false
    }
    return true
  }
}

extension UntrustedText {
  /// Without blanks around it.
  var trimmed: UntrustedText { map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } }
}

extension Node {
  /// The texts of a list, or the one text that stands in its place; nil where there is neither.
  var texts: [UntrustedText]? {
    if let scalar { return [scalar] }
    return kind == .list ? elements.compactMap(\.scalar) : nil
  }
}
