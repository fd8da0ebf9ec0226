package import Hardening
import TextSafety

/// A diagnosis as people and programs read it.
package struct DiagnosisList {
  private let diagnosis: Diagnosis

  package init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }

  /// One line a fact, never cut: what is wrong must be readable whole.
  package var text: String {
    var text = ""
    for line in diagnosis.lines {
      let says = SafeText(line.next.isEmpty ? line.says : "\(line.says) → \(line.next)")
      text += "\(padded(line.verdict.rawValue, 4))  \(padded(line.topic.rawValue, 13))  \(says.description)\n"
    }
    let counts = Diagnosis.Verdict.allCases.map { "\(diagnosis.count($0)) \($0.rawValue)" }
    return text + "\n\(counts.joined(separator: " · "))\n"
  }

  private func padded(_ word: String, _ width: Int) -> String {
    word + String(repeating: " ", count: max(0, width - word.count))
  }

  /// `{"schema", "verdict", "lines": [{"topic", "verdict", "says", "next"}]}`; `verdict` is the worst of the lines'.
  package var json: String {
    var json = JSONWriter(ReportOutput { _ in })
    json.beginObject()
    json.key("schema")
    json.value("bulwark/1")
    json.key("verdict")
    json.value(Diagnosis.Verdict.allCases.last { diagnosis.count($0) > 0 }?.rawValue ?? "ok")
    json.key("lines")
    json.beginArray()
    for line in diagnosis.lines {
      json.newline()
      json.beginObject()
      json.key("topic")
      json.value(line.topic.rawValue)
      json.key("verdict")
      json.value(line.verdict.rawValue)
      json.key("says")
      json.value(line.says)
      json.key("next")
      if line.next.isEmpty { json.null() } else { json.value(line.next) }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.output.pending + "\n"
  }
}
