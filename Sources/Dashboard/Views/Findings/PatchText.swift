import Hardening
import TerminalKit
import TextSafety

/// A patch as people read changes: the place as YAML keys, what goes in red, what comes in green.
struct PatchText {
  struct Line {
    var text: StyledText
    /// It names the place of the lines that follow.
    var isPlace = false
  }

  private(set) var lines: [Line] = []

  /// - Parameter evidence: knows what stands there now, and what list elements are called.
  init(_ operations: [JSONPatchOperation], evidence: [Evidence]) {
    let names = PatchText.names(evidence)
    var standing: [UntrustedText: FieldValue] = [:]
    for item in evidence { standing[item.path.pointer] = item.value }
    var parent: UntrustedText?
    // What is tested is where the change goes: its names show it.
    for operation in operations where operation.op != .test {
      let steps = Array(operation.path.split("/").dropFirst())
      guard let last = steps.last else { continue }
      let above = PatchText.place(steps.dropLast(), names)
      if above != parent {
        lines.append(Line(text: StyledText("\(above.isEmpty ? "(object)" : above):", Style(.dim)), isPlace: true))
        parent = above
      }
      let key = JSONPatchOperation.unescaped(last)
      let isElement = key == "-" || key.parsed { Int($0) } != nil
      if let old = standing[operation.path], old != .absent {
        lines += PatchText.lines(key, old, isElement: isElement, sign: "- ", Style(.removed))
      } else if operation.op == .remove {
        let gone: SafeText = isElement ? "- (element \(key))" : "\(key)"
        lines.append(Line(text: StyledText("-   \(gone)", Style(.removed))))
      }
      if let value = operation.value, operation.op != .remove {
        lines += PatchText.lines(key, value, isElement: isElement, sign: "+ ", Style(.added))
      }
    }
  }

  /// An object that is to be made, as YAML.
  static func manifest(_ value: FieldValue) -> [StyledText] {
    guard case .map(let members) = value else { return [] }
    return members.flatMap { yaml($0.key, $0.value, isElement: false) }.map { StyledText("+   \($0)", Style(.added)) }
  }

  private static func lines(
    _ key: UntrustedText, _ value: FieldValue, isElement: Bool, sign: SafeText, _ style: Style
  ) -> [Line] {
    yaml(key, value, isElement: isElement).map { Line(text: StyledText("\(sign)  \($0)", style)) }
  }

  /// A member or an element as YAML, by lines.
  private static func yaml(_ key: UntrustedText, _ value: FieldValue, isElement: Bool) -> [SafeText] {
    let head: SafeText = isElement ? "-" : "\(key):"
    switch value {
    case .map(let members) where !members.isEmpty:
      let below = members.flatMap { yaml($0.key, $0.value, isElement: false) }
      if isElement, let first = below.first {
        return ["- \(first)"] + below.dropFirst().map { "  \($0)" }
      }
      return [head] + below.map { "  \($0)" }
    case .list(let elements) where !elements.isEmpty:
      return [head] + elements.flatMap { yaml("", $0, isElement: true) }
    default: return ["\(head) \(value.text)"]
    }
  }

  /// `spec.template.spec.containers[web]`
  private static func place(_ steps: ArraySlice<UntrustedText>, _ names: [UntrustedText: UntrustedText])
    -> UntrustedText
  {
    var pointer: UntrustedText = ""
    var text: UntrustedText = ""
    for step in steps {
      pointer = "\(pointer)/\(step)"
      let key = JSONPatchOperation.unescaped(step)
      if key.parsed({ Int($0) }) != nil {
        text = "\(text)[\(names[pointer] ?? key)]"
      } else {
        text = text.isEmpty ? key : "\(text).\(key)"
      }
    }
    return text
  }

  /// The names of list elements on the way to what is evidence, by pointer.
  private static func names(_ evidence: [Evidence]) -> [UntrustedText: UntrustedText] {
    var names: [UntrustedText: UntrustedText] = [:]
    for item in evidence {
      var path = FieldPath()
      for component in item.path.components {
        path.components.append(component)
        if case .element(let name, _) = component, !name.isEmpty { names[path.pointer] = name }
      }
    }
    return names
  }
}
